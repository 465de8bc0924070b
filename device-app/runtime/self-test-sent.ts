import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { LevelTest } from '../core/service/service-page.ts';
import type { LogStore } from '../store/log-store.ts';
import type { FinishedTest } from './self-test-file.ts';

/** With a connection, the gateway acknowledges something within this time as long as anything waits, or its counter is frozen (UX §0.1). */
export const ACKNOWLEDGED_WITHIN_MS = 120_000;

/** How far the records of a finished test came on their way to the gateway. */
export function createSentCheck(options: {
  readonly store: Pick<LogStore, 'head' | 'ackedSeq' | 'backlog'>;
  readonly clock: Pick<Clock, 'mono'>;
  /** The settings name a gateway. */
  readonly hasGateway: boolean;
  readonly connected: () => boolean;
}) {
  const { store, clock, hasGateway } = options;
  /** Since when there has been a connection without any acknowledgement. */
  let silentSince: number | null = null;
  let lastAcked = -1;

  function isAcknowledged({ epoch, at }: FinishedTest, seq: number): boolean {
    if (store.head().epoch === epoch) return store.ackedSeq() >= seq;
    // The log began anew and counts anew: what is not acknowledged was carried over, under other numbers.
    const { count, oldestAt } = store.backlog();
    return count === 0 || (oldestAt !== null && oldestAt > at);
  }

  return {
    /** Call now and then, so that it is known for how long nothing has been acknowledged. */
    look(): void {
      const acked = store.ackedSeq();
      // After a long time offline much is sent before the test's own records: that is no frozen counter.
      if (acked !== lastAcked || !options.connected()) silentSince = null;
      if (options.connected()) silentSince ??= clock.mono();
      lastAcked = acked;
    },
    sentOf(test: FinishedTest, seq: number | null): LevelTest['sent'] {
      if (seq === null) return null;
      if (!hasGateway) return 'alone';
      if (isAcknowledged(test, seq)) return 'ok';
      const isOverdue = silentSince !== null && clock.mono() - silentSince > ACKNOWLEDGED_WITHIN_MS;
      return isOverdue ? 'failed' : null;
    },
  };
}
