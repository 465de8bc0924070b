import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createScreenAddress } from './screen-address.ts';

function setUp() {
  const time = createManualTime();
  const asked: number[] = [];
  const silences: number[] = [];
  const given: string[] = [];
  const address = createScreenAddress({
    timers: time.timers,
    answerWithinMs: 100,
    request: () => asked.push(time.clock.mono()),
    onSilence: () => silences.push(time.clock.mono()),
  });
  return { time, asked, silences, given, address, take: () => address.take((url) => given.push(url)) };
}

let at: ReturnType<typeof setUp>;
beforeEach(() => {
  at = setUp();
});

describe('createScreenAddress', () => {
  it('gives one address to one browser, and asks for the next', () => {
    at.address.offer('a');
    at.take();
    at.take();
    expect(at.given).toEqual(['a']);
    expect(at.asked).toHaveLength(1);
    at.address.offer('b');
    expect(at.given).toEqual(['a', 'b']);
  });

  it('waits for a runtime that is down, however long, without asking', () => {
    at.take();
    at.time.advance(1_000_000);
    expect(at.asked).toEqual([]);
    expect(at.silences).toEqual([]);
    at.address.offer('a');
    expect(at.given).toEqual(['a']);
  });

  it('reports a ready runtime that does not answer', () => {
    at.address.offer('a');
    at.take();
    at.take();
    at.time.advance(100);
    expect(at.silences).toEqual([100]);
  });

  it('forgets the address of a runtime that is gone, and its silence with it', () => {
    at.address.offer('old');
    at.address.withdraw();
    at.take();
    at.time.advance(1_000);
    expect(at.given).toEqual([]);
    expect(at.silences).toEqual([]);
    at.address.offer('new');
    expect(at.given).toEqual(['new']);
  });

  it('gives nothing to who waits no more', () => {
    at.take();
    at.address.cancel();
    at.address.offer('a');
    expect(at.given).toEqual([]);
    expect(at.time.pending()).toBe(0);
  });
});
