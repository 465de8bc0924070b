import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err } from '@mingjing/shared/basics/result.ts';
import { deviceProblem } from '../../core/devices/device-problem.ts';
import type { DeviceConnection, DeviceListener } from '../transport.ts';
import { createDeviceSession, NO_FEATURE_REPORTS } from './device-session.ts';
import { messageOf } from './failures.ts';
import { createPortReader, type ReadablePort } from './read-port.ts';

/** The part of a binding's port that we use. */
export interface BoundPort extends ReadablePort {
  write(buffer: Buffer): Promise<void>;
  close(): Promise<void>;
}

interface ConnectionParts {
  readonly timers: Timers;
  readonly listener: DeviceListener;
  readonly highWaterMark: number;
  readonly writeTimeoutMs: number;
  /** Watches the node; calls back when it is missing. Returns what stops watching. */
  readonly watch: (onMissing: () => void) => () => void;
  /** Receives exceptions of the listener, which are bugs and not faults of the port. */
  readonly reportBug: ((cause: unknown) => void) | undefined;
}

/** Runs an open port: reads until it ends, writes one frame at a time, and reports the end once. */
export function runConnection(port: BoundPort, parts: ConnectionParts): DeviceConnection {
  const reader = createPortReader(port);
  let over = false;
  const session = createDeviceSession({
    ...parts,
    send: (bytes) => port.write(Buffer.from(bytes)),
    // At once: a reader left on a dead descriptor would spin, and a held one renumbers the pad when it is plugged in again.
    async release() {
      over = true;
      stopWatching();
      await reader.end();
      await port.close();
    },
  });
  const stopWatching = parts.watch(() => session.gone(deviceProblem('unplugged')));

  const readAll = async (): Promise<void> => {
    const buffer = Buffer.alloc(parts.highWaterMark);
    while (!over) {
      const count = await reader.next(buffer);
      if (count === 0) return session.gone(deviceProblem('line-hung-up'));
      session.data(Uint8Array.from(buffer.subarray(0, count)));
    }
  };
  void readAll().catch((cause: unknown) => session.gone(deviceProblem('read-failed', { detail: messageOf(cause) })));

  const { write, close } = session.begin();
  return {
    write: async (bytes, as) => (as === 'feature' ? err(NO_FEATURE_REPORTS) : write(bytes, as)),
    close,
  };
}
