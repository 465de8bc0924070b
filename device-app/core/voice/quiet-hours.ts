import { minuteOf } from '../board/opening.ts';

/**
 * Hours of every day, by the window's clock, as `HH:MM`. Where `to` is before `from` they pass midnight; where both are equal they are the
 * whole day.
 */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Whether it is quiet now. `from` belongs to the hours, `to` does not. @param at wall time, ms */
export function isQuietAt(hours: readonly QuietHours[], at: number): boolean {
  const now = minuteOf(at);
  return hours.some(({ from, to }) => {
    const begin = minutesOf(from);
    const end = minutesOf(to);
    return begin < end ? now >= begin && now < end : now >= begin || now < end;
  });
}

/** How long until any hours next begin or end, ms, more than 0; null where there are none. @param at wall time, ms */
export function untilQuietEdge(hours: readonly QuietHours[], at: number): number | null {
  if (hours.length === 0) return null;
  const now = minuteOf(at);
  const edges = hours.flatMap(({ from, to }) => [minutesOf(from), minutesOf(to)]);
  // An edge of this very minute has passed: the next is tomorrow's.
  const minutes = Math.min(...edges.map((edge) => (edge - now + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES));
  return minutes * MINUTE_MS - (at % MINUTE_MS);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
