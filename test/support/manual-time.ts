import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';

export interface ManualTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets `ms` milliseconds pass and runs what falls due, in order, at its own time. */
  advance(ms: number): void;
  /** Sets the wall clock, as an operator or NTP does; the monotonic one goes on. */
  setWall(now: number): void;
  /** Timers not yet run nor cancelled. */
  pending(): number;
}

/** Time that stands still until told otherwise; for rules that are given their clock and timers. */
export function createManualTime(startNow = Date.UTC(2026, 0, 5, 9)): ManualTime {
  let elapsed = 0;
  let wallAtZero = startNow;
  const due = new Set<{ at: number; run: () => void }>();

  return {
    clock: { now: () => wallAtZero + elapsed, mono: () => elapsed },
    timers: {
      after(ms, run) {
        const entry = { at: elapsed + ms, run };
        due.add(entry);
        return () => due.delete(entry);
      },
    },
    advance(ms) {
      const end = elapsed + ms;
      for (;;) {
        const next = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due.delete(next);
        elapsed = Math.max(elapsed, next.at);
        next.run();
      }
      elapsed = end;
    },
    setWall(now) {
      wallAtZero = now - elapsed;
    },
    pending: () => due.size,
  };
}
