import type { ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { PadStatus } from './pad-events.ts';
import type { PadSlot } from './pad-slot.ts';

/** Profiles named in the message, at most. */
const MAX_NAMED = 40;

interface UnknownSlotParts {
  readonly slot: number;
  /** Where the settings name it, such as `pads.0`. */
  readonly field: string;
  readonly profile: string;
  readonly known: ProfileCatalogue;
  readonly log: EventLog;
}

/** Stands in for a device whose profile does not exist: it never connects, and says why. */
export function createUnknownSlot({ slot, field, profile, known, log }: UnknownSlotParts): PadSlot {
  const names = [...known.keys()].filter((name) => !name.includes('@'));
  const problem = `${field}.profile "${profile}" is unknown; use one of ${names.slice(0, MAX_NAMED).join(', ')}`;
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
    output: () => Promise.resolve(false),
    status,
    diagnostics: () => ({ ...status(), title: { zh: profile, en: profile }, traffic: [], presses: [], report: {} }),
    stop: () => Promise.resolve(),
  };
}
