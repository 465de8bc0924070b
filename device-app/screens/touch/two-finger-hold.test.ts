import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { createTwoFingerHold } from './two-finger-hold.ts';

function start() {
  const time = createManualTime();
  let held = 0;
  let tapped = 0;
  const hold = createTwoFingerHold({
    setTimer: (run, ms) => time.timers.after(ms, run),
    clearTimer: (cancel) => (cancel as () => void)(),
    holdMs: 1000,
    slackMm: 10,
    palmMm: 25,
    mm: () => 4,
    onHeld: () => {
      held += 1;
    },
    onTapped: () => {
      tapped += 1;
    },
  });
  const put = (id: number, sizeMm = 8) => hold.down({ id, first: id === 1, sizeMm, x: id * 100, y: 50 });
  return { time, hold, put, held: () => held, tapped: () => tapped };
}

describe('a hold of two fingers', () => {
  it('counts after its time, once, however long it goes on', () => {
    const { time, put, held } = start();
    put(1);
    time.advance(5000);
    put(2);
    time.advance(999);
    expect(held()).toBe(0);
    time.advance(1);
    expect(held()).toBe(1);
    time.advance(60_000);
    expect(held()).toBe(1);
  });

  it('may tremble, not stray', () => {
    const { time, hold, put, held } = start();
    for (const [x, count] of [
      [239, 1],
      [241, 1],
    ] as const) {
      put(1);
      put(2);
      hold.move({ id: 2, x, y: 50 });
      time.advance(1000);
      expect(held()).toBe(count);
      hold.up(1);
      hold.up(2);
    }
  });

  it.each([
    ['a third finger', (bench: ReturnType<typeof start>) => bench.put(3)],
    ['one lifted', (bench: ReturnType<typeof start>) => bench.hold.up(2)],
  ])('ends with %s, until all are lifted', (_what, spoil) => {
    const bench = start();
    bench.put(1);
    bench.put(2);
    bench.time.advance(900);
    spoil(bench);
    bench.put(4);
    bench.time.advance(5000);
    expect(bench.held()).toBe(0);
    for (const id of [1, 2, 3, 4]) bench.hold.up(id);
    bench.put(1);
    bench.put(2);
    bench.time.advance(1000);
    expect(bench.held()).toBe(1);
  });

  it('is none of a palm', () => {
    const { time, put, held } = start();
    put(1, 26);
    put(2);
    time.advance(5000);
    expect(held()).toBe(0);
  });

  it('begins anew where the end of a finger was never told', () => {
    const { time, put, held } = start();
    put(1);
    put(2);
    put(3);
    put(1);
    put(2);
    time.advance(1000);
    expect(held()).toBe(1);
  });
});

describe('a tap of two fingers', () => {
  it('counts when both were down and one is lifted before the hold', () => {
    const { time, hold, put, tapped, held } = start();
    put(1);
    put(2);
    time.advance(999);
    hold.up(2);
    hold.up(1);
    expect([tapped(), held()]).toEqual([1, 0]);
  });

  it.each<[string, (bench: ReturnType<typeof start>) => void]>([
    ['a hold', ({ time }) => time.advance(1000)],
    ['a third finger', ({ put }) => put(3)],
    ['a palm', ({ put }) => put(2, 26)],
    ['a finger that strays', ({ hold }) => hold.move({ id: 2, x: 241, y: 50 })],
    ['a finger that the system takes', ({ hold }) => hold.cancel(2)],
  ])('is none with %s', (_what, spoil) => {
    const bench = start();
    bench.put(1);
    bench.put(2);
    spoil(bench);
    bench.hold.up(2);
    bench.hold.up(1);
    expect(bench.tapped()).toBe(0);
  });
});
