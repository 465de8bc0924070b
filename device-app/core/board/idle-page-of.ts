import type { WindowBoard } from '@mingjing/shared/domain/window-board.ts';
import type { HoursShown, IdlePageState, StaffCard } from '../screen/idle-page.ts';
import { comingSpecialDays, openingAt, weekRows } from './opening.ts';

/** Special days that are announced ahead. */
const SPECIAL_DAYS_SHOWN = 4;

/** What the idle page is made of. */
export interface IdleThings {
  readonly windowName: string;
  readonly department: string;
  readonly staff: StaffCard | null;
  readonly board: WindowBoard;
  readonly signIn: IdlePageState['signIn'];
  /** Wall time, ms. */
  readonly wall: number;
}

/** The page of a window at which nobody is being served: of its notices only those whose time it is. */
export function idlePageOf({ board, wall, ...things }: IdleThings): IdlePageState {
  return {
    kind: 'idle',
    ...things,
    notices: board.notices.filter((notice) => isDue(notice, wall)).map(({ title, text }) => ({ title, text })),
    guide: board.guide.map(({ name, materials, takes }) => ({ name, materials, takes: takes ?? null })),
    hours: board.hours === undefined ? null : hoursShown(board.hours, wall),
  };
}

function isDue({ from, until }: WindowBoard['notices'][number], wall: number): boolean {
  return (from === undefined || instantOf(from) <= wall) && (until === undefined || wall < instantOf(until));
}

// biome-ignore lint/style/noRestrictedGlobals: reads a text, asks no clock
const instantOf = (text: string): number => Date.parse(text);

function hoursShown(hours: NonNullable<WindowBoard['hours']>, wall: number): HoursShown {
  return {
    opening: openingAt(hours, wall),
    week: weekRows(hours).map((row) => ({ ...row, periods: [...row.periods] })),
    special: comingSpecialDays(hours, wall, SPECIAL_DAYS_SHOWN),
  };
}
