/** Every wait of a session at the terminal, in milliseconds, each with its reason. Source: UX.md §3.2 unless said otherwise. */
export interface Delays {
  /** How long an invitation waits for a first touch; 60 s, because ten-second windows shut out the elderly. */
  readonly invitationMs: number;
  /** How long before a time-out the citizen is warned and offered more time (WCAG 2.2.1: at least 20 s). */
  readonly warningMs: number;
  /** A press this soon after the page appeared was meant for what stood there before. */
  readonly guardMs: number;
  /** How long a level can be taken back before it is committed. */
  readonly undoMs: number;
  /** How long the reasons wait; the rating itself is long safe. */
  readonly reasonsMs: number;
  /** How long thanks, already-rated and unrated stay. */
  readonly noticeMs: number;
  /** How long it says why a scan led nowhere: two lines to read and the next step to think of. */
  readonly scanNoticeMs: number;
}

export const STANDARD_DELAYS: Delays = {
  invitationMs: 60_000,
  warningMs: 20_000,
  guardMs: 400,
  undoMs: 5_000,
  reasonsMs: 60_000,
  noticeMs: 3_000,
  scanNoticeMs: 8_000,
};

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
