import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import type { PauseCause } from './sync-delays.ts';
import type { UploadAnswer } from './upload-answer.ts';

/** Gaps in a row without progress, after which the gateway is given a rest. */
const GAPS_IN_A_ROW = 3;

/** A batch on its way. */
interface Batch {
  readonly id: number;
  readonly toSeq: number;
}

/** What of the log the gateway has, is being sent, and comes next. */
export interface UploadState {
  readonly epoch: string;
  readonly headSeq: number;
  /** The gateway has confirmed everything up to here, as learnt on this connection. */
  readonly acked: number;
  /** Sent up to here. */
  readonly cursor: number;
  /** The highest sequence of this epoch ever sent on this connection. */
  readonly sentHigh: number;
  readonly inFlight: readonly Batch[];
  readonly nextId: number;
  /** `reading`: asked for records; `renewing`: asked for a new epoch. Nothing is sent meanwhile, nor while `offline` or `paused`. */
  readonly phase: 'offline' | 'ready' | 'reading' | 'paused' | 'renewing';
  /** Refusals, gaps and broken chains since the last progress. */
  readonly failures: number;
  readonly gaps: number;
  readonly breaks: number;
  /** This epoch was begun for a conflict and nothing of it was confirmed yet: another conflict is not our doing. */
  readonly untried: boolean;
}

export type UploadInput =
  /** The gateway has greeted us. `ackedSeq` is what the log holds for confirmed, `gatewayAck` what the gateway says. */
  | {
      readonly kind: 'connected';
      readonly epoch: string;
      readonly headSeq: number;
      readonly ackedSeq: number;
      readonly gatewayAck: number;
    }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'appended'; readonly headSeq: number }
  /** Answer to `send`: `count` records from `fromSeq` on are on their way as batch `nextId`; none when count is 0. */
  | { readonly kind: 'sent'; readonly fromSeq: number; readonly count: number }
  | {
      readonly kind: 'answered';
      readonly epoch: string;
      readonly id: number;
      readonly headSeq: number;
      readonly answer: UploadAnswer;
    }
  | { readonly kind: 'rested' }
  /** Answer to `renew`. */
  | { readonly kind: 'renewed'; readonly epoch: string; readonly headSeq: number }
  | { readonly kind: 'renewal-failed' };

export type UploadEffect =
  /** Read records after this one, send them, and report `sent`. */
  | { readonly kind: 'send'; readonly after: number }
  | { readonly kind: 'save-ack'; readonly seq: number }
  /** Begin a new epoch that carries over what follows `carryAfter`, and report `renewed`. */
  | { readonly kind: 'renew'; readonly carryAfter: number }
  /** Wait as the plan of the cause says, and report `rested`. */
  | { readonly kind: 'pause'; readonly cause: PauseCause; readonly failures: number; readonly retryAfterMs: number }
  /** Drop the connection and dial again. */
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'report'; readonly what: 'gap' | 'conflict' | 'broken' | 'refused' };

export interface UploadStep {
  readonly state: UploadState;
  readonly effects: readonly UploadEffect[];
}

export const INITIAL_UPLOAD: UploadState = {
  epoch: '',
  headSeq: 0,
  acked: 0,
  cursor: 0,
  sentHigh: 0,
  inFlight: [],
  nextId: 1,
  phase: 'offline',
  failures: 0,
  gaps: 0,
  breaks: 0,
  untried: false,
};

/** Plans the upload of a log: pure, so that every order of events can be played. */
export function planUpload(state: UploadState, input: UploadInput): UploadStep {
  switch (input.kind) {
    case 'connected':
      return connected(state, input);
    case 'disconnected':
      return { state: { ...state, phase: 'offline', inFlight: [] }, effects: [] };
    case 'appended':
      return pump({ ...state, headSeq: Math.max(state.headSeq, input.headSeq) });
    case 'sent':
      return sent(state, input.fromSeq, input.count);
    case 'answered':
      return answered(state, input);
    case 'rested':
      return state.phase === 'paused' ? pump({ ...state, phase: 'ready' }) : { state, effects: [] };
    case 'renewed':
      return renewed(state, input.epoch, input.headSeq);
    case 'renewal-failed':
      return state.phase === 'renewing' ? rest(state, 'storage') : { state, effects: [] };
    default:
      return assertNever(input);
  }
}

/**
 * Goes on from where both agree. What the gateway claims beyond our own books is sent again and not believed: behind a copied disk the
 * other machine's records stand under the same numbers, and only comparing them tells.
 */
function connected(state: UploadState, input: Extract<UploadInput, { kind: 'connected' }>): UploadStep {
  const { epoch, headSeq, ackedSeq, gatewayAck } = input;
  const start = Math.min(ackedSeq, gatewayAck);
  const untried = state.untried && state.epoch === epoch;
  const fresh: UploadState = {
    ...state,
    epoch,
    headSeq,
    acked: start,
    cursor: start,
    sentHigh: start,
    inFlight: [],
    phase: 'ready',
    untried,
  };
  return gatewayAck > headSeq ? conflict(fresh) : pump(fresh);
}

function sent(state: UploadState, fromSeq: number, count: number): UploadStep {
  if (state.phase !== 'reading') return { state, effects: [] };
  const ready: UploadState = { ...state, phase: 'ready' };
  if (count === 0) return { state: { ...ready, headSeq: state.cursor }, effects: [] };
  // The gateway wants records that we have pruned: it lost what it had confirmed. Only a new epoch can go on.
  if (fromSeq !== state.cursor + 1) return conflict(ready);
  const toSeq = fromSeq + count - 1;
  return pump({
    ...ready,
    cursor: toSeq,
    sentHigh: Math.max(state.sentHigh, toSeq),
    inFlight: [...state.inFlight, { id: state.nextId, toSeq }],
    nextId: state.nextId + 1,
  });
}

function answered(state: UploadState, input: Extract<UploadInput, { kind: 'answered' }>): UploadStep {
  const { epoch, id, headSeq, answer } = input;
  if (state.phase === 'offline' || state.phase === 'renewing' || epoch !== state.epoch) return { state, effects: [] };
  const current = { ...state, headSeq: Math.max(state.headSeq, headSeq) };
  if (answer.kind === 'ack') return acknowledged(current, id, answer.ackSeq);
  // The batch was given up already.
  if (!state.inFlight.some((batch) => batch.id === id)) return { state: current, effects: [] };
  switch (answer.kind) {
    case 'gap':
      return gap(current, answer.expectedSeq);
    case 'conflict':
      return conflict(current);
    case 'busy':
      return rest(current, 'busy', answer.retryAfterMs);
    case 'broken':
      return broken(current);
    case 'refused':
      return report(rest(current, 'refused'), 'refused');
    case 'lost':
      return { state: current, effects: [{ kind: 'reconnect' }] };
    default:
      return assertNever(answer);
  }
}

function acknowledged(state: UploadState, id: number, ackSeq: number): UploadStep {
  // More than we ever wrote: another log stands under our numbers.
  if (ackSeq > state.headSeq) return conflict(state);
  const batch = state.inFlight.find((candidate) => candidate.id === id);
  // Given up already: it is on its way again, and the answer to that will prove it.
  if (batch === undefined) return { state, effects: [] };
  // Only this batch and what it builds on was compared; behind it a copied disk's records may stand under our numbers.
  const acked = Math.max(state.acked, Math.min(ackSeq, batch.toSeq));
  const progress = acked > state.acked;
  const next: UploadState = {
    ...state,
    acked,
    cursor: Math.max(state.cursor, acked),
    inFlight: state.inFlight.filter((other) => other.id !== id && other.toSeq > acked),
    ...(progress ? { failures: 0, gaps: 0, breaks: 0, untried: false } : {}),
  };
  const save: UploadEffect[] = progress ? [{ kind: 'save-ack', seq: acked }] : [];
  const step = batch.toSeq > acked ? report(rest(next, 'refused'), 'refused') : pump(next);
  return { ...step, effects: [...save, ...step.effects] };
}

function gap(state: UploadState, expectedSeq: number): UploadStep {
  const before = expectedSeq - 1;
  if (before > state.headSeq) return conflict(state);
  // A gap ahead of everything we sent would skip records unproven.
  if (before >= state.sentHigh) return report(rest(state, 'refused'), 'refused');
  const rewound = { ...rewind(state), acked: Math.min(state.acked, before), cursor: before, gaps: state.gaps + 1 };
  return report(rewound.gaps > GAPS_IN_A_ROW ? rest(rewound, 'refused') : pump(rewound), 'gap');
}

/** A chain that stays broken never heals by itself; a new epoch begins a new chain. */
function broken(state: UploadState): UploadStep {
  if (state.breaks > 0) return conflict(state);
  return report(rest({ ...state, breaks: state.breaks + 1 }, 'broken'), 'broken');
}

function conflict(state: UploadState): UploadStep {
  if (state.untried) return report(rest(state, 'refused'), 'refused');
  const renewing: UploadState = { ...state, phase: 'renewing', inFlight: [] };
  return report({ state: renewing, effects: [{ kind: 'renew', carryAfter: state.acked }] }, 'conflict');
}

function renewed(state: UploadState, epoch: string, headSeq: number): UploadStep {
  if (state.phase !== 'renewing') return { state, effects: [] };
  return pump({ ...state, epoch, headSeq, acked: 0, cursor: 0, sentHigh: 0, phase: 'ready', breaks: 0, untried: true });
}

function rest(state: UploadState, cause: PauseCause, retryAfterMs = 0): UploadStep {
  const failures = state.failures + 1;
  const paused: UploadState = { ...rewind(state), phase: 'paused', failures };
  return { state: paused, effects: [{ kind: 'pause', cause, failures, retryAfterMs }] };
}

/** Forgets what is on its way: it will be sent again, and answers to it count only where they confirm. */
function rewind(state: UploadState): UploadState {
  return { ...state, cursor: state.acked, inFlight: [] };
}

function report(step: UploadStep, what: 'gap' | 'conflict' | 'broken' | 'refused'): UploadStep {
  return { ...step, effects: [{ kind: 'report', what }, ...step.effects] };
}

function pump(state: UploadState): UploadStep {
  const room = state.inFlight.length < PROTOCOL_LIMITS.maxUploadsInFlight;
  if (state.phase !== 'ready' || !room || state.cursor >= state.headSeq) return { state, effects: [] };
  return { state: { ...state, phase: 'reading' }, effects: [{ kind: 'send', after: state.cursor }] };
}
