import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuietAt, untilQuietEdge } from './quiet-hours.ts';

const at = (time: string): number => Date.parse(`2026-03-02T${time}+08:00`);
const NOON = [{ from: '12:00', to: '14:00' }];
const NIGHT = [{ from: '21:30', to: '07:00' }];

describe('isQuietAt', () => {
  it.each([
    ['before', NOON, '11:59:59.999', false],
    ['from the first moment on', NOON, '12:00:00', true],
    ['to the last moment', NOON, '13:59:59.999', true],
    ['no longer at the end', NOON, '14:00:00', false],
    ['before the night', NIGHT, '21:29:59', false],
    ['before midnight', NIGHT, '23:59:59', true],
    ['at midnight', NIGHT, '00:00:00', true],
    ['to the morning', NIGHT, '06:59:59', true],
    ['no longer in the morning', NIGHT, '07:00:00', false],
    ['in any of several', [...NOON, ...NIGHT], '03:00:00', true],
    ['all day where both ends are equal', [{ from: '08:00', to: '08:00' }], '08:00:00', true],
    ['never without hours', [], '12:30:00', false],
  ])('%s', (_case, hours, time, quiet) => {
    expect(isQuietAt(hours, at(time))).toBe(quiet);
  });
});

describe('untilQuietEdge', () => {
  it.each([
    ['to the begin', NOON, '11:59:59', 1_000],
    ['at the begin, to the end', NOON, '12:00:00', 2 * 3_600_000],
    ['at the end, to the begin of the next day', NOON, '14:00:00', 22 * 3_600_000],
    ['across midnight', NIGHT, '23:00:00', 8 * 3_600_000],
    ['a whole day, to the day after', [{ from: '08:00', to: '08:00' }], '08:00:00', 24 * 3_600_000],
  ])('%s', (_case, hours, time, ms) => {
    expect(untilQuietEdge(hours, at(time))).toBe(ms);
  });

  it('is null without hours', () => expect(untilQuietEdge([], at('12:00:00'))).toBeNull());

  it('never sleeps through a change', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const hours = fc.array(fc.record({ from: time, to: time }), { minLength: 1, maxLength: 4 });
    const now = fc.integer({ min: at('00:00:00'), max: at('23:59:59') });
    fc.assert(
      fc.property(hours, now, fc.double({ min: 0, max: 0.999, noNaN: true }), (quiet, start, part) => {
        const wait = untilQuietEdge(quiet, start) ?? Number.NaN;
        expect(wait).toBeGreaterThan(0);
        expect(isQuietAt(quiet, start + Math.floor(wait * part))).toBe(isQuietAt(quiet, start));
      }),
    );
  });
});
