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
  let armed: { readonly at: number; readonly cancel: () => void } | undefined;

  const take = (input: WatchInput): void => {
    state = watchNext(plan, state, input);
    const { deadlineAt } = state;
    // A timer that comes too early looks again, so most frames need no new one; one that would come too late is replaced.
    if (armed !== undefined && (deadlineAt === null || deadlineAt < armed.at)) {
      armed.cancel();
      armed = undefined;
    }
    if (deadlineAt !== null && armed === undefined) arm(deadlineAt);
  };
  const arm = (at: number): void => {
    armed = { at, cancel: timers.after(Math.max(1, at - clock.mono()), look) };
  };
  const look = (): void => {
    armed = undefined;
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
