import { randomBytes as nodeRandomBytes } from 'node:crypto';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';

/** The machine's own clocks. */
export const systemClock: Clock = { now: () => Date.now(), mono: () => performance.now() };

/** The machine's own timers. They do not keep a stopping process alive. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const systemRandomBytes: RandomBytes = (length) => nodeRandomBytes(length);
