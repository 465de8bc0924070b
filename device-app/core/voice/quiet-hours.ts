/** Hours of every day, by the window's clock, as `HH:MM`. Where `to` is not after `from` they pass midnight; where both are equal they are the whole day. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

const DAY_MIN = 24 * 60;

/** Whether a minute of the day (0–1439) is quiet. `from` belongs to the hours, `to` does not. */
export function isQuiet(hours: readonly QuietHours[], minute: number): boolean {
  return hours.some(({ from, to }) => {
    const begin = minuteOf(from);
    const end = minuteOf(to);
    return begin < end ? minute >= begin && minute < end : minute >= begin || minute < end;
  });
}

/** How many minutes from `minute` the hours next begin or end: 1–1440; null where there are none. */
export function minutesToEdge(hours: readonly QuietHours[], minute: number): number | null {
  const waits = hours
    .flatMap(({ from, to }) => [from, to])
    .map((edge) => (minuteOf(edge) - minute + DAY_MIN) % DAY_MIN || DAY_MIN);
  return waits.length === 0 ? null : Math.min(...waits);
}

function minuteOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
