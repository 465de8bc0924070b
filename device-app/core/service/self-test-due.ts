import type { Opening } from '../board/opening.ts';

/** Nobody was there for so long: a test disturbs nobody (UX §0.1). */
export const QUIET_MS = 10 * 60_000;
/** In opening hours only a real lull will do, and a terminal that is switched off at closing time is tested all the same. */
export const LULL_MS = 30 * 60_000;
/** What failed is tried again before the day is over: a screen may just have been starting. Seldom, since each test leaves its records. */
export const AGAIN_MS = 4 * 3_600_000;

const DAY_MS = 24 * 3_600_000;
/** China keeps one time, without summer time. */
const CHINA_MS = 8 * 3_600_000;
const dayOf = (at: number): number => Math.floor((at + CHINA_MS) / DAY_MS);

/**
 * Whether the daily self-test is to be run now: once a Chinese calendar day, in a quiet moment, rather outside of opening hours.
 * @param now wall time, ms
 * @param quietMs for how long nobody has touched anything nor been served
 * @param last the last finished test, null before the first
 * @param opening null where no hours are known
 */
export function isSelfTestDue(moment: {
  readonly now: number;
  readonly quietMs: number;
  readonly last: { readonly at: number; readonly state: 'passed' | 'failed' } | null;
  readonly opening: Opening['now'] | null;
}): boolean {
  const { now, quietMs, last, opening } = moment;
  if (quietMs < (opening === 'open' ? LULL_MS : QUIET_MS)) return false;
  // A clock that was set back must not stop the tests until it has caught up.
  if (last === null || last.at > now || dayOf(last.at) !== dayOf(now)) return true;
  return last.state === 'failed' && now - last.at >= AGAIN_MS;
}
