import { canonicalJson } from '@mingjing/shared/basics/canonical-json.ts';
import type { RatingBody } from '@mingjing/shared/domain/record.ts';
import { uuidOf } from '@mingjing/test/support/sessions.ts';
import { expect, it } from 'vitest';
import type { LogStore } from '../store/log-store.ts';
import { testRatingIn } from './self-test-records.ts';

const sessionId = uuidOf(1, 1);
const WANTED = { after: 7, sessionId, level: 2 } as const;

/** A record of the log as its text; of this test's session, and with this level, unless said otherwise. */
function rating(change: Partial<Record<keyof RatingBody, unknown>> = {}): string {
  const body = {
    ...{ ratingId: uuidOf(2, 1), sessionId, level: 2, channel: 'window', origin: 'self-test', source: 'screen' },
    ...{ pressedAt: 1, latencyMs: 1, undoCount: 0, catalogueVersion: '1', layoutVersion: '1', language: 'zh-CN' },
    ...change,
  };
  const place = { v: 1, deviceId: uuidOf(3, 1), epoch: uuidOf(4, 1), seq: 9, at: 1, mono: 1, clockOffset: null };
  return canonicalJson({ ...place, prevHash: '0'.repeat(64), type: 'rating', body });
}
/** A log that holds these after the head. */
const holding = (...texts: string[]): Pick<LogStore, 'readAfter'> => ({
  readAfter(seq) {
    if (seq !== WANTED.after) throw new Error(`read after ${seq}`);
    return { epoch: uuidOf(4, 1) as never, fromSeq: 8, texts, lastHash: '', hasMore: false };
  },
});

it('finds the one record of the test under its number', () => {
  expect(testRatingIn(holding(rating({ sessionId: uuidOf(1, 2) }), rating()), WANTED)).toBe(9);
});

it.each([
  ['nothing', []],
  ['no record that can be read', ['{"broken":']],
  ['another level', [rating({ level: 5 })]],
  ['a rating like any other', [rating({ origin: 'active' })]],
  ['two of it', [rating(), rating({ ratingId: uuidOf(2, 2) })]],
  ['another session only', [rating({ sessionId: uuidOf(1, 2) })]],
])('does not take %s for it', (_what, texts) => {
  expect(testRatingIn(holding(...texts), WANTED)).toBeNull();
});
