import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNTIME_RESPAWN, SCREEN_RESPAWN } from './plans.data.ts';
import { afterDeath, type RespawnPlan, type RespawnState, type RespawnVerdict } from './respawn.ts';

const PLAN: RespawnPlan = { delaysMs: [100, 1_000, 2_000], graceMs: 60_000, maxDeaths: 5 };

function play(plan: RespawnPlan, deathTimes: readonly number[]): RespawnVerdict[] {
  let state: RespawnState = [];
  return deathTimes.map((now) => {
    const after = afterDeath(plan, state, now);
    state = after.state;
    return after.verdict;
  });
}

const restart = (delayMs: number): RespawnVerdict => ({ kind: 'restart', delayMs });

describe('afterDeath', () => {
  it.each([
    { name: 'climbs the delays and repeats the last', deaths: [0, 1, 2, 3], verdicts: [100, 1_000, 2_000, 2_000] },
    { name: 'forgives a death exactly one window old', deaths: [0, 60_000], verdicts: [100, 100] },
    { name: 'remembers a death just younger', deaths: [0, 59_999], verdicts: [100, 1_000] },
    { name: 'starts over after a long quiet time', deaths: [0, 1, 2, 500_000], verdicts: [100, 1_000, 2_000, 100] },
  ])('$name', ({ deaths, verdicts }) => {
    expect(play(PLAN, deaths)).toEqual(verdicts.map(restart));
  });

  it('gives up at the cap, and not one death earlier', () => {
    expect(play(PLAN, [0, 1, 2, 3, 4]).map((verdict) => verdict.kind)).toEqual([
      ...Array<string>(4).fill('restart'),
      'give-up',
    ]);
  });

  it('never restarts more often than the cap allows in any window, and remembers a bounded number of deaths', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30_000), { maxLength: 200 }), (gaps) => {
        let now = 0;
        let state: RespawnState = [];
        const restarts: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const after = afterDeath(PLAN, state, now);
          state = after.state;
          if (after.verdict.kind === 'restart') restarts.push(now);
          expect(state.length).toBeLessThanOrEqual(PLAN.maxDeaths);
          const inWindow = restarts.filter((at) => now - at < PLAN.graceMs);
          expect(inWindow.length).toBeLessThan(PLAN.maxDeaths);
        }
      }),
    );
  });
});

describe('the plans', () => {
  it.each([
    ['runtime', RUNTIME_RESPAWN],
    ['screen', SCREEN_RESPAWN],
  ])('%s: back within a second of a first death', (_, plan) => {
    expect(plan.delaysMs[0]).toBeLessThan(1_000);
  });
});
