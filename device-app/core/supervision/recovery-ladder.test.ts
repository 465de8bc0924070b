import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RECOVERY_LADDER } from './plans.data.ts';
import {
  climb,
  FRESH_LADDER,
  type LadderHistory,
  type LadderPlan,
  ladderHistorySchema,
  type Rung,
} from './recovery-ladder.ts';

const PLAN: LadderPlan = { relaunchWindowMs: 60, maxRelaunches: 2, rebootWindowMs: 600, maxReboots: 1 };

function play(times: readonly number[], plan = PLAN, from = FRESH_LADDER): { rungs: Rung[]; history: LadderHistory } {
  let history = from;
  const rungs = times.map((now) => {
    const step = climb(plan, history, now);
    history = step.history;
    return step.rung;
  });
  return { rungs, history };
}

describe('climb', () => {
  it.each<{ name: string; times: number[]; rungs: Rung[] }>([
    { name: 'tries fresh shells, then a reboot', times: [0, 1, 2], rungs: ['relaunch', 'relaunch', 'reboot'] },
    {
      name: 'never reboots twice in a window: fresh shells for as long as it takes',
      times: [0, 1, 2, 3, 4, 5, 6, 7],
      rungs: ['relaunch', 'relaunch', 'reboot', 'relaunch', 'relaunch', 'relaunch', 'relaunch', 'relaunch'],
    },
    { name: 'forgives old relaunches', times: [0, 1, 100, 101], rungs: Array<Rung>(4).fill('relaunch') },
    {
      name: 'reboots again when the last reboot is long past',
      times: [0, 1, 2, 700, 701, 702],
      rungs: ['relaunch', 'relaunch', 'reboot', 'relaunch', 'relaunch', 'reboot'],
    },
    { name: 'counts times of a clock set back since', times: [50, 51, 20], rungs: ['relaunch', 'relaunch', 'reboot'] },
  ])('$name', ({ times, rungs }) => {
    expect(play(times).rungs).toEqual(rungs);
  });

  it('stays within its caps and within the size of its file, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000_000), { maxLength: 300 }), (times) => {
        const { history } = play(times, RECOVERY_LADDER);
        expect(ladderHistorySchema.safeParse(history).success).toBe(true);
        expect(history.reboots.length).toBeLessThanOrEqual(RECOVERY_LADDER.maxReboots);
      }),
    );
  });
});
