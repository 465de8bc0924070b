import type { Clock } from '@mingjing/shared/basics/clock.ts';

export interface BreakerPlan {
  /** Consecutive failures that open the circuit. */
  readonly failures: number;
  /** How long it stays open before one call may try again, ms. */
  readonly openMs: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface Breaker {
  state(): BreakerState;
  /** Milliseconds until a call may be made; 0 when one may be made now. */
  waitMs(): number;
  success(): void;
  failure(): void;
}

/**
 * A circuit breaker on the monotonic clock: one that trusts the wall clock stays open for an hour when it is set back by one.
 * @param onChange told of every passage between closed and open
 */
export function createBreaker(
  plan: BreakerPlan,
  clock: Pick<Clock, 'mono'>,
  onChange: (open: boolean) => void,
): Breaker {
  let failures = 0;
  let openedAt: number | undefined;

  const waitMs = () => (openedAt === undefined ? 0 : Math.max(0, openedAt + plan.openMs - clock.mono()));
  return {
    state: () => (openedAt === undefined ? 'closed' : waitMs() > 0 ? 'open' : 'half-open'),
    waitMs,
    success() {
      failures = 0;
      if (openedAt === undefined) return;
      openedAt = undefined;
      onChange(false);
    },
    failure() {
      failures += 1;
      const wasClosed = openedAt === undefined;
      if (wasClosed && failures < plan.failures) return;
      openedAt = clock.mono();
      if (wasClosed) onChange(true);
    },
  };
}
