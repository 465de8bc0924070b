import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { expect, it } from 'vitest';
import type { StoreCounts } from '../../../store/gateway-store.ts';
import { COUNT_EVERY_MS, countRegularly } from './store-totals.ts';

it('outlives a count that fails, says so, and counts again', () => {
  const time = createManualTime();
  const events: string[] = [];
  const answers: (number | Error)[] = [1, new Error('disk I/O error'), 3];
  const counts = (): StoreCounts => {
    const answer = answers.shift();
    if (answer === undefined) throw new Error('not scripted');
    if (answer instanceof Error) throw answer;
    return {
      ledgerRows: answer,
      sessions: 0,
      ratedSessions: 0,
      duplicateRatings: 0,
      selfTestRatings: 0,
      quarantined: 0,
      outboxPending: 0,
      outboxDead: 0,
      outboxDelivered: 0,
    };
  };
  const totals = countRegularly({
    store: { counts, blockedRatings: () => 0 },
    timers: time.timers,
    log: (event) => events.push(event),
  });
  const seen = [0, 1, 2].map((minute) => {
    if (minute > 0) time.advance(COUNT_EVERY_MS);
    return totals.latest().ledgerRows;
  });
  expect(seen).toEqual([1, 1, 3]);
  expect(events).toEqual(['http.failed']);
  totals.stop();
  expect(time.pending()).toBe(0);
});
