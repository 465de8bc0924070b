import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { MAX_QUEUED_WRITES } from './delays.data.ts';
import type { SerialConnection } from './serial-backend.ts';

/** Sends frames one after another, each only when a half-duplex line has been silent long enough. */
export interface PadWriter {
  /** Resolves false when the frame could not be sent. */
  send(bytes: Uint8Array): Promise<boolean>;
  /** Bytes were received just now. */
  heard(): void;
  /** What waits is given up; nothing is sent any more. */
  stop(): void;
}

/** @param turnaroundMs silence after the last received byte before sending */
export function createPadWriter(
  connection: SerialConnection,
  turnaroundMs: number,
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
): PadWriter {
  let tail: Promise<unknown> = Promise.resolve();
  let queued = 0;
  let stopped = false;
  let quietFrom = Number.NEGATIVE_INFINITY;
  let wake: (() => void) | undefined;

  const quiet = async (): Promise<void> => {
    for (let left = quietFrom - clock.mono(); left > 0 && !stopped; left = quietFrom - clock.mono()) {
      await new Promise<void>((resolve) => {
        const cancel = timers.after(left, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      });
    }
  };

  const transmit = async (bytes: Uint8Array): Promise<boolean> => {
    await quiet();
    if (stopped) return false;
    return (await connection.write(bytes)).ok;
  };

  return {
    send(bytes) {
      if (stopped || queued >= MAX_QUEUED_WRITES) return Promise.resolve(false);
      queued += 1;
      const sent = tail
        .then(() => transmit(bytes))
        .finally(() => {
          queued -= 1;
        });
      tail = sent.catch(() => undefined);
      return sent;
    },
    heard() {
      quietFrom = clock.mono() + turnaroundMs;
    },
    stop() {
      stopped = true;
      wake?.();
    },
  };
}
