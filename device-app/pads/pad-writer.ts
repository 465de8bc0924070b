import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { MAX_QUEUED_WRITES } from './delays.data.ts';
import type { LineTiming } from './line-timing.ts';
import type { Outgoing } from './outputs.ts';
import type { DeviceConnection } from './transport.ts';

/** Sends frames one after another, each only when the line has been silent long enough. */
export interface PadWriter {
  /** Resolves false when the frame could not be sent. */
  send(message: Outgoing): Promise<boolean>;
  /** Bytes were received just now. */
  heard(): void;
  /** What waits is given up; nothing is sent any more. */
  stop(): void;
}

interface Parts {
  readonly connection: DeviceConnection;
  readonly timing: LineTiming;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onSent: (bytes: Uint8Array) => void;
}

export function createPadWriter({ connection, timing, clock, timers, onSent }: Parts): PadWriter {
  let tail: Promise<unknown> = Promise.resolve();
  let queued = 0;
  let stopped = false;
  let quietFrom = Number.NEGATIVE_INFINITY;
  let wake: (() => void) | undefined;

  const keepQuiet = (ms: number): void => {
    quietFrom = Math.max(quietFrom, clock.mono() + ms);
  };

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

  const transmit = async ({ bytes, as }: Outgoing): Promise<boolean> => {
    await quiet();
    if (stopped) return false;
    onSent(bytes);
    const { ok } = await connection.write(bytes, as);
    // The driver has the bytes long before the wire had them.
    if (timing.gapMs > 0) keepQuiet(bytes.length * timing.byteMs + timing.gapMs);
    return ok;
  };

  return {
    send(message) {
      if (stopped || queued >= MAX_QUEUED_WRITES) return Promise.resolve(false);
      queued += 1;
      const sent = tail
        .then(() => transmit(message))
        .finally(() => {
          queued -= 1;
        });
      tail = sent.catch(() => undefined);
      return sent;
    },
    heard: () => keepQuiet(Math.max(timing.turnaroundMs, timing.gapMs)),
    stop() {
      stopped = true;
      wake?.();
    },
  };
}
