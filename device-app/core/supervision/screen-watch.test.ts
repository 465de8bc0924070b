import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { createScreenWatch } from './screen-watch.ts';

function setUp() {
  const time = createManualTime();
  const whites: number[] = [];
  const watch = createScreenWatch({
    plan: { missing: 3, firstPaintMs: 1_000 },
    clock: time.clock,
    timers: time.timers,
    onWhite: () => whites.push(time.clock.mono()),
  });
  return { time, watch, whites };
}

describe('createScreenWatch', () => {
  it('reports a screen that never paints, once', () => {
    const { time, watch, whites } = setUp();
    watch.started(100);
    time.advance(100_000);
    expect(whites).toEqual([1_000]);
  });

  it('waits three beats, not for the first-paint time, once a frame came', () => {
    const { time, watch, whites } = setUp();
    watch.started(100);
    time.advance(10);
    watch.painted();
    time.advance(100_000);
    expect(whites).toEqual([310]);
  });

  it('is silent while frames arrive, and reports three beats after the last', () => {
    const { time, watch, whites } = setUp();
    watch.started(100);
    for (let beat = 0; beat < 50; beat += 1) {
      time.advance(290);
      watch.painted();
    }
    expect(whites).toEqual([]);
    time.advance(100_000);
    expect(whites).toEqual([50 * 290 + 300]);
  });

  it('watches the next screen after a white one', () => {
    const { time, watch, whites } = setUp();
    watch.started(100);
    time.advance(1_000);
    watch.started(100);
    time.advance(1_000);
    expect(whites).toEqual([1_000, 2_000]);
  });

  it('leaves no timer behind when the screen is taken away', () => {
    const { time, watch } = setUp();
    watch.started(100);
    watch.painted();
    watch.stopped();
    expect(time.pending()).toBe(0);
  });
});
