import { type Display, displaySchema, languageSchema } from '@mingjing/shared/domain/display.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { ratingIdSchema, sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { pressSourceSchema, storedServiceSchema } from '@mingjing/shared/domain/record.ts';
import { sessionViewSchema } from '@mingjing/shared/domain/service-session.ts';
import { z } from 'zod';

/** A moment of the monotonic clock, ms. */
const moment = z.number();
/** When it ends by itself; null: not before somebody else waits. */
const deadlineSchema = moment.nullable();

/** A session in hand: what its screen shows and, where it was opened here, what the gateway must hear of it. */
export const heldSessionSchema = z.strictObject({ view: sessionViewSchema, service: storedServiceSchema.optional() });
export type HeldSession = z.infer<typeof heldSessionSchema>;

const phaseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({
    kind: z.literal('inviting'),
    session: heldSessionSchema,
    since: moment,
    /** When a frame with this invitation was first on the glass; null before. */
    paintedAt: moment.nullable(),
    deadline: deadlineSchema,
    /** Somebody is there: undid, asked for time, changed the language. A newer session then waits instead of taking over. */
    touched: z.boolean(),
    undoCount: z.int().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal('tentative'),
    session: heldSessionSchema,
    deadline: deadlineSchema,
    undoCount: z.int().nonnegative(),
    press: z.strictObject({
      ratingId: ratingIdSchema,
      level: levelSchema,
      source: pressSourceSchema,
      pressedAt: moment,
      latencyMs: z.int().nonnegative(),
    }),
  }),
  z.strictObject({
    kind: z.literal('reasons'),
    session: heldSessionSchema,
    ratingId: ratingIdSchema,
    level: levelSchema,
    deadline: moment,
  }),
  z.strictObject({
    kind: z.literal('notice'),
    notice: z.enum(['thanks', 'already-rated', 'unrated']),
    deadline: moment,
  }),
]);
export type Phase = z.infer<typeof phaseSchema>;
export type PhaseOf<K extends Phase['kind']> = Extract<Phase, { kind: K }>;

/** Everything a session machine knows; kept on disk whole, so that a restarted process goes on where the last one stopped. */
export const sessionStateSchema = z.strictObject({
  phase: phaseSchema,
  /** Opened while someone was still rating, oldest first. */
  waiting: z.array(heldSessionSchema),
  /** The last sessions closed here, so that one pushed again is not opened twice. */
  recent: z.array(sessionIdSchema),
  language: languageSchema,
  /** As it was stored before there was a choice. */
  display: displaySchema.default(STANDARD_DISPLAY),
});
export type SessionState = z.infer<typeof sessionStateSchema>;

/** A machine with nobody in front of it. */
export function emptyState(language: SessionState['language'], display: Display = STANDARD_DISPLAY): SessionState {
  return { phase: { kind: 'idle' }, waiting: [], recent: [], language, display };
}

/**
 * Moves a stored state onto the clock of a new process, so that every countdown goes on with what was left of it.
 * What was painted before is not on the glass any more.
 */
export function rebase(state: SessionState, delta: number): SessionState {
  const { phase } = state;
  if (phase.kind === 'idle') return state;
  switch (phase.kind) {
    case 'inviting': {
      const deadline = phase.deadline === null ? null : phase.deadline + delta;
      return { ...state, phase: { ...phase, deadline, since: phase.since + delta, paintedAt: null } };
    }
    case 'tentative': {
      const deadline = phase.deadline === null ? null : phase.deadline + delta;
      const press = { ...phase.press, pressedAt: phase.press.pressedAt + delta };
      return { ...state, phase: { ...phase, deadline, press } };
    }
    default:
      return { ...state, phase: { ...phase, deadline: phase.deadline + delta } };
  }
}
