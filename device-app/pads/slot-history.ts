import type { Role } from '@mingjing/hardware-profiles/schema/profile.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { MAX_BAD_REASONS, MAX_PRESSES, MAX_REPORT_WORDS, MAX_TRAFFIC } from './delays.data.ts';
import type { PadDiagnostics, PadStatus, PressEntry, Pressed, TrafficEntry } from './pad-events.ts';
import { createRing } from './ring.ts';

/** What the others carry is receipts, codes that are good for a rating, names of services, and what is on cards. */
const SHOWS_BYTES: ReadonlySet<Role> = new Set(['pad', 'light']);

/** Longest word of a report that is kept. */
const MAX_WORD = 200;

interface Parts {
  readonly slot: number;
  readonly profile: string;
  readonly role: Role;
  readonly clock: Clock;
  /** Folded, so that a bad line cannot fill the disk. */
  readonly log: EventLog;
  readonly isPrivate: () => boolean;
  /** Whether a technician looks. */
  readonly isWatched: () => boolean;
}

type Counters = Pick<PadStatus, 'goodFrames' | 'badFrames' | 'badReasons' | 'strayPresses'>;
type Shown = Pick<PadDiagnostics['slots'][number], 'traffic' | 'presses' | 'report'> & Counters;

/**
 * Counts what a slot hears and remembers the last of it for a technician. Nothing is shown of what happens while it is private: not
 * that, not when and not how often somebody pressed (P5).
 */
export interface SlotHistory {
  bytes(direction: 'in' | 'out', bytes: Uint8Array): void;
  good(): void;
  bad(reason: string): void;
  stray(reason: 'not-armed' | 'unmapped', address: number | null): void;
  press(verdict: PressEntry['verdict'], what: Pressed): void;
  report(words: Readonly<Record<string, unknown>>): void;
  /** A citizen comes, or the technician goes: what pads sent and what was pressed is gone. */
  forgetSeen(): void;
  /** The device is gone: what it told about itself holds no longer. */
  forgetReport(): void;
  /** What it told, for the terminal itself. */
  reported(): Readonly<Record<string, unknown>>;
  /** Of everything, for the health report. */
  counters(): Counters;
  /** For a technician. */
  shown(): Shown;
}

function clip(words: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(words).slice(-MAX_REPORT_WORDS);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, MAX_WORD) : value]),
  );
}

/** A device decides how long its values are. */
function clipped(what: Pressed): Pressed {
  if ('raw' in what) return { ...what, raw: what.raw.slice(0, MAX_WORD) };
  return 'key' in what ? { ...what, key: what.key.slice(0, MAX_WORD) } : what;
}

/** Counters of frames and presses. */
function createCounters() {
  const badReasons = new Map<string, number>();
  const counts = { goodFrames: 0, badFrames: 0, strayPresses: 0 };
  return {
    good() {
      counts.goodFrames += 1;
    },
    bad(reason: string) {
      counts.badFrames += 1;
      const kind = badReasons.has(reason) || badReasons.size < MAX_BAD_REASONS ? reason : 'other';
      badReasons.set(kind, (badReasons.get(kind) ?? 0) + 1);
    },
    stray() {
      counts.strayPresses += 1;
    },
    read: (): Counters => ({ ...counts, badReasons: Object.fromEntries(badReasons) }),
  };
}

export function createSlotHistory({ slot, profile, role, clock, log, ...parts }: Parts): SlotHistory {
  const traffic = createRing<TrafficEntry>(MAX_TRAFFIC);
  const presses = createRing<PressEntry>(MAX_PRESSES);
  const all = createCounters();
  const open = createCounters();
  let report: Record<string, unknown> = {};
  let shownReport: Record<string, unknown> = {};

  const count = (add: (counters: typeof all) => void): void => {
    add(all);
    if (!parts.isPrivate()) add(open);
  };
  const isSeen = (): boolean => !parts.isPrivate() && (role !== 'pad' || parts.isWatched());

  return {
    bytes(direction, bytes) {
      const hex = SHOWS_BYTES.has(role) ? toHex(bytes) : null;
      if (isSeen()) traffic.add({ at: clock.now(), direction, size: bytes.length, hex });
    },
    good: () => count((counters) => counters.good()),
    bad(reason) {
      count((counters) => counters.bad(reason));
      log('pad.bad-frame', { slot, profile, reason, badFrames: all.read().badFrames });
    },
    stray(reason, address) {
      count((counters) => counters.stray());
      log('pad.stray-press', { slot, profile, address, reason });
    },
    press(verdict, what) {
      if (isSeen()) presses.add({ at: clock.now(), verdict, what: clipped(what) });
    },
    report(words) {
      report = clip({ ...report, ...words });
      // A pad's report of itself may hold its keys.
      if (role !== 'pad' || !parts.isPrivate()) shownReport = clip({ ...shownReport, ...words });
    },
    forgetSeen() {
      if (role !== 'pad') return;
      traffic.clear();
      presses.clear();
    },
    forgetReport() {
      report = {};
      shownReport = {};
    },
    reported: () => report,
    counters: all.read,
    shown: () => ({ ...open.read(), traffic: traffic.entries(), presses: presses.entries(), report: shownReport }),
  };
}
