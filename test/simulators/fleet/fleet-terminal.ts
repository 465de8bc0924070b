import { setTimeout as sleep } from 'node:timers/promises';
import { drain } from './simulated-terminal.ts';
import type { TerminalIdentity } from './terminal-identity.ts';
import { liveService, newTerminalLog } from './terminal-log.ts';
import { dial, type TerminalSocket } from './terminal-socket.ts';

/** How a terminal of the fleet lives. Times in milliseconds. */
export interface FleetLife {
  /** From one service to the next, on average. */
  readonly serviceEveryMs: number;
  /** Share of services after which the connection is cut and dialled anew. */
  readonly cutShare: number;
}

export interface FleetTerminal {
  /** Connects, serves citizens until `until`, sends what is left, and disconnects. */
  live(until: number): Promise<void>;
  connect(): Promise<void>;
  /** What the gateway says it holds, asked after everything. */
  heldSeq(): Promise<number>;
  readonly sentSeq: () => number;
  readonly ackedSeq: () => number;
  readonly ackMs: readonly number[];
  readonly identity: TerminalIdentity;
}

const LEVELS = [5, 5, 5, 5, 4, 4, 3, 2, 1] as const;

export function createFleetTerminal(url: string, identity: TerminalIdentity, life: FleetLife): FleetTerminal {
  const log = newTerminalLog(identity);
  const ackMs: number[] = [];
  let socket: TerminalSocket | undefined;
  let acked = 0;

  async function connect(): Promise<void> {
    socket = await dial({ url, identity });
  }

  async function disconnect(): Promise<void> {
    socket?.close();
    await socket?.closed;
  }

  async function send(): Promise<void> {
    if (socket === undefined) await connect();
    acked = await drain(socket as TerminalSocket, log, { onAck: (took) => ackMs.push(took) });
  }

  async function serveOne(): Promise<void> {
    const level = LEVELS[Math.floor(Math.random() * LEVELS.length)] ?? 5;
    liveService(log, { at: Date.now(), level, reasons: { tags: [], text: '', skipped: true } });
    if (Math.random() >= life.cutShare) return send();
    // The line is cut while the upload is under way: whether it arrived, the next Hello will tell.
    const lost = send().catch(() => {});
    socket?.raw.terminate();
    await lost;
    await connect();
    return send();
  }

  return {
    identity,
    connect,
    ackMs,
    sentSeq: log.lastSeq,
    ackedSeq: () => acked,
    async live(until) {
      while (Date.now() < until) {
        await sleep(Math.min(life.serviceEveryMs * 2 * Math.random(), Math.max(0, until - Date.now())));
        await serveOne();
      }
      await disconnect();
    },
    async heldSeq() {
      await connect();
      const hello = await (socket as TerminalSocket).hello(log.epoch, log.lastSeq());
      await disconnect();
      if (!hello.ok) throw new Error(`Hello: ${hello.error.code}`);
      return hello.value.ackSeq;
    },
  };
}
