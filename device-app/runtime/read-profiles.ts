import { relative } from 'node:path';
import { loadProfiles, SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { PadsParts } from '../pads/create-pads.ts';

/** Longest problem that is logged, characters: a template's grammar is long, and the linter tells all of it. */
const MAX_PROBLEM = 300;

/** The profiles of the terminal. A bad file is logged, by its first issue, and left out: it costs nobody but the device that needs it. */
export function readProfiles(log: EventLog, folder = SHIPPED_PROFILES): Pick<PadsParts, 'profiles' | 'invalid'> {
  const { catalogue, issues, invalid } = loadProfiles(folder);
  for (const [file, [first, ...others]] of Map.groupBy(issues, (issue) => issue.file)) {
    if (first === undefined) continue;
    log('profile.invalid', {
      file: relative(folder, file) || '(folder)',
      line: first.line,
      field: first.field,
      problem: first.problem.slice(0, MAX_PROBLEM),
      further: others.length,
    });
  }
  return { profiles: catalogue, invalid };
}
