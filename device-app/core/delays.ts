import type { Display } from '@mingjing/shared/domain/display.ts';

/** Every wait of a session at the terminal, in milliseconds, each with its reason. Source: UX.md §3.2 unless said otherwise. */
export interface Delays {
  /** How long an invitation waits for a first touch; 60 s, because ten-second windows shut out the elderly. Null: without end. */
  readonly invitationMs: number | null;
  /** How long before a time-out the citizen is warned and offered more time (WCAG 2.2.1: at least 20 s). */
  readonly warningMs: number;
  /** A press this soon after the page appeared was meant for what stood there before. */
  readonly guardMs: number;
  /** How long a level can be taken back before it is committed; null: until it is confirmed. */
  readonly undoMs: number | null;
  /** How long the reasons wait; the rating itself is long safe. */
  readonly reasonsMs: number;
  /** How long thanks, already-rated and unrated stay. */
  readonly noticeMs: number;
  /** How long it says why a scan led nowhere: two lines to read and the next step to think of. */
  readonly scanNoticeMs: number;
  /** How long what has no end goes on once somebody else waits for the terminal. */
  readonly waitedForMs: number;
}

export const STANDARD_DELAYS = {
  invitationMs: 60_000,
  warningMs: 20_000,
  guardMs: 400,
  undoMs: 5_000,
  reasonsMs: 60_000,
  noticeMs: 3_000,
  scanNoticeMs: 8_000,
  waitedForMs: 120_000,
} as const satisfies Delays;

/** The standard waits with those that a hall has set, in seconds. */
export function delaysWith(set: {
  readonly invitation: number;
  readonly undo: number;
  readonly notice: number;
}): Delays {
  return {
    ...STANDARD_DELAYS,
    invitationMs: set.invitation * 1000,
    undoMs: set.undo * 1000,
    noticeMs: set.notice * 1000,
  };
}

/**
 * The waits as a person's display asks for them (UX.md §3.2): longer for who reads or moves slowly, none that ends an answer of its own
 * accord for who sees little or nothing. A hall's own longer waits stay. Reasons always end, since they tell of the level (P5).
 */
export function delaysFor(delays: Delays, { theme, elder, large, guided }: Display): Delays {
  const isUnhurried = theme === 'contrast' || guided;
  if (!isUnhurried && !elder && !large) return delays;
  return {
    ...delays,
    invitationMs: isUnhurried ? null : atLeast(delays.invitationMs, 120_000),
    undoMs: isUnhurried ? null : atLeast(delays.undoMs, 10_000),
    guardMs: Math.max(delays.guardMs, 600),
    reasonsMs: Math.max(delays.reasonsMs, isUnhurried ? 300_000 : 120_000),
    noticeMs: Math.max(delays.noticeMs, isUnhurried ? 10_000 : 5_000),
    scanNoticeMs: delays.scanNoticeMs * 2,
  };
}

function atLeast(ms: number | null, least: number): number | null {
  return ms === null ? null : Math.max(ms, least);
}
