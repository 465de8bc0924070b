import { describe, expect, it } from 'vitest';
import { isWhite, UNWATCHED, type WatchInput, type WatchPlan, watchNext } from './white-screen.ts';

const PLAN: WatchPlan = { missing: 3, firstPaintMs: 1_000 };
const started = (now: number): WatchInput => ({ kind: 'started', now, beatMs: 100 });
const painted = (now: number): WatchInput => ({ kind: 'painted', now });
const resumed = (now: number): WatchInput => ({ kind: 'resumed', now });
const stopped: WatchInput = { kind: 'stopped' };

const after = (...inputs: WatchInput[]) => inputs.reduce((state, input) => watchNext(PLAN, state, input), UNWATCHED);

describe('white screen', () => {
  it.each<{ name: string; inputs: WatchInput[]; fineAt: number; whiteAt: number }>([
    { name: 'a fresh screen has time to its first frame', inputs: [started(0)], fineAt: 999, whiteAt: 1_000 },
    { name: 'three missing beats are white', inputs: [started(0), painted(10)], fineAt: 309, whiteAt: 310 },
    { name: 'each frame buys three more', inputs: [started(0), painted(10), painted(300)], fineAt: 599, whiteAt: 600 },
    { name: 'sleep does not count', inputs: [started(0), painted(10), resumed(9_000)], fineAt: 9_999, whiteAt: 10_000 },
    {
      name: 'a new screen is not judged by the old',
      inputs: [started(0), painted(10), started(5_000)],
      fineAt: 5_999,
      whiteAt: 6_000,
    },
  ])('$name', ({ inputs, fineAt, whiteAt }) => {
    expect(isWhite(after(...inputs), fineAt)).toBe(false);
    expect(isWhite(after(...inputs), whiteAt)).toBe(true);
  });

  it.each<{ name: string; inputs: WatchInput[] }>([
    { name: 'nothing was started', inputs: [] },
    { name: 'the screen was taken away', inputs: [started(0), stopped] },
    { name: 'a late frame of a screen that is gone', inputs: [started(0), stopped, painted(10)] },
    { name: 'waking up without a screen', inputs: [resumed(10)] },
  ])('is not white where $name', ({ inputs }) => {
    expect(isWhite(after(...inputs), 1e9)).toBe(false);
  });
});
