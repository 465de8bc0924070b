import type { BackoffPlan } from '@mingjing/shared/basics/backoff.ts';
import type { BreakerPlan } from './breaker.ts';

/** Every wait of the forwarder, with its reason. Milliseconds. */
export interface ForwardDelays {
  /** Between attempts at one record: a city that is down for a night is asked every quarter of an hour. */
  readonly retry: BackoffPlan;
  readonly breaker: BreakerPlan;
  /** Looks into the outbox at least this often, should a nudge be missed. */
  readonly pollMs: number;
  /** What a stopping forwarder grants to calls in flight. */
  readonly drainMs: number;
}

export const FORWARD_DELAYS: ForwardDelays = {
  retry: { firstMs: 2000, maxMs: 15 * 60_000, factor: 2, jitter: 0.3 },
  breaker: { failures: 5, openMs: 30_000 },
  pollMs: 2000,
  drainMs: 5000,
};

/** The longest wait that a city can ask for: one that asks for a day is asked four times an hour. Milliseconds. */
export const RETRY_AFTER_MAX_MS = 15 * 60_000;

/** Records on their way at once; each of another session. */
export const FORWARD_CONCURRENCY = 4;

/** Nudges within this time are taken together, ms. */
export const NUDGE_MS = 10;
