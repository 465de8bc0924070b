import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { FRESH_LADDER, type LadderHistory } from '@mingjing/device-app/core/supervision/recovery-ladder.ts';
import { ELECTRON_PLANS } from '@mingjing/device-app/electron/plans.data.ts';
import { createElectronShell } from '@mingjing/device-app/electron/shell.ts';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createManualTime } from '../support/manual-time.ts';
import { createFakeChild, createFakeWindow, createPorts, type FakeChild, type FakeWindow } from './fake-electron.ts';

const READY = { ready: true, localUrl: 'http://127.0.0.1:4100', paintedEveryMs: 5_000 };
const openPorts: MessagePort[] = [];
afterEach(() => {
  for (const port of openPorts.splice(0)) port.close();
});

function setUp(history: LadderHistory = FRESH_LADDER) {
  const time = createManualTime();
  const children: FakeChild[] = [];
  const windows: FakeWindow[] = [];
  const killed: number[] = [];
  const log: LogEventId[] = [];
  let remembered = history;
  const shell = createElectronShell<MessagePort>({
    fork: () => {
      const fake = createFakeChild(100 + children.length);
      children.push(fake);
      return fake.child;
    },
    killProcess: (pid) => {
      killed.push(pid);
      children.find((fake) => fake.pid === pid)?.exits(137);
    },
    createWindow: () => {
      const fake = createFakeWindow();
      windows.push(fake);
      return fake.window;
    },
    createChannel: () => {
      const pair = createPorts();
      openPorts.push(...pair);
      return pair;
    },
    plans: ELECTRON_PLANS,
    clock: time.clock,
    timers: time.timers,
    log: (event) => log.push(event),
    memory: {
      load: () => remembered,
      save: (next) => {
        remembered = next;
      },
    },
  });
  const ended = shell.run();
  const up = () => {
    children.at(-1)!.says(READY);
    windows.at(-1)!.loads();
  };
  return { time, children, windows, killed, log, shell, ended, up, remembered: () => remembered };
}

const portsOf = ({ messages }: FakeChild) => messages.flatMap(({ ports }) => ports);
const handed = ({ posted }: FakeWindow) => posted.filter(({ channel }) => channel === 'mingjing:screen-port');

describe('joining page and runtime', () => {
  it.each(['runtime', 'page'])('hands out two ends of one channel, whichever is there first: the %s', async (first) => {
    const { children, windows } = setUp();
    const steps = [() => children[0]!.says(READY), () => windows[0]!.loads()];
    if (first === 'page') steps.reverse();
    steps[0]!();
    expect(portsOf(children[0]!)).toHaveLength(0);
    steps[1]!();
    const [runtimeEnd] = portsOf(children[0]!);
    const [pageEnd] = handed(windows[0]!)[0]!.ports;
    expect(children[0]!.messages.map(({ message }) => message)).toEqual([{ kind: 'screen-port' }]);

    const received = once(pageEnd!, 'message');
    runtimeEnd!.postMessage({ revision: 1 });
    expect(await received).toEqual([{ revision: 1 }]);
  });

  it('loads the page from the screens’ own scheme and shows it only once it can be seen', () => {
    const { windows } = setUp();
    expect(windows[0]!.calls).toEqual(['load app://mingjing/index.html']);
    windows[0]!.emits('ready-to-show');
    expect(windows[0]!.calls).toContain('show');
  });
});

describe('when the runtime dies', () => {
  it('tells the page at once, starts another within a second and joins it to the same page', () => {
    const { time, children, windows, up } = setUp();
    up();
    children[0]!.exits(1);
    expect(windows[0]!.posted.at(-1)!.channel).toBe('mingjing:runtime-lost');
    time.advance(999);
    expect(children).toHaveLength(2);
    children[1]!.says(READY);
    expect(windows).toHaveLength(1);
    expect(handed(windows[0]!)).toHaveLength(2);
    expect(portsOf(children[1]!)).toHaveLength(1);
  });

  it('does not blame the page for frames that nobody could pass on', () => {
    const { time, children, windows, up } = setUp();
    up();
    children[0]!.says({ painted: 1 });
    children[0]!.exits(1);
    time.advance(25_000);
    expect(windows).toHaveLength(1);
  });

  it('ends one by force that never gets ready', () => {
    const { time, killed, children } = setUp();
    time.advance(ELECTRON_PLANS.readyWithinMs);
    expect(killed).toEqual([100]);
    time.advance(1_000);
    expect(children).toHaveLength(2);
  });

  it('ends with relaunch when it keeps dying, with reboot when relaunching was tried', async () => {
    const dieUntilTheEnd = async (history?: LadderHistory) => {
      const { time, children, ended, log, remembered } = setUp(history);
      for (let death = 0; death < ELECTRON_PLANS.runtime.maxDeaths; death += 1) {
        children.at(-1)!.exits(1);
        time.advance(30_000);
      }
      const kind = await ended;
      expect(log).toContain('shell.part-gave-up');
      return { kind, history: remembered() };
    };
    let last = await dieUntilTheEnd();
    const kinds = [last.kind];
    for (let more = 0; more < 3; more += 1) {
      last = await dieUntilTheEnd(last.history);
      kinds.push(last.kind);
    }
    expect(kinds).toEqual(['relaunch', 'relaunch', 'relaunch', 'reboot']);
  });

  it('does not start one again that calls its settings invalid', async () => {
    const { children, ended, time } = setUp();
    children[0]!.exits(40);
    expect(await ended).toBe('settings-invalid');
    time.advance(1_000_000);
    expect(children).toHaveLength(1);
  });
});

describe('when the window dies', () => {
  it.each(['crashed', 'oom', 'killed', 'launch-failed'])(
    'opens another after %s, and leaves the runtime alone',
    (reason) => {
      const { time, children, windows, up, log } = setUp();
      up();
      windows[0]!.crashes(reason);
      expect(windows[0]!.isDestroyed()).toBe(true);
      time.advance(1_000);
      expect(windows).toHaveLength(2);
      windows[1]!.loads();
      expect(children).toHaveLength(1);
      expect(portsOf(children[0]!)).toHaveLength(2);
      expect(log.filter((event) => event === 'shell.part-died')).toHaveLength(1);
    },
  );

  it('opens another when someone manages to close it', () => {
    const { time, windows, up } = setUp();
    up();
    windows[0]!.window.destroy();
    time.advance(1_000);
    expect(windows).toHaveLength(2);
  });

  it('opens another when frames stay away, and not while they come', () => {
    const { time, children, windows, up, log } = setUp();
    up();
    for (let beat = 0; beat < 20; beat += 1) {
      children[0]!.says({ painted: beat });
      time.advance(14_000);
    }
    expect(windows).toHaveLength(1);
    time.advance(2_000);
    expect(log).toContain('shell.white-screen');
    expect(windows).toHaveLength(2);
  });

  it('does not take sleep for a white screen', () => {
    const { time, children, windows, up, shell } = setUp();
    up();
    children[0]!.says({ painted: 1 });
    time.advance(14_999);
    shell.resumed();
    time.advance(20_000);
    expect(windows).toHaveLength(1);
    expect(windows[0]!.calls.slice(-2)).toEqual(['blur', 'focus']);
  });

  it('ends with relaunch at the third death in ten minutes', async () => {
    const { time, windows, ended } = setUp();
    for (let death = 0; death < 3; death += 1) {
      windows.at(-1)!.crashes('crashed');
      time.advance(10_000);
    }
    // The runtime is asked first and has its time.
    time.advance(ELECTRON_PLANS.stopWithinMs);
    expect(await ended).toBe('relaunch');
    expect(windows).toHaveLength(3);
  });
});

describe('when the page hangs', () => {
  it('ends it after five seconds, with its call stack in the log', async () => {
    const { time, windows, log, up } = setUp();
    up();
    windows[0]!.emits('unresponsive');
    time.advance(4_999);
    expect(windows[0]!.isDestroyed()).toBe(false);
    time.advance(1);
    await expect.poll(() => windows[0]!.isDestroyed()).toBe(true);
    expect(log).toContain('shell.screen-hung');
    expect(windows[0]!.calls).toContain('crash');
  });

  it('ends it also when it cannot even say where it hangs', async () => {
    const { time, windows, up } = setUp();
    up();
    windows[0]!.stackIs(() => new Promise(() => {}));
    windows[0]!.emits('unresponsive');
    time.advance(10_000);
    await expect.poll(() => windows[0]!.isDestroyed()).toBe(true);
  });

  it('leaves a page alone that comes back in time', () => {
    const { time, windows, up } = setUp();
    up();
    windows[0]!.emits('unresponsive');
    time.advance(4_000);
    windows[0]!.emits('responsive');
    time.advance(60_000 - 30_001);
    expect(windows[0]!.calls).not.toContain('crash');
  });
});

describe('stopping', () => {
  it('lets the runtime finish, and ends with asked', async () => {
    const { children, windows, up, shell, ended, killed } = setUp();
    up();
    shell.stop();
    shell.stop();
    expect(windows[0]!.isDestroyed()).toBe(true);
    expect(children[0]!.messages.at(-1)!.message).toEqual({ kind: 'stop' });
    children[0]!.exits(0);
    expect(await ended).toBe('asked');
    expect(killed).toEqual([]);
  });

  it('ends a runtime by force that does not stop', async () => {
    const { time, up, shell, ended, killed } = setUp();
    up();
    shell.stop();
    time.advance(ELECTRON_PLANS.stopWithinMs);
    expect(await ended).toBe('asked');
    expect(killed).toEqual([100]);
  });

  it('starts nothing while a dead part waits for its restart', async () => {
    const { time, children, windows, up, shell, ended } = setUp();
    up();
    children[0]!.exits(1);
    shell.stop();
    expect(await ended).toBe('asked');
    time.advance(1_000_000);
    expect([children.length, windows.length]).toEqual([1, 1]);
  });
});

it('counts and drops messages that are not of the protocol', () => {
  const { children, log } = setUp();
  children[0]!.says({ ready: 'yes' });
  children[0]!.says('hello');
  expect(log.filter((event) => event === 'shell.bad-line')).toHaveLength(2);
});
