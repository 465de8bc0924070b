import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { DeviceConnection, DeviceListener } from '../transport.ts';
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
  readonly reportBug: (cause: unknown) => void;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'unknown error';
}

/** Runs an open port: reads until it ends, writes one frame at a time, and reports the end once. */
export function runConnection(port: BoundPort, parts: ConnectionParts): DeviceConnection {
  const { timers, listener } = parts;
  const reader = createPortReader(port);
  let over = false;
  let closing: Promise<void> | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  const isolated = (run: () => void): void => {
    try {
      run();
    } catch (cause) {
      parts.reportBug(cause);
    }
  };

  const close = (): Promise<void> => {
    over = true;
    stopWatching();
    closing ??= reader
      .end()
      .then(() => port.close())
      .catch(() => undefined);
    return closing;
  };

  const gone = (reason: string): void => {
    if (over) return;
    // Closed before anyone is told: a reader left on a dead descriptor would spin, and a held one renumbers the pad when replugged.
    void close();
    isolated(() => listener.onGone(reason));
  };
  const stopWatching = parts.watch(() => gone('unplugged'));

  const readAll = async (): Promise<void> => {
    const buffer = Buffer.alloc(parts.highWaterMark);
    while (!over) {
      const count = await reader.next(buffer);
      if (count === 0) return gone('the line hung up');
      const bytes = Uint8Array.from(buffer.subarray(0, count));
      if (!over) isolated(() => listener.onData(bytes));
    }
  };
  void readAll().catch((cause: unknown) => gone(`reading failed: ${messageOf(cause)}`));

  const writeOnce = async (bytes: Uint8Array): Promise<Result<void, string>> => {
    if (over) return err('the port is closed');
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const cancel = timers.after(parts.writeTimeoutMs, () => resolve('late'));
    const sent = port.write(Buffer.from(bytes)).then(
      () => 'sent' as const,
      (cause: unknown) => ({ failed: messageOf(cause) }),
    );
    const outcome = await Promise.race([sent, late]);
    cancel();
    if (outcome === 'sent') return ok(undefined);
    const reason = outcome === 'late' ? 'the pad takes no bytes' : `writing failed: ${outcome.failed}`;
    gone(reason);
    return err(reason);
  };

  return {
    write(bytes) {
      const written = tail.then(() => writeOnce(bytes));
      tail = written;
      return written;
    },
    close,
  };
}
