import { describe, expect, it } from 'vitest';
import { FRESH_LADDER, type LadderHistory } from '../core/supervision/recovery-ladder.ts';
import { createShellEnding } from './shell-ending.ts';

function setUp() {
  const said: unknown[] = [];
  const closed = Promise.withResolvers<void>();
  let closings = 0;
  let remembered: LadderHistory = FRESH_LADDER;
  const ending = createShellEnding({
    ladder: { relaunchWindowMs: 1_000, maxRelaunches: 1, rebootWindowMs: 1_000, maxReboots: 1 },
    memory: {
      load: () => remembered,
      save: (history) => {
        remembered = history;
      },
    },
    clock: { now: () => 500, mono: () => 0 },
    log: (event, data) => void said.push([event, data]),
    close: () => {
      closings += 1;
      return closed.promise;
    },
  });
  return { ending, said, closed, closings: () => closings, remembered: () => remembered };
}

describe('the end of a shell', () => {
  it('comes once, for the first reason given', async () => {
    const { ending, said, closed, closings } = setUp();
    expect(ending.begun()).toBe(false);
    ending.finish('asked');
    ending.finish('settings-invalid');
    ending.giveUp();
    expect(ending.begun()).toBe(true);
    closed.resolve();
    expect(await ending.ended).toBe('asked');
    expect(closings()).toBe(1);
    expect(said).toEqual([['shell.stopping', { exitCode: 0 }]]);
  });

  it('waits until everything is down', async () => {
    const { ending, closed } = setUp();
    const order: string[] = [];
    const over = ending.ended.then(() => order.push('ended'));
    ending.finish('asked');
    void closed.promise.then(() => order.push('closed'));
    closed.resolve();
    await over;
    expect(order).toEqual(['closed', 'ended']);
  });

  it('takes the next rung of the ladder when a part is given up, and remembers it', async () => {
    const { ending, closed, remembered } = setUp();
    closed.resolve();
    ending.giveUp();
    expect(await ending.ended).toBe('relaunch');
    expect(remembered()).toEqual({ relaunches: [500], reboots: [] });
  });
});
