import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { expect, it } from 'vitest';
import { foldRefusals, REFUSAL_FOLD_MS } from './refusal-log.ts';

it('folds refusals by reason and what a full disk makes of every call, and nothing that somebody will look for', () => {
  const time = createManualTime();
  const lines: Parameters<EventLog>[] = [];
  const log = foldRefusals((...line) => lines.push(line), time.clock);
  const everything = () => {
    log('http.refused', { reason: 'caller-key', route: '/metrics' });
    log('http.refused', { reason: 'rate-limit', route: '/metrics' });
    log('terminal.refused', { reason: 'signature' });
    log('http.failed', { route: '/r/:token', error: 'StoreError disk-full' });
    log('http.failed', { route: '/r/:token', error: 'TypeError', reference: 'a' });
    log('terminal.connected', { device: 'd' });
  };
  everything();
  expect(lines).toHaveLength(6);
  everything();
  expect(lines.slice(6).map(([event]) => event)).toEqual(['http.failed', 'terminal.connected']);
  time.advance(REFUSAL_FOLD_MS);
  everything();
  expect(lines.slice(8).map(([, data]) => data?.folded)).toEqual([1, 1, 1, 1, undefined, undefined]);
});
