import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type ProfileIssue, profileFiles, readProfile, unreadableFolder } from '../load-profiles.ts';
import type { Profile } from '../schema/profile.ts';
import type { ExitCode, Print } from './command.ts';

/** A file that is made from the profiles. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** All profiles of a folder, or all that is wrong with them. */
export function readProfiles(folder: string): Result<readonly Profile[], readonly ProfileIssue[]> {
  let files: readonly string[];
  try {
    files = profileFiles(folder);
  } catch (cause) {
    return err([unreadableFolder(folder, cause)]);
  }
  const read = files.map(readProfile);
  const issues = read.flatMap((result) => (result.ok ? [] : result.error));
  return issues.length > 0 ? err(issues) : ok(read.flatMap((result) => (result.ok ? [result.value] : [])));
}

function onDisk(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes files that differ, or with `check` only says which are stale. @returns 1 where one was stale */
export function writeOrCheck(files: readonly GeneratedFile[], check: boolean, print: Print, cure: string): ExitCode {
  const stale = files.filter(({ path, text }) => onDisk(path) !== text);
  for (const { path, text } of stale) {
    if (check) print.error(`${path} is stale; run ${cure}`);
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      print.error(`wrote ${path}`);
    }
  }
  if (stale.length === 0) print.error(`${files.length} generated files are up to date`);
  return check && stale.length > 0 ? 1 : 0;
}
