import { describe, expect, test } from 'vitest';
import { isSelfTestOverdue, NOTHING_TOLD, PROVEN_WITHIN_MS, standingAfter } from './self-test-overdue.ts';

const NOW = 1_900_000_000_000;
const HOUR_MS = 3_600_000;
const passed = (provenAt: number | null, at = NOW - HOUR_MS) => ({ state: 'passed', at, provenAt }) as const;

describe('what is known of a self-test', () => {
  test('is by the gateway\u2019s clock', () => {
    const told = passed(NOW - 2 * HOUR_MS, NOW - 2 * HOUR_MS);
    expect(standingAfter(NOTHING_TOLD, told, HOUR_MS, NOW)).toEqual(passed(NOW - HOUR_MS));
  });

  test('does not move when the clocks are measured anew, and moves with the next test', () => {
    const known = passed(NOW - HOUR_MS);
    expect(standingAfter(known, known, 40, NOW)).toEqual(known);
    const next = passed(NOW - 1_000, NOW - 1_000);
    expect(standingAfter(known, next, 0, NOW)).toEqual(next);
  });

  test('keeps its proof where a later test failed, or the terminal lost its memory', () => {
    const known = passed(NOW - HOUR_MS);
    const failed = { state: 'failed', at: NOW, provenAt: null } as const;
    expect(standingAfter(known, failed, 0, NOW)).toEqual({ ...failed, provenAt: known.provenAt });
    expect(standingAfter(known, undefined, 0, NOW)).toEqual(known);
  });

  test('takes no proof from the future, neither told nor kept: it would hold until that day', () => {
    const future = NOW + 1_000 * HOUR_MS;
    expect(standingAfter(NOTHING_TOLD, passed(future, future), 0, NOW)).toEqual({ ...passed(null), at: null });
    expect(standingAfter(passed(future), undefined, 0, NOW)).toEqual(passed(null));
    const proven = NOW - 30 * HOUR_MS;
    expect(standingAfter(passed(future), passed(proven), 0, NOW)).toEqual(passed(proven));
  });

  test('is overdue after 26 hours, which begin with enrolment where there never was proof', () => {
    for (const [provenAt, enrolledAt] of [
      [NOW - PROVEN_WITHIN_MS, 0],
      [null, NOW - PROVEN_WITHIN_MS],
    ] as const) {
      expect(isSelfTestOverdue(provenAt, enrolledAt, NOW)).toBe(false);
      expect(isSelfTestOverdue(provenAt, enrolledAt, NOW + 1)).toBe(true);
    }
  });
});
