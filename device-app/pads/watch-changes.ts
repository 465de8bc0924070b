import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { PAD_DELAYS } from './delays.data.ts';
import type { Transport, WantedDevice } from './transport.ts';

interface Parts {
  readonly wanted: WantedDevice;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onChange: () => void;
}

/** Hears of devices that come and go, and says how long to wait where nobody tells. */
export interface WatchedChanges {
  start(): void;
  /**
   * How long to wait before looking again.
   * @param backoffMs what the failures so far ask for
   * @param look whether looking means listing the whole bus, and whether a device was there but refused
   */
  paced(backoffMs: number, look: { readonly enumerates: boolean; readonly refused: boolean }): number;
  stop(): void;
}

export function watchChanges({ wanted, transport, clock, timers, onChange }: Parts): WatchedChanges {
  let watching: ReturnType<Transport['watch']> | undefined;
  let cancelBurst: (() => void) | undefined;
  let changedAt = Number.NEGATIVE_INFINITY;

  const changed = (): void => {
    if (watching === undefined) return;
    changedAt = clock.mono();
    cancelBurst ??= timers.after(PAD_DELAYS.burstMs, () => {
      cancelBurst = undefined;
      onChange();
    });
  };

  return {
    start() {
      watching ??= transport.watch(wanted, changed);
    },
    paced(backoffMs, { enumerates, refused }) {
      // udev sets the permissions of a node only after it appeared, and tells nobody.
      const fresh = refused && clock.mono() - changedAt < PAD_DELAYS.freshNodeMs;
      if (fresh) return Math.min(backoffMs, PAD_DELAYS.freshNodeRetryMs);
      if (watching?.reliable) return backoffMs;
      return enumerates ? PAD_DELAYS.lookMs : Math.min(backoffMs, PAD_DELAYS.lookMs);
    },
    stop() {
      watching?.stop();
      watching = undefined;
      cancelBurst?.();
      cancelBurst = undefined;
    },
  };
}
