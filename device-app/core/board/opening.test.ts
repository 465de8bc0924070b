import { openingHoursSchema } from '@mingjing/shared/domain/opening-hours.ts';
import { describe, expect, it } from 'vitest';
import { comingSpecialDays, dayEndAfter, openingAt, weekRows } from './opening.ts';

const workday = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:00' },
];
const hours = openingHoursSchema.parse({
  week: {
    monday: workday,
    tuesday: workday,
    wednesday: workday,
    thursday: workday,
    friday: workday,
    saturday: [{ from: '09:00', to: '11:30' }],
  },
  special: [
    { date: '2026-10-10', name: '国庆调休', periods: workday },
    { date: '2026-10-01', name: '国庆节' },
    { date: '2026-10-02', name: '国庆节' },
  ],
});
const at = (text: string) => Date.parse(`${text}:00+08:00`);

describe('openingAt', () => {
  // 2026-03-02 is a Monday.
  it.each([
    ['2026-03-02T08:59', 'closed', { time: '09:00', inDays: 0, weekday: 0 }],
    ['2026-03-02T09:00', 'open', { time: '12:00', inDays: 0, weekday: 0 }],
    ['2026-03-02T11:59', 'open', { time: '12:00', inDays: 0, weekday: 0 }],
    ['2026-03-02T12:00', 'break', { time: '13:30', inDays: 0, weekday: 0 }],
    ['2026-03-02T17:00', 'closed', { time: '09:00', inDays: 1, weekday: 1 }],
    ['2026-03-02T00:10', 'closed', { time: '09:00', inDays: 0, weekday: 0 }],
    ['2026-03-07T12:00', 'closed', { time: '09:00', inDays: 2, weekday: 0 }],
    ['2026-03-08T10:00', 'closed', { time: '09:00', inDays: 1, weekday: 0 }],
  ])('at %s it is %s', (when, now, change) => {
    expect(openingAt(hours, at(when))).toEqual({ now, change, special: null });
  });

  it('knows holidays, and working days in their stead, from the list alone', () => {
    expect(openingAt(hours, at('2026-10-01T10:00'))).toEqual({
      now: 'closed',
      change: { time: '09:00', inDays: 2, weekday: 5 },
      special: '国庆节',
    });
    expect(openingAt(hours, at('2026-10-10T15:00'))).toMatchObject({ now: 'open', special: '国庆调休' });
  });

  it('promises no opening where none is in sight', () => {
    const never = openingHoursSchema.parse({ week: {} });
    expect(openingAt(never, at('2026-03-02T10:00'))).toEqual({ now: 'closed', change: null, special: null });
  });
});

describe('weekRows', () => {
  it('joins neighbouring days with the same times and leaves closed days out', () => {
    expect(weekRows(hours)).toEqual([
      { from: 0, to: 4, periods: workday },
      { from: 5, to: 5, periods: [{ from: '09:00', to: '11:30' }] },
    ]);
    const split = openingHoursSchema.parse({ week: { monday: workday, wednesday: workday } });
    expect(weekRows(split).map(({ from, to }) => [from, to])).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });
});

describe('dayEndAfter', () => {
  it.each([
    ['2026-03-02T08:00', '2026-03-02T17:00'],
    ['2026-03-02T12:30', '2026-03-02T17:00'],
    ['2026-03-02T17:00', '2026-03-03T00:00'],
    ['2026-03-08T10:00', '2026-03-09T00:00'],
  ])('the day of %s ends at %s', (when, end) => {
    expect(dayEndAfter(hours, at(when))).toBe(at(end));
  });

  it('is midnight in China where there are no hours', () => {
    expect(dayEndAfter(undefined, at('2026-03-02T23:59'))).toBe(at('2026-03-03T00:00'));
  });
});

describe('comingSpecialDays', () => {
  it('lists those from today on, soonest first', () => {
    const dates = (when: string, most: number) => comingSpecialDays(hours, at(when), most).map(({ date }) => date);
    expect(dates('2026-10-02T23:00', 9)).toEqual(['2026-10-02', '2026-10-10']);
    expect(dates('2026-09-01T00:00', 2)).toEqual(['2026-10-01', '2026-10-02']);
  });
});

describe('opening hours', () => {
  it.each([
    [{ week: { monday: [{ from: '12:00', to: '09:00' }] } }, 'week.monday.0.to', /later than 12:00/],
    [{ week: { friday: [...workday].reverse() } }, 'week.friday.1.from', /later than 17:00/],
    [{ week: { monday: [{ from: '9:00', to: '12:00' }] } }, 'week.monday.0.from', /such as 09:00/],
    [{ week: { funday: workday } }, 'week', /funday|Invalid/],
    [{ week: {}, special: [{ date: '2026-02-30' }] }, 'special.0.date', /such as 2026-10-01/],
    [{ week: {}, special: [{ date: '2026-10-01' }, { date: '2026-10-01' }] }, 'special.1.date', /only once/],
  ])('name what is wrong in %j', (wrong, field, problem) => {
    const [issue] = openingHoursSchema.safeParse(wrong).error?.issues ?? [];
    expect(issue?.path.join('.').startsWith(field)).toBe(true);
    expect(JSON.stringify(issue)).toMatch(problem);
  });
});
