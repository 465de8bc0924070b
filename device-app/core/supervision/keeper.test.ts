import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { createKeeper } from './keeper.ts';

function setUp(dieAtOnce = false) {
  const time = createManualTime();
  const starts: { at: number; die: (reason: string) => void }[] = [];
  const events: LogEventId[] = [];
  let gaveUp = 0;
  const keeper = createKeeper({
    part: 'part',
    plan: { delaysMs: [100, 1_000], graceMs: 60_000, maxDeaths: 4 },
    clock: time.clock,
    timers: time.timers,
    log: (event) => events.push(event),
    start: (die) => {
      starts.push({ at: time.clock.mono(), die });
      if (dieAtOnce) die('cannot start');
      return starts.length;
    },
    onGiveUp: () => {
      gaveUp += 1;
    },
  });
  return { time, keeper, starts, events, gaveUp: () => gaveUp };
}

describe('createKeeper', () => {
  it('starts the part again after its delay', () => {
    const { time, keeper, starts } = setUp();
    keeper.start();
    expect(keeper.current()).toBe(1);
    starts[0]!.die('signal SIGKILL');
    expect(keeper.current()).toBeUndefined();
    time.advance(99);
    expect(starts).toHaveLength(1);
    time.advance(1);
    expect(keeper.current()).toBe(2);
  });

  it('gives up at the cap, once, and leaves nothing running', () => {
    const { time, keeper, starts, events, gaveUp } = setUp(true);
    keeper.start();
    time.advance(1_000_000);
    expect(starts.map(({ at }) => at)).toEqual([0, 100, 1_100, 2_100]);
    expect(events).toEqual(['shell.part-died', 'shell.part-died', 'shell.part-died', 'shell.part-gave-up']);
    expect(gaveUp()).toBe(1);
    expect(time.pending()).toBe(0);
  });

  it('counts one death once, however often it is told', () => {
    const { time, keeper, starts, events } = setUp();
    keeper.start();
    starts[0]!.die('exit');
    starts[0]!.die('and its pipe closed');
    time.advance(100);
    starts[0]!.die('late news of the first');
    expect(starts).toHaveLength(2);
    expect(events).toEqual(['shell.part-died']);
    expect(keeper.current()).toBe(2);
  });

  it.each(['while it runs', 'while a restart waits'])('starts nothing more once told to rest, %s', (when) => {
    const { time, keeper, starts } = setUp();
    keeper.start();
    if (when === 'while a restart waits') starts[0]!.die('exit');
    keeper.rest();
    starts[0]!.die('exit');
    time.advance(1_000_000);
    expect(starts).toHaveLength(1);
    expect(keeper.current()).toBeUndefined();
  });
});
