import type { Display, Language } from '@mingjing/shared/domain/display.ts';
import type { RatingId, SessionId } from '@mingjing/shared/domain/ids.ts';
import type { Ink } from '@mingjing/shared/domain/ink.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { ReasonCatalogue } from '@mingjing/shared/domain/reason-tags.ts';
import type { NewEntry, PressSource } from '@mingjing/shared/domain/record.ts';
import type { Delays } from '../delays.ts';
import type { HeldSession, SessionState } from './session-state.ts';

/** Inputs that say no more than whose they are. */
type PlainInput = {
  [K in 'undo' | 'confirm' | 'skip-reasons' | 'more-time']: { readonly kind: K; readonly sessionId: SessionId };
}['undo' | 'confirm' | 'skip-reasons' | 'more-time'];

/** Those settings of the display that are to change. */
export type DisplayChange = { readonly [K in keyof Display]?: Display[K] | undefined };

/** Whatever can happen to a session. */
export type SessionInput =
  | {
      readonly kind: 'open';
      readonly session: HeldSession;
      /** The citizen asks for it, and it was not rated here: open it also if it was closed here before. */
      readonly again?: boolean;
    }
  | { readonly kind: 'close'; readonly sessionId: SessionId; readonly reason: 'rated-elsewhere' | 'cancelled' }
  | {
      readonly kind: 'press';
      /** Absent for a pad, which knows no sessions. */
      readonly sessionId?: SessionId;
      readonly level: Level;
      readonly source: PressSource;
      /** Minted by the caller; used only if the press counts. */
      readonly ratingId: RatingId;
    }
  | PlainInput
  | {
      readonly kind: 'give-reasons';
      readonly sessionId: SessionId;
      readonly tags: readonly string[];
      readonly items: readonly string[];
      readonly text: string;
      readonly ink: Ink | null;
    }
  | { readonly kind: 'set-language'; readonly language: Language }
  | { readonly kind: 'set-display'; readonly display: DisplayChange }
  /** A frame with the current page is on the glass. */
  | { readonly kind: 'painted' }
  /** Time passed; nothing else happened. */
  | { readonly kind: 'tick' };

/** What the machine is told of the world. */
export interface SessionContext {
  /** Monotonic clock, ms: countdowns live on it, so that a clock set back an hour cannot stretch or end one. */
  readonly mono: number;
  /** Wall clock, ms: only for stamps in records. */
  readonly wall: number;
  /** As the settings have them; the display of a session changes them for it. */
  readonly delays: Delays;
  readonly catalogue: ReasonCatalogue;
  readonly layoutVersion: string;
  /** The language and display a new session starts in. */
  readonly defaultLanguage: Language;
  readonly defaultDisplay: Display;
}

/** What the machine says to whoever opened or closed a session, or pressed. */
export type SessionReply =
  | 'shown'
  | 'waiting'
  | 'already-open'
  | 'already-closed'
  | 'closed'
  | 'not-open'
  | 'already-rated'
  | 'kept'
  | 'ignored';

/** The outcome of one input: the next state, what to append to the log in the same transaction, and the answer. */
export interface SessionStep {
  readonly state: SessionState;
  readonly entries: readonly NewEntry[];
  readonly reply: SessionReply;
}
