import type { BackoffPlan } from '@mingjing/shared/basics/backoff.ts';

/** Why uploads rest while the connection stays. */
export type PauseCause = 'busy' | 'refused' | 'broken' | 'storage';
/** Why there is no connection. */
export type OfflineCause = 'network' | 'refused' | 'replaced' | 'revoked' | 'going-down';

/** Every wait of the sync client, in milliseconds. */
export interface SyncDelays {
  /** How long the WebSocket handshake may take. */
  readonly handshakeMs: number;
  /** How often the connection is pinged; one that was silent since the last ping is dead. */
  readonly pingMs: number;
  /** How long an answer may take. */
  readonly callMs: number;
  /** How long a citizen waits at a scanner for the gateway to find a service. */
  readonly findMs: number;
  readonly reconnect: Readonly<Record<OfflineCause, BackoffPlan>>;
  readonly pause: Readonly<Record<PauseCause, BackoffPlan>>;
}

const MINUTE = 60_000;

export const STANDARD_SYNC_DELAYS: SyncDelays = {
  handshakeMs: 10_000,
  pingMs: 15_000,
  callMs: 15_000,
  findMs: 5_000,
  reconnect: {
    network: { firstMs: 1_000, maxMs: MINUTE, factor: 2, jitter: 0.5 },
    // Nothing will change by itself soon: a person has to enrol the terminal or set a clock.
    refused: { firstMs: 5_000, maxMs: 5 * MINUTE, factor: 2, jitter: 0.3 },
    // Two machines with one key would throw each other out for ever; let the other one work.
    replaced: { firstMs: 30_000, maxMs: 10 * MINUTE, factor: 2, jitter: 0.3 },
    revoked: { firstMs: 5 * MINUTE, maxMs: 30 * MINUTE, factor: 2, jitter: 0.3 },
    // A restart takes seconds and every terminal of the city waits for it: spread wide.
    'going-down': { firstMs: 3_000, maxMs: MINUTE, factor: 2, jitter: 0.6 },
  },
  pause: {
    busy: { firstMs: 1_000, maxMs: MINUTE, factor: 2, jitter: 0.3 },
    refused: { firstMs: 10_000, maxMs: 10 * MINUTE, factor: 2, jitter: 0.3 },
    broken: { firstMs: MINUTE, maxMs: 30 * MINUTE, factor: 2, jitter: 0.3 },
    storage: { firstMs: 5_000, maxMs: MINUTE, factor: 2, jitter: 0.3 },
  },
};

/** The longest wait the other side may impose; beyond it we try all the same. */
export const RETRY_AFTER_MAX_MS = 10 * MINUTE;
