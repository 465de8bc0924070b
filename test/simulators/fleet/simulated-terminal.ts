import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import type { TerminalIdentity } from './terminal-identity.ts';
import type { TerminalLog } from './terminal-log.ts';
import type { TerminalSocket } from './terminal-socket.ts';

export interface DrainOptions {
  readonly batch?: number;
  readonly inFlight?: number;
  /** Called with the time each acknowledgement took, ms. */
  readonly onAck?: (tookMs: number, ackSeq: number) => void;
}

/**
 * Sends everything of a log that the gateway does not hold yet, a few uploads in flight, as the protocol asks.
 * @returns the highest acknowledged sequence
 * @throws on any answer that a healthy gateway does not give
 */
export async function drain(socket: TerminalSocket, log: TerminalLog, options: DrainOptions = {}): Promise<number> {
  const { batch = 100, inFlight = PROTOCOL_LIMITS.maxUploadsInFlight } = options;
  const hello = await socket.hello(log.epoch, log.lastSeq());
  if (!hello.ok) throw new Error(`Hello: ${hello.error.code} ${hello.error.description}`);
  let next = hello.value.ackSeq + 1;
  let acked = hello.value.ackSeq;

  async function sendSome(): Promise<void> {
    while (next <= log.lastSeq()) {
      const fromSeq = next;
      const toSeq = Math.min(fromSeq + batch - 1, log.lastSeq());
      next = toSeq + 1;
      const sentAt = performance.now();
      const answer = await socket.call('UploadRecords', log.upload(fromSeq, toSeq));
      if (!answer.ok)
        throw new Error(`UploadRecords ${fromSeq}–${toSeq}: ${answer.error.code} ${answer.error.description}`);
      acked = Math.max(acked, answer.value.ackSeq);
      options.onAck?.(performance.now() - sentAt, answer.value.ackSeq);
    }
  }

  await Promise.all(Array.from({ length: inFlight }, sendSome));
  return acked;
}

/** What belongs to one simulated terminal. */
export interface SimulatedTerminal {
  readonly identity: TerminalIdentity;
  log: TerminalLog;
}
