import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LadderHistory } from '@mingjing/device-app/core/supervision/recovery-ladder.ts';
import { createKioskShell, type ShellPlans } from '@mingjing/device-app/kiosk-browser/shell.ts';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import { systemClock, systemTimers } from '@mingjing/shared/system/machine.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testChromium } from '../support/chromium.ts';
import type { StandInEvent, StandInOptions } from './kiosk-stand-in-options.ts';

// Real child processes and a real Chromium; only the runtime's inside is a stand-in. Delays are short, caps are those of the product.
const PLANS: ShellPlans = {
  runtime: { delaysMs: [50], graceMs: 600_000, maxDeaths: 4 },
  screen: { delaysMs: [50], graceMs: 600_000, maxDeaths: 3 },
  ladder: { relaunchWindowMs: 3_600_000, maxRelaunches: 1, rebootWindowMs: 21_600_000, maxReboots: 1 },
  watch: { missing: 3, firstPaintMs: 30_000 },
  readyWithinMs: 30_000,
  answerWithinMs: 10_000,
};
const STAND_IN = fileURLToPath(new URL('kiosk-runtime-stand-in.ts', import.meta.url));
const WAIT = { timeout: 30_000, interval: 50 };

let folder: string;
let shell: { readonly ended: Promise<unknown>; readonly stop: () => void } | undefined;
let log: LogEventId[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-'));
  mkdirSync(join(folder, 'profiles'));
  log = [];
});
afterEach(async () => {
  shell?.stop();
  await shell?.ended;
  shell = undefined;
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

async function start(behaviour: Partial<StandInOptions> = {}, plans: Partial<ShellPlans> = {}) {
  const options = { eventsFile: join(folder, 'events'), frames: 1e9, answersTokens: true, ...behaviour };
  let history: LadderHistory = { relaunches: [], reboots: [] };
  const started = createKioskShell({
    runtime: { command: process.execPath, args: [STAND_IN, JSON.stringify(options)], env: process.env },
    browser: {
      program: await testChromium(),
      headless: true,
      profilesDir: join(folder, 'profiles'),
      env: process.env,
    },
    plans: { ...PLANS, ...plans },
    clock: systemClock,
    timers: systemTimers,
    log: (event) => log.push(event),
    memory: {
      load: () => history,
      save: (next) => {
        history = next;
      },
    },
  });
  const ended = started.run();
  shell = { ended, stop: started.stop };
  return { ended, status: started.status, stop: started.stop };
}

function events(event: StandInEvent['event']): StandInEvent[] {
  const file = join(folder, 'events');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return lines.map((line) => JSON.parse(line) as StandInEvent).filter((told) => told.event === event);
}

const connections = (count: number) => vi.waitFor(() => expect(events('screen-connected')).toHaveLength(count), WAIT);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the kiosk-browser shell', () => {
  it('brings runtime and screen up, and takes both down when asked, leaving nothing behind', async () => {
    const { ended, status, stop } = await start();
    await connections(1);
    const { runtimePid, browserPid, healthy } = status();
    expect(healthy).toBe(true);

    stop();
    expect(await ended).toBe('asked');
    expect(isAlive(runtimePid!) || isAlive(browserPid!)).toBe(false);
    expect(events('stopped')).toHaveLength(1);
    await vi.waitFor(() => expect(readdirSync(join(folder, 'profiles'))).toEqual([]), WAIT);
  });

  it('brings the runtime back after kill -9, and the screen to the new one', async () => {
    const { status } = await start();
    await connections(1);
    const first = status();

    process.kill(first.runtimePid!, 'SIGKILL');
    await connections(2);
    expect(new Set(events('started').map(({ pid }) => pid)).size).toBe(2);
    expect(status().healthy).toBe(true);
    expect(isAlive(first.browserPid!)).toBe(false);
    expect(events('token-refused')).toEqual([]);
    expect(log.filter((event) => event === 'shell.part-died')).toHaveLength(1);
  });

  it('brings the browser back after kill -9 with a fresh token, and leaves the runtime alone', async () => {
    const { status } = await start();
    await connections(1);
    const first = status();

    process.kill(first.browserPid!, 'SIGKILL');
    await connections(2);
    expect(status().runtimePid).toBe(first.runtimePid);
    expect(status().browserPid).not.toBe(first.browserPid);
    expect(events('token-refused')).toEqual([]);
  });

  it('starts a fresh browser when the page lives but its frames stay away', async () => {
    const { status } = await start({ frames: 5 });
    await connections(2);
    expect(log).toContain('shell.white-screen');
    expect(status().runtimePid).toBe(events('started')[0]!.pid);
  });

  it('ends a runtime that is up but does not answer, and goes on with the next', async () => {
    const { status } = await start({ answersTokens: false }, { answerWithinMs: 200 });
    await connections(1);
    process.kill(status().browserPid!, 'SIGKILL');
    await connections(2);
    expect(events('started')).toHaveLength(2);
  });

  it('ends a runtime that never gets ready', async () => {
    const { ended } = await start({}, { readyWithinMs: 1 });
    expect(await ended).toBe('relaunch');
    expect(events('screen-connected')).toEqual([]);
  });

  it('ends with relaunch when the runtime keeps dying, and with reboot when that was tried', async () => {
    const { ended } = await start({ exitCode: 1 });
    expect(await ended).toBe('relaunch');
    expect(events('started')).toHaveLength(PLANS.runtime.maxDeaths);
    expect(await (await start({ exitCode: 1 }, { ladder: { ...PLANS.ladder, maxRelaunches: 0 } })).ended).toBe(
      'reboot',
    );
  });

  it('ends with relaunch when the browser keeps dying', async () => {
    const { ended, status } = await start();
    for (let death = 1; death <= PLANS.screen.maxDeaths; death += 1) {
      await connections(death);
      process.kill(status().browserPid!, 'SIGKILL');
    }
    expect(await ended).toBe('relaunch');
    expect(log).toContain('shell.part-gave-up');
  });

  it('does not start a runtime again that calls its settings invalid', async () => {
    const { ended } = await start({ exitCode: 40 });
    expect(await ended).toBe('settings-invalid');
    expect(events('started')).toHaveLength(1);
  });
});
