import { type BackoffPlan, backoffDelay } from '@mingjing/shared/basics/backoff.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, type Result } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { EnrolProblem } from '../store/enrol.ts';
import type { GatewayCalls, LinkState, SyncClient } from '../sync/sync-client.ts';

const ENROL_BACKOFF: BackoffPlan = { firstMs: 2_000, maxMs: 60_000, factor: 2, jitter: 0.2 };

export interface GatewayLinkOptions {
  /** From an earlier enrolment; null on a terminal that has none yet. */
  readonly known: DeviceIdentity | null;
  /** A technician gave a code to a terminal that has its identity: it is traded for another, and the one before holds until then. */
  readonly anew: boolean;
  /** Trades the one-time code for an identity; undefined where the settings name no code or no gateway. */
  readonly enrol: (() => Promise<Result<DeviceIdentity, EnrolProblem>>) | undefined;
  /** Undefined where the settings name no gateway: the terminal works alone and keeps everything. */
  readonly createClient: ((ports: ClientPorts) => SyncClient) | undefined;
  readonly timers: Timers;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly log: EventLog;
}

/** What a sync client needs of the terminal it serves. */
export interface ClientPorts {
  readonly identity: DeviceIdentity;
  readonly calls: GatewayCalls;
  readonly onStatus: () => void;
  readonly log: EventLog;
}

/** The way to the gateway from first start on: enrols if need be, then syncs. To the terminal it is a sync client from the beginning. */
export function createGatewayLink(options: GatewayLinkOptions) {
  const { log } = options;
  let identity = options.known;
  let isCodeOpen = options.enrol !== undefined && (identity === null || options.anew);

  function createSync(calls: GatewayCalls, onStatus: () => void): SyncClient {
    let client: SyncClient | undefined;
    let cancelRetry = () => {};
    let stopped = false;
    /** While there is no client. */
    let link = before();

    function connect(as: DeviceIdentity): void {
      client = options.createClient?.({ identity: as, calls, onStatus, log });
      client?.start();
    }

    function before(): LinkState {
      if (options.createClient === undefined) return 'alone';
      return options.enrol === undefined ? 'no-code' : 'enrolling';
    }

    async function enrol(failures: number): Promise<void> {
      const answer = await options.enrol?.();
      if (answer === undefined || stopped) return;
      if (answer.ok) {
        log('enrolment.done', { shortId: answer.value.shortId });
        answered(answer.value);
        return;
      }
      const { kind, message } = answer.error;
      log('enrolment.failed', { kind, reason: message });
      link = kind === 'not-saved' ? 'enrolling' : kind;
      // A code that was refused stays refused: a technician has to type another one. Who was known before may still be.
      if (kind === 'refused') {
        answered(identity);
        return;
      }
      onStatus();
      const delay = backoffDelay(ENROL_BACKOFF, failures + 1, options.random());
      cancelRetry = options.timers.after(delay, () => void enrol(failures + 1));
    }

    function answered(as: DeviceIdentity | null): void {
      isCodeOpen = false;
      identity = as;
      if (as !== null) connect(as);
      onStatus();
    }

    return {
      start() {
        if (identity === null || isCodeOpen) void enrol(0);
        else connect(identity);
      },
      nudge: () => client?.nudge(),
      findSession: (query) => client?.findSession(query) ?? Promise.resolve(err('offline')),
      listServices: (request) => client?.listServices(request) ?? Promise.resolve(err('offline')),
      status: () => client?.status() ?? { connected: false, link, clockOffset: null },
      async stop() {
        stopped = true;
        cancelRetry();
        await client?.stop();
      },
    };
  }

  return { createSync, identity: () => identity, isCodeOpen: () => isCodeOpen };
}
