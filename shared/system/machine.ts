/**
 * The machine's own clock, timers and randomness: the one place that asks for them. Programs pass these on as ports; lint keeps
 * this file out of everything that is given them.
 */
import { randomBytes } from 'node:crypto';
import type { Clock, Timers } from '../basics/clock.ts';
import type { RandomBytes } from '../basics/randomness.ts';

/** Longest wait a timer of Node can take; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = { now: () => Date.now(), mono: () => performance.now() };

/** Timers that keep the process alive while they run. Waits above 24 days end there. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  },
};

/** Timers that let a process end which has nothing else to do. Waits above 24 days end there. */
export const unrefTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_MS)).unref();
    return () => clearTimeout(timer);
  },
};

/** Unpredictable bytes, fit for keys and tokens. */
export const systemRandomBytes: RandomBytes = (length) => new Uint8Array(randomBytes(length));

/** 0 ≤ x < 1, good enough to spread retries; never for secrets. */
export const systemRandom = (): number => Math.random();
