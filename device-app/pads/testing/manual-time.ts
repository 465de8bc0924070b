import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';

/** Time in a test's hands: it stands still until `pass`. */
export interface ManualTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets time pass, running what falls due in order, each with the clock at its own moment. */
  pass(ms: number): void;
  /** Milliseconds until the next timer, undefined when none waits. */
  next(): number | undefined;
}

export function createManualTime(): ManualTime {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  const earliest = () => [...waiting].sort((a, b) => a.at - b.at)[0];
  return {
    clock: { now: () => 1_790_000_000_000 + now, mono: () => now },
    timers: {
      after(ms, run) {
        const timer = { at: now + ms, run };
        waiting.add(timer);
        return () => void waiting.delete(timer);
      },
    },
    pass(ms) {
      const end = now + ms;
      for (let due = earliest(); due !== undefined && due.at <= end; due = earliest()) {
        waiting.delete(due);
        now = due.at;
        due.run();
      }
      now = end;
    },
    next() {
      const due = earliest();
      return due === undefined ? undefined : due.at - now;
    },
  };
}
