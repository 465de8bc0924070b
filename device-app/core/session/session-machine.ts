import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { foreignItems } from '@mingjing/shared/domain/matter-items.ts';
import { foreignTags } from '@mingjing/shared/domain/reason-tags.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { type Delays, delaysFor } from '../delays.ts';
import { isSelfTest } from './self-test-session.ts';
import { closedEntry, openedEntry, ratingEntry, reasonsEntry, type Said, saidNothing } from './session-entries.ts';
import type { DisplayChange, SessionContext, SessionInput, SessionReply, SessionStep } from './session-input.ts';
import type { HeldSession, Phase, PhaseOf, SessionState } from './session-state.ts';

/** Sessions that may wait; one more pushes out the oldest, which nobody will come back for. */
export const WAITING_MAX = 5;
/** Closed sessions remembered. */
const RECENT_MAX = 100;

type Input<K extends SessionInput['kind']> = Extract<SessionInput, { kind: K }>;

/**
 * The rating session: a pure function of (state, input, world).
 * idle → inviting → tentative ⇄ inviting → reasons → notice → idle. A level is appended to the log exactly on
 * leaving `tentative` forwards, in the same transaction that stores the next state, so a crash can neither lose nor double it.
 */
export function stepSession(state: SessionState, input: SessionInput, context: SessionContext): SessionStep {
  switch (input.kind) {
    case 'open':
      return open(input.again === true ? forget(state, input.session) : state, input.session, context);
    case 'close':
      return close(state, input, context);
    case 'press':
      return press(state, input, context);
    case 'undo':
      return undo(state, input.sessionId, context);
    case 'confirm':
      return isAt(state, 'tentative', input.sessionId) ? commit(state, state.phase, context) : stay(state);
    case 'more-time':
      return moreTime(state, input.sessionId, context);
    case 'give-reasons':
    case 'skip-reasons':
      return reasons(state, input, context);
    case 'set-language':
      return step({ ...state, language: input.language, phase: touched(state.phase) }, [], 'kept');
    case 'set-display':
      return setDisplay(state, input.display, context);
    case 'painted':
      return painted(state, context);
    case 'tick':
      return tick(state, context);
    default:
      return assertNever(input);
  }
}

/** Whether pads may rate now. */
export function isArmed(state: SessionState): boolean {
  return state.phase.kind === 'inviting';
}

/** The session in front of the citizen, if any. */
export function currentSession(state: SessionState): HeldSession | undefined {
  return 'session' in state.phase ? state.phase.session : undefined;
}

function open(state: SessionState, session: HeldSession, context: SessionContext): SessionStep {
  const { sessionId } = session.view;
  const known = [currentSession(state), ...state.waiting].some((held) => held?.view.sessionId === sessionId);
  if (known) return stay(state, 'already-open');
  if (state.recent.includes(sessionId)) return stay(state, 'already-closed');
  const tested = testIn(state);
  if (isSelfTest(session)) {
    // Only where there is nobody at all, and one at a time.
    if (state.phase.kind !== 'idle') return stay(state);
  } else if (tested !== undefined) return giveWay(state, tested, session, context);
  const opened = openedEntry(session);
  const { phase } = state;
  if (phase.kind === 'idle') {
    // Who scans a receipt has just chosen how the screen is to be shown.
    const chosen = session.view.openedBy === 'kiosk' ? state : asSet(state, context);
    return step(invite(chosen, session, context), [opened], 'shown');
  }
  if (phase.kind === 'inviting' && !phase.touched) {
    const closed = closedEntry(phase.session, 'replaced');
    return step(invite(asSet(remember(state, phase.session), context), session, context), [closed, opened], 'shown');
  }
  const waiting = [...state.waiting, session];
  const pushedOut = waiting.length > WAITING_MAX ? waiting.shift() : undefined;
  const ending = { ...state, phase: ended(phase, context), waiting };
  if (pushedOut === undefined) return step(ending, [opened], 'waiting');
  return step(remember(ending, pushedOut), [opened, closedEntry(pushedOut, 'replaced')], 'waiting');
}

/** The session by which the terminal tries itself, while it is on the screen. */
function testIn(state: SessionState): HeldSession | undefined {
  const current = currentSession(state);
  return current !== undefined && isSelfTest(current) ? current : undefined;
}

/** A person comes before any test, whatever the test is at: nothing of it is kept, and nobody waits. */
function giveWay(state: SessionState, tested: HeldSession, session: HeldSession, context: SessionContext): SessionStep {
  const alone: SessionState = { ...remember(state, tested), phase: { kind: 'idle' } };
  const next = open(alone, session, context);
  return { ...next, entries: [closedEntry(tested, 'cancelled'), ...next.entries] };
}

function close(state: SessionState, input: Input<'close'>, context: SessionContext): SessionStep {
  const { phase } = state;
  const waiting = state.waiting.find((held) => held.view.sessionId === input.sessionId);
  if (waiting !== undefined) {
    const rest = state.waiting.filter((held) => held !== waiting);
    return step({ ...remember(state, waiting), waiting: rest }, [closedEntry(waiting, input.reason)], 'closed');
  }
  if (!('session' in phase) || phase.session.view.sessionId !== input.sessionId) return stay(state, 'not-open');
  if (phase.kind === 'reasons') return stay(state, 'already-rated');
  if (phase.kind === 'tentative') {
    // Both ways at once: the press is kept too, and the gateway decides which one counts.
    if (input.reason === 'cancelled') {
      return isSelfTest(phase.session)
        ? endTest(state, phase.session, 'cancelled', context)
        : stay(state, 'already-rated');
    }
    const entries = [ratingEntry(phase, state.language, context), closedEntry(phase.session, input.reason)];
    return step(notice(remember(state, phase.session), 'already-rated', context), entries, 'closed');
  }
  const entries = [closedEntry(phase.session, input.reason)];
  const after = remember(state, phase.session);
  if (input.reason === 'rated-elsewhere') return step(notice(after, 'already-rated', context), entries, 'closed');
  return step(goOn(after, context), entries, 'closed');
}

function press(state: SessionState, input: Input<'press'>, context: SessionContext): SessionStep {
  const { phase } = state;
  if (phase.kind !== 'inviting') return stay(state);
  if (input.sessionId !== undefined && input.sessionId !== phase.session.view.sessionId) return stay(state);
  // A test tries the glass; what comes by any other way was meant for something else.
  if (isSelfTest(phase.session) && input.source !== 'screen') return stay(state);
  // On the glass only what was painted can have been meant; a pad has no glass.
  const visibleSince = input.source === 'pad' ? phase.since : phase.paintedAt;
  if (visibleSince === null || context.mono - visibleSince < delaysOf(state, context).guardMs) return stay(state);
  const next: PhaseOf<'tentative'> = {
    kind: 'tentative',
    session: phase.session,
    deadline: endOf(state, 'undoMs', context),
    undoCount: phase.undoCount,
    press: {
      ratingId: input.ratingId,
      level: input.level,
      source: input.source,
      pressedAt: context.mono,
      latencyMs: Math.max(0, Math.round(context.mono - (phase.paintedAt ?? phase.since))),
    },
  };
  return step({ ...state, phase: next }, [], 'kept');
}

function undo(state: SessionState, sessionId: SessionId, context: SessionContext): SessionStep {
  if (!isAt(state, 'tentative', sessionId)) return stay(state);
  const { session, undoCount } = state.phase;
  const again = invitation(state, session, context, { touched: true, undoCount: undoCount + 1 });
  return step({ ...state, phase: again }, [], 'kept');
}

function commit(state: SessionState, phase: PhaseOf<'tentative'>, context: SessionContext): SessionStep {
  if (isSelfTest(phase.session)) {
    const ended = endTest(state, phase.session, 'rated', context);
    return { ...ended, entries: [ratingEntry(phase, state.language, context), ...ended.entries], reply: 'kept' };
  }
  const next: PhaseOf<'reasons'> = {
    kind: 'reasons',
    session: phase.session,
    ratingId: phase.press.ratingId,
    level: phase.press.level,
    deadline: context.mono + delaysOf(state, context).reasonsMs,
  };
  return step({ ...state, phase: next }, [ratingEntry(phase, state.language, context)], 'kept');
}

/** Nobody is there to give reasons, and nobody to thank. */
function endTest(
  state: SessionState,
  session: HeldSession,
  outcome: 'rated' | 'cancelled' | 'unrated',
  context: SessionContext,
): SessionStep {
  return step(goOn(remember(state, session), context), [closedEntry(session, outcome)], 'closed');
}

function reasons(
  state: SessionState,
  input: Input<'give-reasons'> | Input<'skip-reasons'>,
  context: SessionContext,
): SessionStep {
  if (!isAt(state, 'reasons', input.sessionId)) return stay(state);
  if (input.kind === 'skip-reasons') return thank(state, state.phase, saidNothing({ skipped: true }), context);
  if (foreignTags(input.tags, state.phase.level, context.catalogue).length > 0) return stay(state);
  if (foreignItems(input.items, state.phase.session.view.taskType).length > 0) return stay(state);
  const { tags, items, text, ink } = input;
  return thank(state, state.phase, { tags, items, text, ink, skipped: false }, context);
}

function thank(state: SessionState, phase: PhaseOf<'reasons'>, said: Said, context: SessionContext): SessionStep {
  const entries = [reasonsEntry(phase, said, context), closedEntry(phase.session, 'rated')];
  return step(notice(remember(state, phase.session), 'thanks', context), entries, 'kept');
}

function moreTime(state: SessionState, sessionId: SessionId, context: SessionContext): SessionStep {
  if (!isAt(state, 'inviting', sessionId) && !isAt(state, 'reasons', sessionId)) return stay(state);
  return step({ ...state, phase: touched(waitAnew(state, context)) }, [], 'kept');
}

/** Whoever changes the display has only begun to see the page. */
function setDisplay(state: SessionState, change: DisplayChange, context: SessionContext): SessionStep {
  const changed = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next = { ...state, display: { ...state.display, ...changed } };
  return step({ ...next, phase: touched(waitAnew(next, context)) }, [], 'kept');
}

/** The phase with all of its wait before it again. */
function waitAnew(state: SessionState, context: SessionContext): Phase {
  const { phase } = state;
  const { reasonsMs, noticeMs } = delaysOf(state, context);
  switch (phase.kind) {
    case 'idle':
      return phase;
    case 'inviting':
      return { ...phase, deadline: endOf(state, 'invitationMs', context) };
    case 'tentative':
      return { ...phase, deadline: endOf(state, 'undoMs', context) };
    case 'reasons':
      return { ...phase, deadline: context.mono + reasonsMs };
    case 'notice':
      return { ...phase, deadline: context.mono + noticeMs };
    default:
      return assertNever(phase);
  }
}

function painted(state: SessionState, context: SessionContext): SessionStep {
  if (state.phase.kind !== 'inviting' || state.phase.paintedAt !== null) return stay(state);
  return step({ ...state, phase: { ...state.phase, paintedAt: context.mono } }, [], 'kept');
}

function tick(state: SessionState, context: SessionContext): SessionStep {
  const { phase } = state;
  if (phase.kind === 'idle' || phase.deadline === null || context.mono < phase.deadline) return stay(state);
  switch (phase.kind) {
    case 'inviting': {
      if (isSelfTest(phase.session)) return endTest(state, phase.session, 'unrated', context);
      const after = remember(state, phase.session);
      return step(notice(after, 'unrated', context), [closedEntry(phase.session, 'unrated')], 'kept');
    }
    case 'tentative':
      return commit(state, phase, context);
    case 'reasons':
      return thank(state, phase, saidNothing({ skipped: false }), context);
    case 'notice':
      return step(goOn(state, context), [], 'kept');
    default:
      return assertNever(phase);
  }
}

function goOn(state: SessionState, context: SessionContext): SessionState {
  const [next, ...waiting] = state.waiting;
  const fresh = asSet(state, context);
  return next === undefined ? { ...fresh, phase: { kind: 'idle' } } : invite({ ...fresh, waiting }, next, context);
}

/** Language and display as the settings have them, for the next person. */
function asSet(state: SessionState, { defaultLanguage, defaultDisplay }: SessionContext): SessionState {
  return { ...state, language: defaultLanguage, display: defaultDisplay };
}

function invite(state: SessionState, session: HeldSession, context: SessionContext): SessionState {
  return { ...state, phase: invitation(state, session, context, { touched: false, undoCount: 0 }) };
}

function invitation(
  state: SessionState,
  session: HeldSession,
  context: SessionContext,
  history: { readonly touched: boolean; readonly undoCount: number },
): PhaseOf<'inviting'> {
  const deadline = endOf(state, 'invitationMs', context);
  return { kind: 'inviting', session, since: context.mono, paintedAt: null, deadline, ...history };
}

function notice(state: SessionState, kind: PhaseOf<'notice'>['notice'], context: SessionContext): SessionState {
  const deadline = context.mono + delaysOf(state, context).noticeMs;
  return { ...state, phase: { kind: 'notice', notice: kind, deadline } };
}

function delaysOf({ display }: SessionState, { delays }: SessionContext): Delays {
  return delaysFor(delays, display);
}

/** When a wait that begins now ends. One without end lasts as long as nobody else waits for the terminal. */
function endOf(state: SessionState, wait: 'invitationMs' | 'undoMs', context: SessionContext): number | null {
  const { [wait]: ms, waitedForMs } = delaysOf(state, context);
  if (ms !== null) return context.mono + ms;
  return state.waiting.length === 0 ? null : context.mono + waitedForMs;
}

/** Somebody else waits now: what had no end gets one, and may be prolonged like any other. */
function ended(phase: Phase, { mono, delays }: SessionContext): Phase {
  const isEndless = (phase.kind === 'inviting' || phase.kind === 'tentative') && phase.deadline === null;
  return isEndless ? { ...phase, deadline: mono + delays.waitedForMs } : phase;
}

function remember(state: SessionState, session: HeldSession): SessionState {
  return { ...state, recent: [...state.recent, session.view.sessionId].slice(-RECENT_MAX) };
}

function forget(state: SessionState, session: HeldSession): SessionState {
  return { ...state, recent: state.recent.filter((sessionId) => sessionId !== session.view.sessionId) };
}

function touched(phase: Phase): Phase {
  return phase.kind === 'inviting' ? { ...phase, touched: true } : phase;
}

function isAt<K extends 'inviting' | 'tentative' | 'reasons'>(
  state: SessionState,
  kind: K,
  sessionId: SessionId,
): state is SessionState & { readonly phase: PhaseOf<K> } {
  return state.phase.kind === kind && currentSession(state)?.view.sessionId === sessionId;
}

function step(state: SessionState, entries: readonly NewEntry[], reply: SessionReply): SessionStep {
  return { state, entries, reply };
}

function stay(state: SessionState, reply: SessionReply = 'ignored'): SessionStep {
  return { state, entries: [], reply };
}
