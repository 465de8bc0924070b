import { randomBytes } from 'node:crypto';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now(), mono: () => performance.now() };

/** The machine's timers. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The machine's randomness. */
export const systemRandomBytes: RandomBytes = (length) => Uint8Array.from(randomBytes(length));
