import { type OpeningHours, type Period, WEEKDAYS } from '@mingjing/shared/domain/opening-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** China keeps one time, without summer time. */
const CHINA_MS = 8 * 60 * MINUTE_MS;
/** Who has not opened for this long has no next opening worth a line. */
const LOOK_AHEAD_DAYS = 14;

/** How a window stands at a moment. */
export interface Opening {
  readonly now: 'open' | 'break' | 'closed';
  /** When that changes: `time` on the day `inDays` from today, a weekday counted from 0 for Monday. Null where none is in sight. */
  readonly change: { readonly time: string; readonly inDays: number; readonly weekday: number } | null;
  /** Name of today, if it is a day of its own. */
  readonly special: string | null;
}

/** A row of the week: the same times on the weekdays `from` to `to`, counted from 0 for Monday. */
export interface WeekRow {
  readonly from: number;
  readonly to: number;
  readonly periods: readonly Period[];
}

/** @param at wall time, ms */
export function openingAt(hours: OpeningHours, at: number): Opening {
  const today = dayOf(at);
  const minute = minuteOf(at);
  const periods = periodsOn(hours, today);
  const special = specialOn(hours, today)?.name || null;
  const current = periods.find(({ from, to }) => minutesOf(from) <= minute && minute < minutesOf(to));
  const change = (time: string, inDays = 0) => ({ time, inDays, weekday: weekdayOf(today + inDays) });
  if (current !== undefined) return { now: 'open', change: change(current.to), special };
  const next = periods.find(({ from }) => minutesOf(from) > minute);
  if (next !== undefined) {
    const hasBegun = minutesOf(periods[0]?.from ?? '24:00') <= minute;
    return { now: hasBegun ? 'break' : 'closed', change: change(next.from), special };
  }
  for (let inDays = 1; inDays <= LOOK_AHEAD_DAYS; inDays += 1) {
    const first = periodsOn(hours, today + inDays)[0];
    if (first !== undefined) return { now: 'closed', change: change(first.from, inDays), special };
  }
  return { now: 'closed', change: null, special };
}

/** The end of the day that begins before `at`: its last closing time where that is still to come, else its midnight. Wall time, ms. */
export function dayEndAfter(hours: OpeningHours | undefined, at: number): number {
  const today = dayOf(at);
  const last = hours === undefined ? undefined : periodsOn(hours, today).at(-1);
  const midnight = (today + 1) * DAY_MS - CHINA_MS;
  if (last === undefined) return midnight;
  const closing = today * DAY_MS - CHINA_MS + minutesOf(last.to) * MINUTE_MS;
  return closing > at ? closing : midnight;
}

/** The week in as few rows as there are different runs of days. Days without hours have none. */
export function weekRows({ week }: OpeningHours): readonly WeekRow[] {
  const rows: WeekRow[] = [];
  for (const [index, day] of WEEKDAYS.entries()) {
    const periods = week[day] ?? [];
    const last = rows.at(-1);
    const same = last?.to === index - 1 && JSON.stringify(last.periods) === JSON.stringify(periods);
    if (last !== undefined && same) rows[rows.length - 1] = { ...last, to: index };
    else if (periods.length > 0) rows.push({ from: index, to: index, periods });
  }
  return rows;
}

/** Special days from today on, soonest first. */
export function comingSpecialDays(hours: OpeningHours, at: number, most: number): OpeningHours['special'] {
  return hours.special
    .filter(({ date }) => dayOfDate(date) >= dayOf(at))
    .sort((one, other) => dayOfDate(one.date) - dayOfDate(other.date))
    .slice(0, most);
}

function periodsOn(hours: OpeningHours, day: number): readonly Period[] {
  const weekday = WEEKDAYS[weekdayOf(day)];
  return specialOn(hours, day)?.periods ?? (weekday === undefined ? [] : (hours.week[weekday] ?? []));
}

const specialOn = (hours: OpeningHours, day: number) => hours.special.find(({ date }) => dayOfDate(date) === day);
/** Days of the Chinese calendar day since 1970-01-01, which was a Thursday. */
const dayOf = (at: number): number => Math.floor((at + CHINA_MS) / DAY_MS);
const weekdayOf = (day: number): number => (day + 3) % 7;
/** Minute of the Chinese day, 0–1439. */
export const minuteOf = (at: number): number => Math.floor((at + CHINA_MS - dayOf(at) * DAY_MS) / MINUTE_MS);
// biome-ignore lint/style/noRestrictedGlobals: reads a text, asks no clock
const dayOfDate = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
