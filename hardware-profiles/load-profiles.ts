import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type JsonFile, parseJson, readJson } from './json-file.ts';
import { namesOf, type PadProfile } from './pad-profile.ts';
import type { ProfileIssue } from './profile-issue.ts';
import { type Profile, profileSchema } from './schema/profile.ts';
import { schemaIssues } from './schema-issues.ts';

export type { ProfileIssue } from './profile-issue.ts';

/** Profiles by every name the settings may use for them: `id` and `id@variant`. */
export type ProfileCatalogue = ReadonlyMap<string, PadProfile>;

/** The profiles that ship with Mingjing. */
export const SHIPPED_PROFILES = join(import.meta.dirname, 'devices');

/** Largest profile file, bytes. */
const MAX_PROFILE_BYTES = 512 * 1024;

/** A profile and the file it stands in, so that what is found later can be pointed at too. */
export interface ProfileFile {
  readonly profile: Profile;
  readonly json: JsonFile;
}

function check(json: JsonFile): Result<ProfileFile, readonly ProfileIssue[]> {
  const parsed = profileSchema.safeParse(json.value);
  return parsed.success ? ok({ profile: parsed.data, json }) : err(schemaIssues(json, parsed.error));
}

/** Reads a profile from the text of its file, to point at its fields later. @param file only named in the issues */
export function parseProfileFile(text: string, file: string): Result<ProfileFile, readonly ProfileIssue[]> {
  const json = parseJson(text, file);
  return json.ok ? check(json.value) : json;
}

/** Reads a profile from the text of its file. @param file only named in the issues */
export function parseProfile(text: string, file: string): Result<Profile, readonly ProfileIssue[]> {
  const read = parseProfileFile(text, file);
  return read.ok ? ok(read.value.profile) : read;
}

/** Reads one profile file, to point at its fields later. */
export function openProfile(file: string): Result<ProfileFile, readonly ProfileIssue[]> {
  const json = readJson(file, MAX_PROFILE_BYTES);
  return json.ok ? check(json.value) : json;
}

/** Reads one profile file. */
export function readProfile(file: string): Result<Profile, readonly ProfileIssue[]> {
  const opened = openProfile(file);
  return opened.ok ? ok(opened.value.profile) : opened;
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
    return err([{ file: folder, line: null, field: '(folder)', problem: `cannot be read: ${why}; check the path` }]);
  }
  const catalogue = new Map<string, PadProfile>();
  const issues: ProfileIssue[] = [];
  for (const file of files) {
    const opened = openProfile(file);
    if (!opened.ok) issues.push(...opened.error);
    else if (catalogue.has(opened.value.profile.id)) {
      const problem = `"${opened.value.profile.id}" is the id of another profile; choose a new one`;
      issues.push(opened.value.json.issue(['id'], problem));
    } else for (const [name, chosen] of namesOf(opened.value.profile)) catalogue.set(name, chosen);
  }
  return issues.length > 0 ? err(issues) : ok(catalogue);
}
