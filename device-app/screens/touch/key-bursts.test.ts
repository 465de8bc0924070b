import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { createKeyBursts } from './key-bursts.ts';

function setUp() {
  const time = createManualTime();
  const heard: string[] = [];
  const bursts = createKeyBursts({
    setTimer: (run, ms) => time.timers.after(ms, run),
    clearTimer: (cancel) => (cancel as () => void)(),
    onKey: (key) => heard.push(key),
    onCard: (card) => heard.push(`card ${card}`),
  });
  /** Types keys `gap` ms apart; returns which of them were taken for a machine's. */
  const type = (keys: readonly string[], gap: number) =>
    keys.map((key) => {
      time.advance(gap);
      return bursts.key(key, time.clock.mono());
    });
  return { time, heard, type, bursts };
}

describe('keys', () => {
  it('typed by hand count one by one, a moment later', () => {
    const { time, heard, type } = setUp();
    expect(type(['4', '7', '1', '1'], 120)).toEqual([false, false, false, false]);
    expect(heard).toEqual(['4', '7', '1']);
    time.advance(80);
    expect(heard).toEqual(['4', '7', '1', '1']);
  });

  it('of a reader are a card, and its Enter does nothing else', () => {
    const { time, heard, type } = setUp();
    time.advance(1000);
    expect(type([...'0009876543', 'Enter'], 8)).toEqual([false, ...Array(10).fill(true)]);
    expect(heard).toEqual(['card 0009876543']);
  });

  it('leave Enter alone when a hand presses it', () => {
    const { time, heard, type } = setUp();
    time.advance(1000);
    expect(type(['5'], 0)).toEqual([false]);
    expect(type(['Enter'], 400)).toEqual([false]);
    expect(heard).toEqual(['5']);
  });

  it.each([['12345'], ['1'.repeat(33)], ['1234567']])('are nothing at all in a burst that is no card: %s', (keys) => {
    const { time, heard, type } = setUp();
    time.advance(1000);
    const ends = keys.length === 7 ? [] : ['Enter'];
    type([...keys, ...ends], 5);
    time.advance(1000);
    expect(heard).toEqual([]);
  });

  it('are forgotten when nobody looks any more', () => {
    const { time, heard, type, bursts } = setUp();
    type(['5'], 1000);
    bursts.reset();
    time.advance(1000);
    expect(heard).toEqual([]);
    expect(time.pending()).toBe(0);
  });
});
