import type { OpeningHours } from '@mingjing/shared/domain/opening-hours.ts';
import { z } from 'zod';
import { dayEndAfter } from '../board/opening.ts';

/** The last citizen of the day may still be served after closing time. */
const AFTER_CLOSING_MS = 30 * 60_000;

/** Who is signed in at a window, and until when at most. Wall times, ms. */
export const shiftSchema = z.strictObject({ number: z.string(), since: z.number(), until: z.number() });
export type Shift = z.infer<typeof shiftSchema>;

/** Begins with a sign-in and ends by itself after closing time; without opening hours at midnight. */
export function shiftFrom(number: string, at: number, hours: OpeningHours | undefined): Shift {
  return { number, since: at, until: dayEndAfter(hours, at) + AFTER_CLOSING_MS };
}

/** Whether a shift goes on. Not where the clock says that it has not begun: it cannot be trusted to end it. */
export function isOnShift({ since, until }: Shift, at: number): boolean {
  return since - AFTER_CLOSING_MS <= at && at < until;
}
