import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { namesOf, type PadProfile } from './pad-profile.ts';
import { type Profile, profileSchema } from './schema/profile.ts';

/** One thing wrong with a profile: in which file, which field, and what would be right. */
export interface ProfileIssue {
  readonly file: string;
  readonly field: string;
  readonly problem: string;
}

/** Profiles by every name the settings may use for them: `id` and `id@variant`. */
export type ProfileCatalogue = ReadonlyMap<string, PadProfile>;

/** The profiles that ship with Mingjing. */
export const SHIPPED_PROFILES = join(import.meta.dirname, 'devices');

/** Largest profile file, bytes. */
const MAX_PROFILE_BYTES = 512 * 1024;

/** Reads a profile from the text of its file. @param file only named in the issues */
export function parseProfile(text: string, file: string): Result<Profile, readonly ProfileIssue[]> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    return err([{ file, field: '(file)', problem: `is not JSON: ${cause instanceof Error ? cause.message : ''}` }]);
  }
  const parsed = profileSchema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  return err(
    parsed.error.issues.map((issue) => ({ file, field: issue.path.join('.') || '(file)', problem: issue.message })),
  );
}

/** Reads one profile file. */
export function readProfile(file: string): Result<Profile, readonly ProfileIssue[]> {
  try {
    const { size } = statSync(file);
    if (size > MAX_PROFILE_BYTES) {
      return err([{ file, field: '(file)', problem: `has ${size} bytes; at most ${MAX_PROFILE_BYTES} are allowed` }]);
    }
    return parseProfile(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    return err([{ file, field: '(file)', problem: `cannot be read: ${why}; check the path and its permissions` }]);
  }
}

/** The profile files under a folder, `<vendor>/<model>.json`, in a stable order. @throws when the folder cannot be read */
export function profileFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Loads all profiles of a folder.
 * @returns the catalogue, or every issue of every file: a hall is not started on half its pads by accident
 */
export function loadProfiles(folder = SHIPPED_PROFILES): Result<ProfileCatalogue, readonly ProfileIssue[]> {
  let files: readonly string[];
  try {
    files = profileFiles(folder);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    return err([{ file: folder, field: '(folder)', problem: `cannot be read: ${why}; check the path` }]);
  }
  const catalogue = new Map<string, PadProfile>();
  const issues: ProfileIssue[] = [];
  for (const file of files) {
    const profile = readProfile(file);
    if (!profile.ok) issues.push(...profile.error);
    else if (catalogue.has(profile.value.id)) {
      issues.push({
        file,
        field: 'id',
        problem: `"${profile.value.id}" is the id of another profile; choose a new one`,
      });
    } else for (const [name, chosen] of namesOf(profile.value)) catalogue.set(name, chosen);
  }
  return issues.length > 0 ? err(issues) : ok(catalogue);
}
