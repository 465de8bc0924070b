import { basename } from 'node:path';
import type { ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import { issueText, type ProfileIssue } from '@mingjing/hardware-profiles/profile-issue.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { PadStatus } from './pad-events.ts';
import type { PadSlot } from './pad-slot.ts';

/** Profiles named in the message, at most. */
const MAX_NAMED = 40;

/** Longest description of an invalid file, characters. */
const MAX_PROBLEM = 300;

interface UnknownSlotParts {
  readonly slot: number;
  /** Where the settings name it, such as `pads.0`. */
  readonly field: string;
  readonly profile: string;
  readonly profiles: ProfileCatalogue;
  readonly invalid?: ReadonlyMap<string, readonly ProfileIssue[]>;
  readonly log: EventLog;
}

/** What is wrong with the file of a profile: its name without the path of this machine, line, field, problem. */
function invalidText(issues: readonly ProfileIssue[]): string {
  const [first] = issues.map((issue) => issueText({ ...issue, file: basename(issue.file) }));
  const further = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `has an invalid file: ${(first ?? '').slice(0, MAX_PROBLEM)}${further}; "npm run profiles -- lint" shows all`;
}

/** Why the settings name a profile that is not there, and what they could name. */
function problemOf({ profile, profiles, invalid }: UnknownSlotParts): string {
  const [id = '', variant] = profile.split('@');
  const issues = invalid?.get(id);
  if (profiles.has(id) && variant !== undefined) {
    const variants = [...profiles.keys()].filter((name) => name.startsWith(`${id}@`)).slice(0, MAX_NAMED);
    return `names a variant that "${id}" does not have; use one of ${[id, ...variants].join(', ')}`;
  }
  if (issues !== undefined) return invalidText(issues);
  const names = [...profiles.keys()].filter((name) => !name.includes('@'));
  return `is unknown; use one of ${names.slice(0, MAX_NAMED).join(', ')}`;
}

/** Stands in for a device whose profile does not exist or is invalid: it never connects, and says why. */
export function createUnknownSlot(parts: UnknownSlotParts): PadSlot {
  const { slot, field, profile, log } = parts;
  const problem = `${field}.profile "${profile}" ${problemOf(parts)}`;
  const status = (): PadStatus => ({
    slot,
    role: 'pad',
    profile,
    connected: false,
    path: null,
    matchedBy: null,
    problem,
    goodFrames: 0,
    badFrames: 0,
    badReasons: {},
    strayPresses: 0,
  });
  return {
    start: () => log('pad.open-failed', { slot, profile, reason: problem }),
    rearmed: () => undefined,
    forgetSeen: () => undefined,
    declares: () => false,
    refresh: () => Promise.resolve(false),
    report: () => ({}),
    output: () => Promise.resolve(false),
    status,
    diagnostics: () => ({ ...status(), title: { zh: profile, en: profile }, traffic: [], presses: [], report: {} }),
    stop: () => Promise.resolve(),
  };
}
