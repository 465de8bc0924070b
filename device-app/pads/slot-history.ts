import type { Role } from '@mingjing/hardware-profiles/schema/profile.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { MAX_BAD_REASONS, MAX_PRESSES, MAX_REPORT_WORDS, MAX_TRAFFIC, PAD_DELAYS } from './delays.data.ts';
import type { PadDiagnostics, PadStatus, PressEntry, TrafficEntry } from './pad-events.ts';
import { createRing } from './ring.ts';

/** What scanners and printers carry is receipts: codes that are good for a rating, and names of services. */
const SHOWS_BYTES: ReadonlySet<Role> = new Set(['pad', 'light', 'card-reader']);

/** Step in which sizes are given while bytes are private: some pads write a level as a word, whose length tells it. */
const PRIVATE_SIZE_STEP = 64;

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
}

type Counters = Pick<PadStatus, 'goodFrames' | 'badFrames' | 'badReasons' | 'strayPresses'>;
type Shown = Pick<PadDiagnostics['slots'][number], 'traffic' | 'presses' | 'report'>;

/** Counts what a slot hears and remembers the last of it for a technician; never a level that a citizen gave (P5). */
export interface SlotHistory {
  bytes(direction: 'in' | 'out', bytes: Uint8Array): void;
  good(): void;
  bad(reason: string): void;
  stray(reason: 'not-armed' | 'unmapped', address: number | null): void;
  press(verdict: PressEntry['verdict'], what: string): void;
  report(words: Readonly<Record<string, unknown>>): void;
  /** A question was put: what came just before was perhaps meant for it already. */
  hideRecent(): void;
  /** The device is gone: what it told about itself holds no longer. */
  forgetReport(): void;
  counters(): Counters;
  shown(): Shown;
}

function hide(entry: TrafficEntry): TrafficEntry {
  return { ...entry, size: Math.ceil(entry.size / PRIVATE_SIZE_STEP) * PRIVATE_SIZE_STEP, hex: null };
}

function clip(words: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(words).slice(-MAX_REPORT_WORDS);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, MAX_WORD) : value]),
  );
}

export function createSlotHistory({ slot, profile, role, clock, log, isPrivate }: Parts): SlotHistory {
  const traffic = createRing<TrafficEntry>(MAX_TRAFFIC);
  const presses = createRing<PressEntry>(MAX_PRESSES);
  const badReasons = new Map<string, number>();
  const counts = { goodFrames: 0, badFrames: 0, strayPresses: 0 };
  let report: Record<string, unknown> = {};

  return {
    bytes(direction, bytes) {
      const hex = SHOWS_BYTES.has(role) ? toHex(bytes) : null;
      const entry = { at: clock.now(), direction, size: bytes.length, hex };
      traffic.add(isPrivate() ? hide(entry) : entry);
    },
    good() {
      counts.goodFrames += 1;
    },
    bad(reason) {
      counts.badFrames += 1;
      const kind = badReasons.has(reason) || badReasons.size < MAX_BAD_REASONS ? reason : 'other';
      badReasons.set(kind, (badReasons.get(kind) ?? 0) + 1);
      log('pad.bad-frame', { slot, profile, reason, badFrames: counts.badFrames });
    },
    stray(reason, address) {
      counts.strayPresses += 1;
      log('pad.stray-press', { slot, profile, address, reason });
    },
    press(verdict, what) {
      presses.add({ at: clock.now(), verdict, what: isPrivate() ? null : what.slice(0, MAX_WORD) });
    },
    report(words) {
      // A pad's report of itself may hold its keys.
      if (role !== 'pad' || !isPrivate()) report = clip({ ...report, ...words });
    },
    hideRecent() {
      const since = clock.now() - PAD_DELAYS.privateBeforeMs;
      traffic.replace((entry) => (entry.at < since ? entry : hide(entry)));
      presses.replace((entry) => (entry.at < since ? entry : { ...entry, what: null }));
    },
    forgetReport() {
      report = {};
    },
    counters: () => ({ ...counts, badReasons: Object.fromEntries(badReasons) }),
    shown: () => ({ traffic: traffic.entries(), presses: presses.entries(), report }),
  };
}
