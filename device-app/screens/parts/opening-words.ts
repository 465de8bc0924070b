import type { HoursShown } from '@mingjing/device-app/core/screen/idle-page.ts';
import type { Wording } from '../texts/texts.ts';

type T = Wording['t'];
const DAY_KEYS = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const;

/** @param weekday 0 is Monday */
export function weekdayWord(weekday: number, t: T): string {
  return t(`idle.days.${DAY_KEYS[weekday] ?? 'd0'}`);
}

/** How the window stands now, in a line. */
export function openingWords({ now, change }: HoursShown['opening'], { t }: Wording): string {
  if (change === null) return t('idle.closed');
  const { time, inDays, weekday } = change;
  if (now === 'open') return t('idle.open', { time });
  if (now === 'break') return t('idle.break', { time });
  const day = inDays === 0 ? t('idle.today') : inDays === 1 ? t('idle.tomorrow') : weekdayWord(weekday, t);
  return t('idle.opens', { day, time });
}

export function periodsWords(periods: HoursShown['week'][number]['periods'], t: T): string {
  return periods.length === 0 ? t('idle.dayOff') : periods.map(({ from, to }) => `${from}–${to}`).join('  ');
}
