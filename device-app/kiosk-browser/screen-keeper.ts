import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { createKeeper } from '../core/supervision/keeper.ts';
import type { RespawnPlan } from '../core/supervision/respawn.ts';
import { createScreenWatch } from '../core/supervision/screen-watch.ts';
import type { WatchPlan } from '../core/supervision/white-screen.ts';
import { type BrowserCommand, type BrowserProcess, startBrowser } from './browser-process.ts';
import { createScreenAddress, type ScreenAddressPorts } from './screen-address.ts';

export interface ScreenKeeperPorts extends Omit<ScreenAddressPorts, 'timers'> {
  readonly command: BrowserCommand;
  readonly respawn: RespawnPlan;
  readonly watch: WatchPlan;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  readonly onGiveUp: () => void;
}

export interface ScreenKeeper {
  /**
   * A runtime is ready. Whatever browser there is goes: an older runtime's port and tokens are worth nothing to the new one.
   * @param beatMs how often the runtime passes on a painted frame; undefined: never
   */
  show(url: string, beatMs: number | undefined): Promise<void>;
  /** The runtime handed out another address. */
  offer(url: string): void;
  painted(): void;
  /** The runtime is gone. The browser stays and says so until there is another. */
  runtimeLost(): void;
  /** Ends the browser for good. */
  end(): Promise<void>;
  /** Process id of the browser; undefined while there is none. */
  pid(): number | undefined;
}

/** Keeps one browser on the glass, showing the screens of the runtime that is ready. */
export function createScreenKeeper(ports: ScreenKeeperPorts): ScreenKeeper {
  const { clock, timers, log } = ports;
  let browser: BrowserProcess | undefined;
  let beatMs: number | undefined;
  let turn = 0;

  const watch = createScreenWatch({
    plan: ports.watch,
    clock,
    timers,
    onWhite() {
      log('shell.white-screen');
      browser?.kill();
    },
  });
  const address = createScreenAddress(ports);
  const keeper = createKeeper<void>({
    part: 'browser',
    plan: ports.respawn,
    clock,
    timers,
    log,
    onGiveUp: ports.onGiveUp,
    start: (died) => address.take((url) => open(url, died)),
  });

  const open = (url: string, died: (reason: string) => void): void => {
    const gone = (reason: string): void => {
      if (browser === started) {
        browser = undefined;
        watch.stopped();
      }
      died(reason);
    };
    let started: BrowserProcess | undefined;
    try {
      started = startBrowser(ports.command, url, timers, gone);
    } catch (cause) {
      // No room for its profile, for one.
      died(cause instanceof Error ? cause.message : String(cause));
      return;
    }
    browser = started;
    if (beatMs !== undefined) watch.started(beatMs);
    log('shell.screen-started');
  };

  /** Ends the browser; says whether that is still wanted when it is done. */
  const clear = async (): Promise<boolean> => {
    turn += 1;
    const mine = turn;
    keeper.rest();
    watch.stopped();
    address.cancel();
    await browser?.end();
    return mine === turn;
  };

  return {
    async show(url, everyMs) {
      beatMs = everyMs;
      const cleared = clear();
      address.offer(url);
      if (await cleared) keeper.start();
    },
    offer: address.offer,
    painted: watch.painted,
    runtimeLost() {
      address.withdraw();
      // The screen shows its own fault page now, and nobody passes on its frames.
      watch.stopped();
    },
    async end() {
      await clear();
    },
    pid: () => browser?.pid,
  };
}
