import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { isWhite, UNWATCHED, type WatchInput, type WatchPlan, watchNext } from './white-screen.ts';

export interface ScreenWatchPorts {
  readonly plan: WatchPlan;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Called once per screen that went white; the screen is unwatched from then on. */
  readonly onWhite: () => void;
}

export interface ScreenWatch {
  /** A fresh screen is up and promises a painted frame at least every `beatMs` milliseconds. */
  started(beatMs: number): void;
  painted(): void;
  resumed(): void;
  stopped(): void;
}

/** Runs the white-screen rule against a clock and a timer. */
export function createScreenWatch({ plan, clock, timers, onWhite }: ScreenWatchPorts): ScreenWatch {
  let state = UNWATCHED;
  let cancel: (() => void) | undefined;

  const take = (input: WatchInput): void => {
    state = watchNext(plan, state, input);
    // A pending timer is early at worst: it looks again. So a frame costs no timer.
    if (state.deadlineAt === null) {
      cancel?.();
      cancel = undefined;
    } else if (cancel === undefined) arm(state.deadlineAt);
  };
  const arm = (deadlineAt: number): void => {
    cancel = timers.after(Math.max(1, deadlineAt - clock.mono()), look);
  };
  const look = (): void => {
    cancel = undefined;
    if (isWhite(state, clock.mono())) {
      take({ kind: 'stopped' });
      onWhite();
    } else if (state.deadlineAt !== null) arm(state.deadlineAt);
  };

  return {
    started: (beatMs) => {
      take({ kind: 'stopped' });
      take({ kind: 'started', now: clock.mono(), beatMs });
    },
    painted: () => take({ kind: 'painted', now: clock.mono() }),
    resumed: () => take({ kind: 'resumed', now: clock.mono() }),
    stopped: () => take({ kind: 'stopped' }),
  };
}
