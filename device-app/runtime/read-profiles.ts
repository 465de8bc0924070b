import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadProfiles, type ProfileFile, SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { ProfileIssue } from '@mingjing/hardware-profiles/profile-issue.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { PadsParts } from '../pads/create-pads.ts';
import { replay } from '../pads/replay/replay.ts';

/** Longest problem that is logged, characters: a template's grammar is long, and the linter tells all of it. */
const MAX_PROBLEM = 300;

/** Where the profiles of a terminal stand: those that ship, and beside them its own. */
export function profileFolders({ dataDir, profilesDir }: Pick<TerminalSettings, 'dataDir' | 'profilesDir'>): string[] {
  const usual = join(dataDir, 'profiles');
  if (profilesDir !== undefined) return [SHIPPED_PROFILES, profilesDir];
  return existsSync(usual) ? [SHIPPED_PROFILES, usual] : [SHIPPED_PROFILES];
}

/**
 * A profile proves by its own vectors that it reads its pad right. One that does not, or makes two ratings of one press, rates nobody,
 * whether somebody linted it or not.
 */
function unproven({ profile, json }: ProfileFile): readonly ProfileIssue[] {
  const wrong = replay(profile, profile.vectors).vectors.findIndex(({ ok }) => !ok);
  if (wrong < 0) return [];
  return [json.issue(['vectors', wrong], 'does not hold; "npm run profiles -- lint" says what the bytes give')];
}

/** The name of a file as the log has it, without the folders that it stands in. */
function shortName(file: string, folders: readonly string[]): string {
  const folder = folders.find((one) => !relative(one, file).startsWith('..'));
  return folder === undefined ? file : relative(folder, file) || '(folder)';
}

/** The profiles of the terminal. A bad file is logged, by its first issue, and left out: it costs nobody but the device that needs it. */
export function readProfiles(
  log: EventLog,
  folders: readonly string[] = [SHIPPED_PROFILES],
): Pick<PadsParts, 'profiles' | 'invalid'> {
  const { catalogue, issues, invalid } = loadProfiles(folders, unproven);
  for (const [file, [first, ...others]] of Map.groupBy(issues, (issue) => issue.file)) {
    if (first === undefined) continue;
    log('profile.invalid', {
      file: shortName(file, folders),
      line: first.line,
      field: first.field,
      problem: first.problem.slice(0, MAX_PROBLEM),
      further: others.length,
    });
  }
  return { profiles: catalogue, invalid };
}
