import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { LogStore } from '../store/log-store.ts';

const HOUR_MS = 3_600_000;
/** Confirmed records stay this long, for whoever asks the terminal itself what happened. */
export const RETENTION_MS = 30 * 24 * HOUR_MS;
/** How long to wait for a quiet moment. */
const BUSY_MS = 60_000;

/** Keeps the log from growing without end: once an hour, while nobody is being served, what is confirmed and old goes. */
export function createHousekeeping(options: {
  readonly store: Pick<LogStore, 'prune'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly isIdle: () => boolean;
}) {
  let cancel = () => {};

  function run(): void {
    const idle = options.isIdle();
    if (idle) options.store.prune(options.clock.now() - RETENTION_MS);
    cancel = options.timers.after(idle ? HOUR_MS : BUSY_MS, run);
  }

  return {
    start(): void {
      cancel = options.timers.after(HOUR_MS, run);
    },
    stop: () => cancel(),
  };
}
