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
