import type { JsonFile } from '../../json-file.ts';
import type { FieldPath } from '../../profile-issue.ts';
import type { ReplayReport } from '../../replay-engine.ts';
import type { Profile } from '../../schema/profile.ts';

/** A profile that the schema has taken, and what its vectors gave. */
export interface Linted {
  readonly profile: Profile;
  readonly json: JsonFile;
  readonly report: ReplayReport;
}

/** Where findings go. An issue keeps a profile from shipping, a warning does not. */
export interface Find {
  issue(path: FieldPath, problem: string): void;
  warning(path: FieldPath, problem: string): void;
}

/** Looks for what does not keep a profile from being loaded, but from being good. */
export type LintCheck = (linted: Linted, find: Find) => void;

/** Raw values of the rating map as the file writes them, with the number or text that each stands for. */
export function writtenRatings({ json }: Linted): readonly (readonly [written: string, raw: string])[] {
  // The schema has taken the file, so that these are there where they are not left out.
  const { keyMap } = json.value as { readonly keyMap?: { readonly rating?: Readonly<Record<string, unknown>> } };
  return Object.keys(keyMap?.rating ?? {}).map((written) => [written, rawOf(written)]);
}

/** A raw value as the engine compares it: a byte as its number. */
export function rawOf(written: string): string {
  return written.startsWith('0x') ? String(Number(written)) : written;
}
