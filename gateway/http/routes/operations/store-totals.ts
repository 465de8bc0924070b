import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { GatewayStore, StoreCounts } from '../../../store/gateway-store.ts';

/**
 * The store is counted this often and not when somebody asks: who asks just before and just after a citizen stands at the window would
 * else learn whether that citizen rated, which the sessions' own state hides (reveal.ts). Milliseconds.
 */
export const COUNT_EVERY_MS = 60_000;

export interface StoreTotals extends StoreCounts {
  readonly blockedRatings: number;
}

export interface CountingParts {
  readonly store: Pick<GatewayStore, 'counts' | 'blockedRatings'>;
  readonly timers: Timers;
  readonly log: EventLog;
}

/**
 * The store's totals as last counted. Counts at once and then regularly, until stopped; a count that fails leaves the last one standing.
 * @throws when the store cannot be read at all
 */
export function countRegularly({ store, timers, log }: CountingParts) {
  let latest = count(store);
  let cancel = timers.after(COUNT_EVERY_MS, again);
  function again(): void {
    cancel = timers.after(COUNT_EVERY_MS, again);
    try {
      latest = count(store);
    } catch (cause) {
      log('http.failed', { route: '(totals)', error: cause instanceof Error ? cause.name : 'unknown' });
    }
  }
  return { latest: (): StoreTotals => latest, stop: () => cancel() };
}

function count(store: CountingParts['store']): StoreTotals {
  return { ...store.counts(), blockedRatings: store.blockedRatings() };
}
