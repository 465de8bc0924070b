import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { backoffDelay } from '@mingjing/shared/basics/backoff.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, type Result } from '@mingjing/shared/basics/result.ts';
import {
  type ConnectionEffect,
  type ConnectionInput,
  type ConnectionState,
  STOPPED,
  stepConnection,
} from '../core/pads/connection-machine.ts';
import { PAD_DELAYS } from './delays.data.ts';
import { findPort } from './find-port.ts';
import type { OpenProblem, SerialBackend, SerialConnection } from './serial-backend.ts';

export interface ConnectionEvents {
  onConnected(connection: SerialConnection, path: string): void;
  /** Not connected, or no longer: why. */
  onProblem(problem: string, holder: string | undefined, wasConnected: boolean): void;
  onData(bytes: Uint8Array): void;
}

export interface PadConnection {
  start(): void;
  /** Gives up the connection as lost, as if the pad had been unplugged; it is looked for again. */
  drop(problem: string): void;
  /** Resolves once nothing is open any more. */
  stop(): Promise<void>;
}

interface Parts {
  readonly profile: PadProfile;
  readonly path: string | undefined;
  readonly serial: SerialBackend;
  readonly timers: Timers;
  readonly random: () => number;
  /** Ports in use by the pads of this terminal; this one adds and removes its own. */
  readonly taken: Set<string>;
}

/** Keeps one pad connected: carries out what the connection machine decides. */
export function createPadConnection(parts: Parts, events: ConnectionEvents): PadConnection {
  const { profile, serial, timers } = parts;
  const { serial: options } = profile.transport;
  const open = new Map<number, SerialConnection>();
  /** Ports that were lost before they were reported open. */
  const lost = new Map<number, string>();
  let state: ConnectionState = STOPPED;
  let holder: string | undefined;
  let claimed: string | undefined;
  let cancelTimer: () => void = () => undefined;
  let whenStopped: (() => void)[] = [];

  const claim = (path: string | undefined): void => {
    if (claimed !== undefined) parts.taken.delete(claimed);
    claimed = path;
    if (path !== undefined) parts.taken.add(path);
  };

  const dispatch = (input: ConnectionInput): void => {
    const step = stepConnection(state, input);
    state = step.state;
    for (const effect of step.effects) carryOut(effect);
  };

  const withDeadline = (ms: number, late: () => void, work: Promise<void>): void => {
    const cancel = timers.after(ms, late);
    void work.finally(cancel);
  };

  const search = (round: number): void => {
    const work = findPort(serial, profile, parts.path, parts.taken).then((found) => {
      // Another pad may have taken the same port while this search was under way.
      const free = found.ok && parts.taken.has(found.value) ? err(`${found.value} was just taken`) : found;
      if (free.ok && state.at === 'searching' && state.round === round) claim(free.value);
      dispatch(
        free.ok ? { type: 'found', path: free.value, round } : { type: 'not-found', problem: free.error, round },
      );
    });
    const late = () => dispatch({ type: 'not-found', problem: 'the system does not answer about its ports', round });
    withDeadline(PAD_DELAYS.searchDeadlineMs, late, work);
  };

  const opened = (round: number, result: Result<SerialConnection, OpenProblem>): void => {
    if (!result.ok) {
      holder = result.error.holder;
      dispatch({ type: 'open-failed', problem: result.error.reason, round });
      return;
    }
    open.set(round, result.value);
    dispatch({ type: 'opened', round });
    const problem = lost.get(round);
    if (problem !== undefined) dispatch({ type: 'gone', problem, round });
  };

  const openPort = (path: string, round: number): void => {
    lost.clear();
    const work = serial
      .open(path, options, profile.heartbeat.presenceCheckMs, {
        onData: (bytes) => {
          if (state.at === 'connected' && state.round === round) events.onData(bytes);
        },
        onGone: (problem) => {
          if (!open.has(round)) lost.set(round, problem);
          dispatch({ type: 'gone', problem, round });
        },
      })
      .then((result) => opened(round, result));
    const late = () => dispatch({ type: 'open-failed', problem: `opening ${path} takes too long`, round });
    withDeadline(PAD_DELAYS.openDeadlineMs, late, work);
  };

  const close = (round: number): void => {
    const connection = open.get(round);
    open.delete(round);
    const closed = () => dispatch({ type: 'closed', round });
    withDeadline(PAD_DELAYS.closeDeadlineMs, closed, (connection?.close() ?? Promise.resolve()).then(closed));
  };

  const pause = (failures: number, round: number): void => {
    const { minMs, maxMs, jitter } = profile.reconnect;
    const ms = backoffDelay({ firstMs: minMs, maxMs, factor: 2, jitter }, failures, parts.random());
    cancelTimer();
    cancelTimer = timers.after(ms, () => dispatch({ type: 'retry', round }));
  };

  const stopped = (): void => {
    cancelTimer();
    claim(undefined);
    for (const resolve of whenStopped) resolve();
    whenStopped = [];
  };

  const EFFECTS: {
    readonly [T in ConnectionEffect['type']]: (effect: Extract<ConnectionEffect, { type: T }>) => void;
  } = {
    search: ({ round }) => search(round),
    open: ({ path, round }) => openPort(path, round),
    settle: ({ round }) => {
      const settled = () => dispatch({ type: 'settled', round });
      if (options.settleMs === 0) settled();
      else cancelTimer = timers.after(options.settleMs, settled);
    },
    close: ({ round }) => close(round),
    pause: ({ failures, round }) => {
      claim(undefined);
      pause(failures, round);
    },
    connected: ({ path, round }) => {
      const connection = open.get(round);
      if (connection !== undefined) events.onConnected(connection, path);
    },
    problem: ({ problem, wasConnected }) => {
      events.onProblem(problem, holder, wasConnected);
      holder = undefined;
    },
    stopped,
  };
  function carryOut(effect: ConnectionEffect): void {
    (EFFECTS[effect.type] as (effect: ConnectionEffect) => void)(effect);
  }

  return {
    start: () => dispatch({ type: 'start', round: state.round }),
    drop: (problem) => dispatch({ type: 'gone', problem, round: state.round }),
    stop: () =>
      new Promise((resolve) => {
        whenStopped.push(resolve);
        dispatch({ type: 'stop', round: state.round });
      }),
  };
}
