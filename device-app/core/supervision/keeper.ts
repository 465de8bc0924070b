import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { afterDeath, type RespawnPlan, type RespawnState } from './respawn.ts';

export interface KeeperPorts<P> {
  /** Name of the part in the log: `runtime`, `window`, `browser`. */
  readonly part: string;
  readonly plan: RespawnPlan;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Starts the part; it calls `died` when it ends, however that happens. Later calls of the same `died` are ignored. */
  readonly start: (died: (reason: string) => void) => P;
  /** Restarting did not help. The keeper rests. */
  readonly onGiveUp: () => void;
}

export interface Keeper<P> {
  start(): void;
  /** The part as started last; undefined while there is none. */
  current(): P | undefined;
  /** From now on a death is expected, and nothing is started. Does not end the part itself. */
  rest(): void;
}

/** Keeps one part alive: starts it, starts it again after each death by the plan, gives up at the cap. */
export function createKeeper<P>({ part, plan, clock, timers, log, start, onGiveUp }: KeeperPorts<P>): Keeper<P> {
  let state: RespawnState = [];
  let current: P | undefined;
  let generation = 0;
  let cancel: (() => void) | undefined;

  const begin = (): void => {
    cancel = undefined;
    generation += 1;
    const mine = generation;
    const started = start((reason) => {
      if (mine === generation) bury(reason);
    });
    if (mine === generation) current = started;
  };

  const bury = (reason: string): void => {
    generation += 1;
    current = undefined;
    const after = afterDeath(plan, state, clock.mono());
    state = after.state;
    if (after.verdict.kind === 'give-up') {
      log('shell.part-gave-up', { part, reason, deaths: state.length });
      onGiveUp();
      return;
    }
    const { delayMs } = after.verdict;
    log('shell.part-died', { part, reason, restartInMs: delayMs });
    cancel = timers.after(delayMs, begin);
  };

  return {
    start: begin,
    current: () => current,
    rest: () => {
      generation += 1;
      cancel?.();
      cancel = undefined;
      current = undefined;
    },
  };
}
