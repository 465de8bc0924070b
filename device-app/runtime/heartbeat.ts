import type { Clock } from '@mingjing/shared/basics/clock.ts';

/** The screen's heartbeats come about every 5 s and with every change; they are passed on at most this often. */
const GAP_MS = 2_000;
/** What a shell may count on. */
export const PAINTED_EVERY_MS = 10_000;

/** Passes the screen's heartbeats on to the shell, thinned out. */
export function createHeartbeat(clock: Clock, pass: (revision: number) => void): (revision: number) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (revision) => {
    if (clock.mono() - last < GAP_MS) return;
    last = clock.mono();
    pass(revision);
  };
}
