import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
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

/** Says that a folder cannot be read. */
export function unreadableFolder(folder: string, cause: unknown): ProfileIssue {
  const why = cause instanceof Error ? cause.message : '';
  return { file: folder, line: null, field: '(folder)', problem: `cannot be read: ${why}; check the path` };
}

/** The profile files under a folder, `<vendor>/<model>.json`, in a stable order. @throws when the folder cannot be read */
export function profileFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

/** What a folder gives: the good profiles, and why the others are left out. */
export interface LoadedProfiles {
  readonly catalogue: ProfileCatalogue;
  readonly issues: readonly ProfileIssue[];
  /** The issues by the id under which settings name the profile, as far as the file tells it; else by the name of the file. */
  readonly invalid: ReadonlyMap<string, readonly ProfileIssue[]>;
}

/** The id of a file that is no profile, as far as can be told. */
function idOf({ value, file }: Pick<JsonFile, 'value' | 'file'>): string {
  const { id } = Object(value) as { readonly id?: unknown };
  return typeof id === 'string' && id !== '' ? id : basename(file, '.json');
}

/** Profiles of which several have the same id: each is told of the others, since nobody can know which one is meant. */
export function sharedIds(files: readonly ProfileFile[]): readonly ProfileIssue[] {
  const byId = Map.groupBy(files, ({ profile }) => profile.id);
  return files.flatMap(({ profile: { id }, json }) => {
    const others = (byId.get(id) ?? []).filter((one) => one.json !== json).map((one) => one.json.file);
    if (others.length === 0) return [];
    return [json.issue(['id'], `"${id}" is also the id of ${others.join(', ')}; give one of them another`)];
  });
}

/** The sound files of a folder; `blame` is told of the others. */
function soundFiles(
  folder: string,
  blame: (id: string, issues: readonly ProfileIssue[]) => void,
): readonly ProfileFile[] {
  let files: readonly string[] = [];
  try {
    files = profileFiles(folder);
  } catch (cause) {
    blame('', [unreadableFolder(folder, cause)]);
  }
  return files.flatMap((file) => {
    const json = readJson(file, MAX_PROFILE_BYTES);
    const opened = json.ok ? check(json.value) : json;
    if (opened.ok) return [opened.value];
    blame(idOf(json.ok ? json.value : { value: null, file }), opened.error);
    return [];
  });
}

/**
 * Loads all profiles of some folders. A bad file, or an id that two files have, costs only the profiles that stand there.
 * @param judge what else is wrong with a profile that the schema has taken; by default nothing
 */
export function loadProfiles(
  folders: string | readonly string[] = SHIPPED_PROFILES,
  judge: (file: ProfileFile) => readonly ProfileIssue[] = () => [],
): LoadedProfiles {
  const invalid = new Map<string, readonly ProfileIssue[]>();
  const blame = (id: string, issues: readonly ProfileIssue[]): void => {
    invalid.set(id, [...(invalid.get(id) ?? []), ...issues]);
  };
  const sound = [folders].flat().flatMap((folder) => soundFiles(folder, blame));
  const shared = sharedIds(sound);
  const catalogue = new Map<string, PadProfile>();
  for (const { profile, json } of sound) {
    const wrong = [...shared.filter(({ file }) => file === json.file), ...judge({ profile, json })];
    if (wrong.length > 0) blame(profile.id, wrong);
    else for (const [name, chosen] of namesOf(profile)) catalogue.set(name, chosen);
  }
  return { catalogue, issues: [...invalid.values()].flat(), invalid };
}
