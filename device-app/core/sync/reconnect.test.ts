import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { describe, expect, it } from 'vitest';
import { isCorrection, measureOffset, preferOffset } from './clock-offset.ts';
import { afterEnding, boundedWait, type Ending, FRESH } from './reconnect.ts';
import { RETRY_AFTER_MAX_MS } from './sync-delays.ts';

const refused = (status: number, clockCorrected = false, retryAfterMs = 0): Ending => ({
  kind: 'refused',
  status,
  retryAfterMs,
  clockCorrected,
});

describe('when to dial again', () => {
  it.each<[string, Ending, string]>([
    ['nobody answers', { kind: 'unreachable' }, 'network'],
    ['the connection broke', { kind: 'closed', code: 1006 }, 'network'],
    ['the gateway goes down', { kind: 'closed', code: CLOSE_CODES.goingDown }, 'going-down'],
    ['another connection took over', { kind: 'closed', code: CLOSE_CODES.replaced }, 'replaced'],
    ['the terminal was retired', { kind: 'closed', code: CLOSE_CODES.revoked }, 'revoked'],
    ['we spoke nonsense', { kind: 'closed', code: CLOSE_CODES.protocolError }, 'refused'],
    ['the door is closed to us', refused(401), 'refused'],
    ['the door is crowded', refused(429), 'network'],
    ['the proxy has nobody behind it', refused(502), 'network'],
  ])('%s', (_, ending, cause) => {
    expect(afterEnding(FRESH, ending).next).toMatchObject({ kind: 'later', cause, failures: 1 });
  });

  it('at once after a correction of the clock, but once only', () => {
    const first = afterEnding(FRESH, refused(401, true));
    expect(first.next).toEqual({ kind: 'now' });
    const second = afterEnding(first.state, refused(401, true));
    expect(second.next).toMatchObject({ kind: 'later', cause: 'refused', failures: 1 });
    expect(afterEnding(second.state, refused(401, true)).next).toEqual({ kind: 'now' });
  });

  it('later and later, and as late as the gateway asks, within reason', () => {
    const second = afterEnding(afterEnding(FRESH, refused(503)).state, refused(503, false, 9_000));
    expect(second.next).toMatchObject({ failures: 2, retryAfterMs: 9_000 });
    expect([boundedWait(1e12), boundedWait(-1), boundedWait(Number.NaN)]).toEqual([RETRY_AFTER_MAX_MS, 0, 0]);
  });
});

describe('the offset of the clock', () => {
  it('assumes that the answer was written half-way', () => {
    expect(measureOffset(10_000, 4_000, 300)).toEqual({ offset: 6_150, roundTripMs: 300 });
  });

  it('is not spoiled by a slow answer that agrees, but follows one that contradicts', () => {
    const good = { offset: 1_000, roundTripMs: 20 };
    expect(preferOffset(null, { offset: 5, roundTripMs: 9_000 })).toMatchObject({ offset: 5 });
    expect(preferOffset(good, { offset: 3_000, roundTripMs: 9_000 })).toBe(good);
    expect(preferOffset(good, { offset: 1_500, roundTripMs: 1_500 })).toMatchObject({ offset: 1_500 });
    expect(preferOffset(good, { offset: 3_600_000, roundTripMs: 9_000 })).toMatchObject({ offset: 3_600_000 });
  });

  it('is worth another try when it changed by more than a breath', () => {
    expect(isCorrection(0, { offset: 9_000, roundTripMs: 1 })).toBe(false);
    expect(isCorrection(0, { offset: -3_600_000, roundTripMs: 1 })).toBe(true);
  });
});
