import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { Epoch } from '@mingjing/shared/domain/ids.ts';
import type { ActionRequest, ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import type { WebSocket } from 'ws';
import type { SyncDelays } from '../core/sync/sync-delays.ts';
import { createLink } from './link.ts';
import type { GatewayCalls } from './sync-client.ts';
import type { SendUpload } from './uploader.ts';

/** RFC 6455 §7.4.1: we are done. */
const NORMAL_CLOSURE = 1000;
/** However rarely a gateway wants to hear from us, it hears this often, ms. */
const HEARTBEAT_MAX_MS = 5 * 60_000;

/** What a greeting brought. */
export interface Greeting {
  /** The epoch that was greeted with. */
  readonly epoch: Epoch;
  readonly ackSeq: number;
  readonly send: SendUpload;
}

export interface SessionOptions {
  readonly socket: WebSocket;
  readonly calls: GatewayCalls;
  readonly delays: SyncDelays;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly hello: () => ActionRequest<'Hello'>;
  readonly onGreeted: (greeting: Greeting) => void;
  readonly onServerTime: (serverTime: number, roundTripMs: number) => void;
  /** The connection has proven to work both ways for a while. */
  readonly onUseful: () => void;
  readonly onEnd: (code: number, wasGreeted: boolean) => void;
}

/** What the terminal asks on behalf of somebody who waits. */
type AskedAction = 'FindSession' | 'ListServices';

/** One life of a connection: greeting, heartbeats, the end. */
export type Session = ReturnType<typeof openSession>;

export function openSession(options: SessionOptions) {
  const { calls, clock, timers, delays } = options;
  let greeted = false;
  let ended = false;
  let cancelHeartbeat = () => {};

  const link = createLink({
    socket: options.socket,
    timers,
    pingMs: delays.pingMs,
    callMs: delays.callMs,
    handlers: {
      OpenSession: async (request) => ok(calls.openSession(request)),
      CloseSession: async (request) => ok(calls.closeSession(request)),
    },
    onEnd: (code) => {
      ended = true;
      cancelHeartbeat();
      const wasGreeted = greeted;
      greeted = false;
      options.onEnd(code, wasGreeted);
    },
  });
  const drop = () => link.close(CLOSE_CODES.unresponsive);

  async function greet(): Promise<void> {
    const request = options.hello();
    const asked = clock.mono();
    const answer = await link.call('Hello', request);
    if (ended) return;
    if (!answer.ok) return drop();
    const { ackSeq, serverTime, heartbeatMs } = answer.value;
    options.onServerTime(serverTime, clock.mono() - asked);
    greeted = true;
    beatAfter(Math.min(heartbeatMs, HEARTBEAT_MAX_MS));
    options.onGreeted({ epoch: request.epoch, ackSeq, send: (upload) => link.call('UploadRecords', upload) });
  }

  function beatAfter(ms: number): void {
    cancelHeartbeat = timers.after(ms, () => void beat(ms));
  }

  async function beat(ms: number): Promise<void> {
    const asked = clock.mono();
    const answer = await link.call('Heartbeat', { clock: clock.now(), health: calls.health() });
    if (ended) return;
    if (!answer.ok) return drop();
    options.onServerTime(answer.value.serverTime, clock.mono() - asked);
    options.onUseful();
    beatAfter(ms);
  }

  /** An answer that comes after "offline" was said is dropped; the connection is not given up for it. */
  function ask<A extends AskedAction>(
    action: A,
    request: ActionRequest<A>,
  ): Promise<Result<ActionResponse<A>, 'offline'>> {
    if (!greeted) return Promise.resolve(err('offline'));
    return new Promise((resolve) => {
      const cancel = timers.after(delays.findMs, () => resolve(err('offline')));
      void link.call(action, request).then((answer) => {
        cancel();
        resolve(answer.ok ? ok(answer.value as ActionResponse<A>) : err('offline'));
      });
    });
  }

  void greet();
  return {
    greeted: () => greeted,
    ask,
    /** The other end does not answer: gives the connection up. */
    drop,
    close: () => link.close(NORMAL_CLOSURE),
  };
}
