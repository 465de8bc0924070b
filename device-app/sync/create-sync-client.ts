import { backoffDelay } from '@mingjing/shared/basics/backoff.ts';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { isCorrection, measureOffset, type OffsetMeasure, preferOffset } from '../core/sync/clock-offset.ts';
import { afterEnding, type Ending, FRESH } from '../core/sync/reconnect.ts';
import type { OfflineCause, SyncDelays } from '../core/sync/sync-delays.ts';
import type { DeviceKey } from '../store/device-identity.ts';
import type { LogStore } from '../store/log-store.ts';
import { type DialOutcome, dial } from './dial.ts';
import { type Greeting, openSession, type Session } from './session.ts';
import type { GatewayCalls, LinkState, SyncClient } from './sync-client.ts';
import { createUploader } from './uploader.ts';

export interface SyncClientOptions {
  /** Base address of the gateway, http or https. */
  readonly gatewayUrl: string;
  readonly identity: Pick<DeviceKey, 'deviceId' | 'sign'>;
  readonly store: LogStore;
  /** What the gateway may ask of the terminal. */
  readonly calls: GatewayCalls;
  readonly appVersion: string;
  readonly catalogueVersion: string;
  readonly delays: SyncDelays;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  readonly randomBytes: RandomBytes;
  readonly log: EventLog;
  /** `status()` has changed. */
  readonly onStatus: () => void;
}

/** Keeps one connection to the gateway, for as long as it takes, and the log on its way through it. */
export function createSyncClient(options: SyncClientOptions): SyncClient {
  const { clock, delays, log } = options;
  let measured: OffsetMeasure | null = null;
  let reconnect = FRESH;
  let running = false;
  let session: Session | null = null;
  /** While there is no connection. */
  let link: LinkState = 'connecting';
  /** Ends whatever is under way: a connection, an attempt, a wait. */
  let end = () => {};
  let onStopped = () => {};

  const uploader = createUploader({
    ...options,
    pause: delays.pause,
    clockOffset,
    onLost: () => session?.drop(),
    onProgress: () => {
      reconnect = FRESH;
    },
  });

  /** Gateway time − wall clock as it stands now. */
  function clockOffset(): number | null {
    return measured === null ? null : Math.round(measured.offset + clock.mono() - clock.now());
  }

  function connect(): void {
    const asked = clock.mono();
    const usedOffset = measured?.offset ?? clock.now() - asked;
    const nonce = toBase64Url(options.randomBytes(16));
    const timeMs = Math.max(0, Math.round(asked + usedOffset));
    end = dial({ ...options, timeMs, nonce, handshakeMs: delays.handshakeMs }, (outcome) => {
      if (outcome.kind === 'open') start(outcome.socket);
      else if (outcome.kind === 'unreachable') ended({ kind: 'unreachable' }, outcome.reason);
      else refused(outcome, usedOffset, clock.mono() - asked);
    });
  }

  function refused(outcome: Extract<DialOutcome, { kind: 'refused' }>, usedOffset: number, roundTripMs: number): void {
    const { status, serverTime, retryAfterMs } = outcome;
    const clockCorrected = serverTime !== null && isCorrection(usedOffset, learnTime(serverTime, roundTripMs));
    log('sync.refused', { reason: `HTTP ${status}`, clockCorrected });
    ended({ kind: 'refused', status, retryAfterMs, clockCorrected }, `HTTP ${status}`);
  }

  /** Books a measure of the gateway's clock. */
  function learnTime(serverTime: number, roundTripMs: number): OffsetMeasure {
    const measure = measureOffset(serverTime, clock.mono(), roundTripMs);
    const before = measured?.offset;
    measured = preferOffset(measured, measure);
    if (measured.offset !== before) options.onStatus();
    return measure;
  }

  function start(socket: Extract<DialOutcome, { kind: 'open' }>['socket']): void {
    session = openSession({
      ...options,
      socket,
      hello: () => {
        const { epoch, seq: lastSeq } = options.store.head();
        const { appVersion, catalogueVersion } = options;
        return { appVersion, epoch, lastSeq, catalogueVersion, clock: clock.now() };
      },
      onGreeted: greeted,
      onServerTime: (serverTime, roundTripMs) => void learnTime(serverTime, roundTripMs),
      onUseful: () => {
        reconnect = FRESH;
      },
      onEnd: lost,
    });
    end = session.close;
    if (!running) end();
  }

  function greeted({ epoch, ackSeq, send }: Greeting): void {
    log('sync.connected');
    link = 'connected';
    // The log may have begun a new epoch while the greeting was under way: the gateway has nothing of that one.
    uploader.connect(send, epoch === options.store.head().epoch ? ackSeq : 0);
    options.onStatus();
  }

  function lost(code: number, wasGreeted: boolean): void {
    session = null;
    uploader.disconnect();
    link = 'connecting';
    if (wasGreeted) {
      log('sync.disconnected', { code });
      options.onStatus();
    }
    ended({ kind: 'closed', code }, `close ${code}`);
  }

  function ended(ending: Ending, reason: string): void {
    if (!running) {
      onStopped();
      return;
    }
    const { state, next } = afterEnding(reconnect, ending);
    const before = link;
    link = linkAfter(ending, next.kind === 'later' ? next.cause : 'network');
    if (link !== before) options.onStatus();
    // The first failure of a series is news; the rest is the same news again.
    if (reconnect.failures === 0 && ending.kind === 'unreachable') log('sync.disconnected', { reason });
    reconnect = state;
    if (next.kind === 'now') {
      connect();
      return;
    }
    const { cause, failures, retryAfterMs } = next;
    const ms = backoffDelay(delays.reconnect[cause], failures, options.random(), retryAfterMs);
    const cancel = options.timers.after(ms, connect);
    end = () => {
      cancel();
      onStopped();
    };
  }

  return {
    start() {
      if (running) return;
      running = true;
      connect();
    },
    nudge: () => uploader.nudge(),
    findSession: (query) => session?.ask('FindSession', query) ?? Promise.resolve(err('offline')),
    listServices: (request) => session?.ask('ListServices', request) ?? Promise.resolve(err('offline')),
    status: () => ({ connected: session?.greeted() ?? false, link, clockOffset: clockOffset() }),
    stop() {
      if (!running) return Promise.resolve();
      running = false;
      return new Promise((resolve) => {
        onStopped = resolve;
        end();
      });
    },
  };
}

/** What a technician is told of an attempt or a connection that ended. */
function linkAfter(ending: Ending, cause: OfflineCause): LinkState {
  // The path of the socket is there on every gateway.
  if (ending.kind === 'refused' && (ending.status < 400 || ending.status === 404)) return 'not-a-gateway';
  if (cause === 'refused' || cause === 'revoked') return 'refused';
  return ending.kind === 'closed' ? 'connecting' : 'unreachable';
}
