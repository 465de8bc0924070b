import { basename } from 'node:path';
import type { ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { ProfileIssue } from '@mingjing/hardware-profiles/profile-issue.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { type DeviceProblem, deviceProblem } from '../core/devices/device-problem.ts';
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
function invalid({ field, profile }: UnknownSlotParts, issues: readonly ProfileIssue[]): DeviceProblem {
  const [first] = issues;
  const { file, line, field: inFile, problem } = first ?? { file: profile, line: null, field: '(file)', problem: '' };
  const further = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  const place = `${basename(file)}${line === null ? '' : `:${line}`}: ${inFile}`;
  return deviceProblem('profile-invalid', { field, profile, place, detail: problem.slice(0, MAX_PROBLEM) + further });
}

/** Why the settings name a profile that is not there, and what they could name. */
function problemOf(parts: UnknownSlotParts): DeviceProblem {
  const { field, profile, profiles } = parts;
  const [id = '', variant] = profile.split('@');
  const issues = parts.invalid?.get(id);
  if (profiles.has(id) && variant !== undefined) {
    const variants = [...profiles.keys()].filter((name) => name.startsWith(`${id}@`)).slice(0, MAX_NAMED);
    return deviceProblem('variant-unknown', { field, profile, id, names: [id, ...variants].join(', ') });
  }
  if (issues !== undefined) return invalid(parts, issues);
  const names = [...profiles.keys()].filter((name) => !name.includes('@')).slice(0, MAX_NAMED);
  return deviceProblem('profile-unknown', { field, profile, names: names.join(', ') });
}

/** Stands in for a device whose profile does not exist or is invalid: it never connects, and says why. */
export function createUnknownSlot(parts: UnknownSlotParts): PadSlot {
  const { slot, profile, log } = parts;
  const problem = problemOf(parts);
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
    start: () => log('pad.open-failed', { slot, profile, reason: problem.reason }),
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
