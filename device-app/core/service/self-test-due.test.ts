import { describe, expect, it } from 'vitest';
import { AGAIN_MS, isSelfTestDue, LULL_MS, QUIET_MS } from './self-test-due.ts';

const HOUR = 3_600_000;
/** 12:00 in China. */
const NOON = Date.UTC(2026, 0, 5, 4);
type Moment = Parameters<typeof isSelfTestDue>[0];
const due = (moment: Partial<Moment>) =>
  isSelfTestDue({ now: NOON, quietMs: QUIET_MS, last: null, opening: 'closed', ...moment });

describe('the daily self-test', () => {
  it.each<readonly [string, Partial<Moment>, boolean]>([
    ['there was never one', {}, true],
    ['no hours are known', { opening: null }, true],
    ['somebody was here a moment ago', { quietMs: QUIET_MS - 1 }, false],
    ['the window is open and it is quiet for a while', { opening: 'open' }, false],
    ['the window is open and there is a real lull', { opening: 'open', quietMs: LULL_MS }, true],
    ['it is the noon break', { opening: 'break' }, true],
    ['today’s has passed', { last: { at: NOON - HOUR, state: 'passed' } }, false],
    ['yesterday’s has passed, late in the evening', { last: { at: NOON - 13 * HOUR, state: 'passed' } }, true],
    ['today’s failed just now', { last: { at: NOON - AGAIN_MS + 1, state: 'failed' } }, false],
    ['today’s failed hours ago', { last: { at: NOON - AGAIN_MS, state: 'failed' } }, true],
    ['the clock was set back since the last', { last: { at: NOON + 48 * HOUR, state: 'passed' } }, true],
  ])('where %s', (_why, moment, expected) => {
    expect(due(moment)).toBe(expected);
  });

  it('counts days as China does', () => {
    const midnight = Date.UTC(2026, 0, 5, 16);
    const last = { at: midnight - 2 * HOUR, state: 'passed' } as const;
    expect(due({ now: midnight - 1, last })).toBe(false);
    expect(due({ now: midnight, last })).toBe(true);
  });
});
