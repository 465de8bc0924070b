/**
 * Tells a dead or white screen from a live one by its painted frames alone: a renderer can run code, answer events and keep its
 * process while nothing is on the glass. Pure; times in milliseconds of the monotonic clock.
 */
export interface WatchPlan {
  /** This many heartbeats in a row must be missing. */
  readonly missing: number;
  /** How long a fresh screen may take to its first frame. */
  readonly firstPaintMs: number;
}

/** `deadlineAt`: when the screen counts as white unless a frame arrives before. Null while there is no screen to watch. */
export interface WatchState {
  readonly deadlineAt: number | null;
  /** The screen's own promise: a painted frame at least this often. */
  readonly beatMs: number;
}

export type WatchInput =
  /** A fresh screen was started. */
  | { readonly kind: 'started'; readonly now: number; readonly beatMs: number }
  | { readonly kind: 'painted'; readonly now: number }
  /** The machine slept, or the display was off: time has passed that the screen could not use. */
  | { readonly kind: 'resumed'; readonly now: number }
  /** The screen was taken away on purpose, or is known to be dead. */
  | { readonly kind: 'stopped' };

export const UNWATCHED: WatchState = { deadlineAt: null, beatMs: 0 };

/** The state after an input. */
export function watchNext(plan: WatchPlan, state: WatchState, input: WatchInput): WatchState {
  switch (input.kind) {
    case 'started':
      return { deadlineAt: input.now + plan.firstPaintMs, beatMs: input.beatMs };
    case 'painted':
      // A late frame of a screen that is gone revives nothing.
      return state.deadlineAt === null ? state : { ...state, deadlineAt: input.now + plan.missing * state.beatMs };
    case 'resumed':
      return state.deadlineAt === null ? state : { ...state, deadlineAt: input.now + plan.firstPaintMs };
    case 'stopped':
      return UNWATCHED;
  }
}

/** Whether the screen is white at time `now`. */
export function isWhite(state: WatchState, now: number): boolean {
  return state.deadlineAt !== null && now >= state.deadlineAt;
}
