import { join } from 'node:path';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { onTestFinished, vi } from 'vitest';
import type { z } from 'zod';
import type { PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';
import { positionOf } from './log-position.ts';

export const PATIENCE = { timeout: 60_000, interval: 30 };

type Settings = z.input<typeof terminalSettingsSchema>;

/** What a citizen was told is recorded. */
export interface Confirmed {
  readonly sessionId: SessionId;
  readonly projectNo: string;
  readonly level: Level;
}

/** A window with its real terminal process and somebody who presses, taps and looks at its screen. */
export interface Window {
  readonly dataDir: string;
  terminal(): TerminalProcess;
  screen(): ScreenClient;
  /** Everything confirmed on its screen so far. */
  readonly confirmed: Confirmed[];
  /** Opens a session at the terminal itself; numbers are unique over the test. */
  open(n: number): Promise<SessionId>;
  /** Presses until the page takes it: a press within the guard time does nothing, as on the glass. */
  press(sessionId: SessionId, level: Level): Promise<void>;
  /** 完成, no reasons; from here on the rating counts as confirmed. */
  confirm(sessionId: SessionId, n: number, level: Level): Promise<void>;
  /** One citizen from the open session to 已记录. */
  rate(n: number, level: Level): Promise<void>;
  /** What the window PC is told. */
  status(): Promise<{ readonly gateway: string; readonly storage: string }>;
  /** Records that wait for the gateway. */
  unsent(): number;
  /** Resolves once the gateway has confirmed everything. */
  drained(): Promise<void>;
  start(nodeOptions?: readonly string[]): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Timing that keeps tests short, and never closes an invitation under them. */
const TIMING = { invitation: 600, undo: 10, notice: 1 };

/**
 * Starts a terminal in `<dir>/<name>`. Gone with the test.
 * @param options.pad the citizen uses this pad instead of the screen
 */
export async function openWindow(
  dir: string,
  options: {
    readonly name?: string;
    readonly settings?: Partial<Settings>;
    readonly pad?: PadSimulator;
    readonly nodeOptions?: readonly string[];
  } = {},
): Promise<Window> {
  const { name = 'terminal', pad } = options;
  const dataDir = join(dir, name);
  const settings: Settings = {
    timing: TIMING,
    ...(pad && { pads: [{ profile: 'queue-bus-ff68-5grade', path: pad.path }] }),
    ...options.settings,
    dataDir,
  };
  const confirmed: Confirmed[] = [];
  let terminal: TerminalProcess;
  let screen: ScreenClient;

  async function start(nodeOptions = options.nodeOptions): Promise<void> {
    terminal = await startTerminalProcess(settings, nodeOptions);
    screen = await connectScreen(terminal.screenUrl);
    if (pad !== undefined) await terminal.logged('pad.connected');
  }
  async function end(how: 'stop' | 'kill'): Promise<void> {
    screen.close();
    await terminal[how]();
  }
  onTestFinished(() => end('kill'));
  await start();

  async function open(n: number): Promise<SessionId> {
    return (await openLocally(terminal, serviceRecord(n))).sessionId as SessionId;
  }

  async function press(sessionId: SessionId, level: Level): Promise<void> {
    await screen.page('invitation', (page) => page.sessionId === sessionId);
    const act = () => {
      if (pad === undefined) screen.send({ kind: 'press', sessionId, level, source: 'screen' });
      else pad.press(level);
    };
    const again = setInterval(act, pad === undefined ? 60 : 450);
    try {
      await screen.page('undo', (page) => page.sessionId === sessionId);
    } finally {
      clearInterval(again);
    }
  }

  async function confirm(sessionId: SessionId, n: number, level: Level): Promise<void> {
    // After a restart on a slow machine the undo time may be over by now: then it is confirmed already.
    await screen.until(({ page }) => page.kind === 'reasons' || (page.kind === 'undo' && page.sessionId === sessionId));
    screen.send({ kind: 'confirm', sessionId });
    await screen.page('reasons', (page) => page.sessionId === sessionId);
    confirmed.push({ sessionId, projectNo: serviceRecord(n).projectNo, level });
    screen.send({ kind: 'skip-reasons', sessionId });
    await screen.until(left(sessionId));
  }

  async function status() {
    const response = await fetch(`${terminal.localUrl}/local/v1/status`, {
      headers: { authorization: `Bearer ${terminal.localToken}` },
    });
    return (await response.json()) as Awaited<ReturnType<Window['status']>>;
  }

  function unsent(): number {
    const { head, acked } = positionOf(dataDir);
    return head - acked;
  }

  return {
    dataDir,
    terminal: () => terminal,
    screen: () => screen,
    confirmed,
    open,
    press,
    confirm,
    async rate(n, level) {
      const sessionId = await open(n);
      await press(sessionId, level);
      await confirm(sessionId, n, level);
    },
    status,
    unsent,
    async drained() {
      await vi.waitFor(
        () => {
          if (unsent() > 0) throw new Error(`${unsent()} records wait for the gateway`);
        },
        { ...PATIENCE, interval: 250 },
      );
    },
    start,
    stop: () => end('stop'),
    kill: () => end('kill'),
  };
}

function left(sessionId: SessionId): (state: ScreenState) => boolean {
  return ({ page }) => !('sessionId' in page && page.sessionId === sessionId);
}
