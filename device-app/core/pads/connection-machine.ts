import type { DeviceProblem } from '../devices/device-problem.ts';

/**
 * The life of one pad's connection, as a pure function: search → open → settle → prove → connected, and back through a pause whatever
 * fails. Where the system says that devices came or went, the pause ends at once and the count of failures begins anew.
 *
 * Invariants, held by random walks in the test: at most one port is open at a time; every port that opens is closed again; from any
 * state but `stopped` a present pad is reached without help from outside; nothing is left open after `stop`.
 *
 * Each round has a number. What arrives late from an earlier round is ignored, except that a port that opened late is closed.
 */
export type ConnectionState =
  | { readonly at: 'stopped'; readonly round: number }
  | { readonly at: 'searching'; readonly round: number; readonly failures: number }
  | { readonly at: 'opening'; readonly round: number; readonly failures: number; readonly path: string }
  | { readonly at: 'settling'; readonly round: number; readonly failures: number; readonly path: string }
  /** Open, and asked whether it is the device that is looked for. */
  | { readonly at: 'proving'; readonly round: number; readonly failures: number; readonly path: string }
  | { readonly at: 'connected'; readonly round: number; readonly path: string }
  | { readonly at: 'closing'; readonly round: number; readonly failures: number }
  | { readonly at: 'waiting'; readonly round: number; readonly failures: number }
  /** Asked to stop while a port was opening or closing: its end is awaited. */
  | { readonly at: 'stopping'; readonly round: number };

export type ConnectionInput = { readonly round: number } & (
  | { readonly type: 'start' | 'stop' | 'opened' | 'settled' | 'proved' | 'closed' | 'retry' | 'changed' }
  | { readonly type: 'found'; readonly path: string }
  | { readonly type: 'not-found' | 'open-failed' | 'gone'; readonly problem: DeviceProblem }
);

export type ConnectionEffect = { readonly round: number } & (
  | { readonly type: 'search' | 'settle' | 'prove' | 'close' }
  | { readonly type: 'open'; readonly path: string }
  /** Wait before the next round; `failures` in a row so far. */
  | { readonly type: 'pause'; readonly failures: number }
  | { readonly type: 'connected'; readonly path: string }
  | { readonly type: 'problem'; readonly problem: DeviceProblem }
  | { readonly type: 'stopped' }
);

export interface ConnectionStep {
  readonly state: ConnectionState;
  readonly effects: readonly ConnectionEffect[];
}

export const STOPPED: ConnectionState = { at: 'stopped', round: 0 };

function stay(state: ConnectionState): ConnectionStep {
  return { state, effects: [] };
}

function search(round: number, failures: number): ConnectionStep {
  return { state: { at: 'searching', round, failures }, effects: [{ type: 'search', round }] };
}

function pause(round: number, failures: number, problem: DeviceProblem): ConnectionStep {
  return {
    state: { at: 'waiting', round, failures },
    effects: [
      { type: 'problem', problem, round },
      { type: 'pause', failures, round },
    ],
  };
}

function lose(round: number, failures: number, problem: DeviceProblem): ConnectionStep {
  return {
    state: { at: 'closing', round, failures },
    effects: [
      { type: 'problem', problem, round },
      { type: 'close', round },
    ],
  };
}

type Handle<S extends ConnectionState['at']> = (
  state: Extract<ConnectionState, { at: S }>,
  input: ConnectionInput,
) => ConnectionStep;

const stopped: Handle<'stopped'> = (state, input) =>
  input.type === 'start' ? search(state.round + 1, 0) : stay(state);

const searching: Handle<'searching'> = (state, input) => {
  const { round, failures } = state;
  if (input.type === 'found') {
    return {
      state: { at: 'opening', round, failures, path: input.path },
      effects: [{ type: 'open', path: input.path, round }],
    };
  }
  return input.type === 'not-found' ? pause(round, failures + 1, input.problem) : stay(state);
};

const opening: Handle<'opening'> = (state, input) => {
  const { round, failures, path } = state;
  if (input.type === 'opened') {
    return { state: { at: 'settling', round, failures, path }, effects: [{ type: 'settle', round }] };
  }
  return input.type === 'open-failed' ? pause(round, failures + 1, input.problem) : stay(state);
};

const settling: Handle<'settling'> = (state, input) => {
  const { round, failures, path } = state;
  if (input.type === 'gone') return lose(round, failures + 1, input.problem);
  if (input.type !== 'settled') return stay(state);
  return { state: { at: 'proving', round, failures, path }, effects: [{ type: 'prove', round }] };
};

const proving: Handle<'proving'> = (state, input) => {
  const { round, failures, path } = state;
  if (input.type === 'gone') return lose(round, failures + 1, input.problem);
  if (input.type !== 'proved') return stay(state);
  return { state: { at: 'connected', round, path }, effects: [{ type: 'connected', path, round }] };
};

const connected: Handle<'connected'> = (state, input) =>
  input.type === 'gone' ? lose(state.round, 1, input.problem) : stay(state);

const closing: Handle<'closing'> = (state, input) =>
  input.type === 'closed'
    ? {
        state: { at: 'waiting', round: state.round, failures: state.failures },
        effects: [{ type: 'pause', failures: state.failures, round: state.round }],
      }
    : stay(state);

const waiting: Handle<'waiting'> = (state, input) =>
  input.type === 'retry' ? search(state.round + 1, state.failures) : stay(state);

const stopping: Handle<'stopping'> = (state, input) => {
  const { round } = state;
  if (input.type === 'opened') return { state, effects: [{ type: 'close', round }] };
  if (input.type !== 'open-failed' && input.type !== 'closed') return stay(state);
  return { state: { at: 'stopped', round }, effects: [{ type: 'stopped', round }] };
};

const HANDLERS: { readonly [S in ConnectionState['at']]: Handle<S> } = {
  stopped,
  searching,
  opening,
  settling,
  proving,
  connected,
  closing,
  waiting,
  stopping,
};

function stop(state: ConnectionState): ConnectionStep {
  const { round } = state;
  if (state.at === 'opening' || state.at === 'closing') return stay({ at: 'stopping', round });
  if (state.at === 'settling' || state.at === 'proving' || state.at === 'connected') {
    return { state: { at: 'stopping', round }, effects: [{ type: 'close', round }] };
  }
  return state.at === 'stopping'
    ? stay(state)
    : { state: { at: 'stopped', round }, effects: [{ type: 'stopped', round }] };
}

/** A port that opened when nobody waits for it any more, such as after a deadline, is closed at once. */
function isLateOpen(state: ConnectionState, input: ConnectionInput): boolean {
  if (input.type !== 'opened') return false;
  return input.round !== state.round || (state.at !== 'opening' && state.at !== 'stopping');
}

/** Devices came or went: what failed before is no reason to wait any more. */
function changed(state: ConnectionState): ConnectionStep {
  if (state.at === 'waiting') return search(state.round + 1, 0);
  return stay('failures' in state ? { ...state, failures: 0 } : state);
}

/** One step of a connection's life. `start`, `stop` and `changed` are heard in any round, everything else only in its own. */
export function stepConnection(state: ConnectionState, input: ConnectionInput): ConnectionStep {
  if (input.type === 'stop') return stop(state);
  if (input.type === 'changed') return changed(state);
  if (isLateOpen(state, input)) return { state, effects: [{ type: 'close', round: input.round }] };
  if (input.type !== 'start' && input.round !== state.round) return stay(state);
  const handle = HANDLERS[state.at] as Handle<ConnectionState['at']>;
  return handle(state, input);
}
