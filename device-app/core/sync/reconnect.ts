import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { type OfflineCause, RETRY_AFTER_MAX_MS } from './sync-delays.ts';

/** How an attempt or a connection ended. */
export type Ending =
  | { readonly kind: 'unreachable' }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly retryAfterMs: number;
      /** The refusal told us that our clock was wrong. */
      readonly clockCorrected: boolean;
    }
  | { readonly kind: 'closed'; readonly code: number };

/** What is remembered from attempt to attempt. */
export interface ReconnectState {
  readonly failures: number;
  /** The attempt was already a second one after a correction of the clock. */
  readonly corrected: boolean;
}

/** When to dial again: at once, or after the wait that the plan of `cause` gives. */
export type NextDial =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly cause: OfflineCause; readonly failures: number; readonly retryAfterMs: number };

export const FRESH: ReconnectState = { failures: 0, corrected: false };

const CAUSE_OF_CODE = new Map<number, OfflineCause>([
  [CLOSE_CODES.replaced, 'replaced'],
  [CLOSE_CODES.protocolError, 'refused'],
  [CLOSE_CODES.revoked, 'revoked'],
  [CLOSE_CODES.goingDown, 'going-down'],
]);
/** The door is busy or away, which says nothing about us. */
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Decides when to dial again. The caller resets to {@link FRESH} once a connection has proven useful. */
export function afterEnding(state: ReconnectState, ending: Ending): { state: ReconnectState; next: NextDial } {
  if (ending.kind === 'refused' && ending.clockCorrected && !state.corrected) {
    return { state: { ...state, corrected: true }, next: { kind: 'now' } };
  }
  const failures = state.failures + 1;
  const retryAfterMs = ending.kind === 'refused' ? boundedWait(ending.retryAfterMs) : 0;
  const next: NextDial = { kind: 'later', cause: causeOf(ending), failures, retryAfterMs };
  return { state: { failures, corrected: false }, next };
}

/** A wait imposed by the other side, kept within reason. */
export function boundedWait(ms: number): number {
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_MAX_MS) : 0;
}

function causeOf(ending: Ending): OfflineCause {
  if (ending.kind === 'closed') return CAUSE_OF_CODE.get(ending.code) ?? 'network';
  return ending.kind === 'refused' && !PASSING_STATUS.has(ending.status) ? 'refused' : 'network';
}
