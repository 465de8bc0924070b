import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { EXIT_CODES, type ExitKind } from '../core/supervision/exit-codes.data.ts';
import { createKeeper } from '../core/supervision/keeper.ts';
import type { LadderPlan } from '../core/supervision/recovery-ladder.ts';
import type { RespawnPlan } from '../core/supervision/respawn.ts';
import { createScreenWatch } from '../core/supervision/screen-watch.ts';
import type { RuntimeMessage } from '../core/supervision/utility-messages.ts';
import type { WatchPlan } from '../core/supervision/white-screen.ts';
import type { RecoveryMemory } from '../ops/recovery-file.ts';
import { createShellEnding } from '../ops/shell-ending.ts';
import { type RuntimeHost, startRuntimeHost, type UtilityChild } from './runtime-host.ts';
import { openScreenWindow, type ScreenWindow, type WindowPort } from './screen-window.ts';

export interface ElectronShellPlans {
  readonly runtime: RespawnPlan;
  readonly screen: RespawnPlan;
  readonly ladder: LadderPlan;
  readonly watch: WatchPlan;
  /** In milliseconds; see RuntimeHostPorts and ScreenWindowPorts. */
  readonly readyWithinMs: number;
  readonly stopWithinMs: number;
  readonly hungAfterMs: number;
}

export interface ElectronShellPorts<Port> {
  readonly fork: () => UtilityChild<Port>;
  readonly killProcess: (pid: number) => void;
  readonly createWindow: () => WindowPort<Port>;
  /** A pair of joined ports, one for the runtime and one for the page. */
  readonly createChannel: () => readonly [Port, Port];
  readonly plans: ElectronShellPlans;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  readonly memory: RecoveryMemory;
}

export interface ElectronShell {
  /** Starts runtime and window and keeps them alive. Resolves, when both are gone, with why the shell ends. */
  run(): Promise<ExitKind>;
  /** Ends both in good order; `run` then resolves with `asked`. */
  stop(): void;
  /** The machine woke up, or a display came or went. */
  resumed(): void;
  /** Where the runtime serves; undefined while there is none. */
  localUrl(): string | undefined;
}

/** The shell under Electron: one runtime and one window, each brought back when it dies. Knows Electron only by its ports. */
export function createElectronShell<Port>(ports: ElectronShellPorts<Port>): ElectronShell {
  const { plans, clock, timers, log } = ports;
  let ready: Extract<RuntimeMessage, { kind: 'ready' }> | undefined;
  let loaded = false;

  const ending = createShellEnding({
    ladder: plans.ladder,
    memory: ports.memory,
    clock,
    log,
    async close() {
      const [window, runtime] = [windows.current(), runtimes.current()];
      windows.rest();
      runtimes.rest();
      watch.stopped();
      window?.abandon('stopping');
      await runtime?.end();
    },
  });

  const watch = createScreenWatch({
    plan: plans.watch,
    clock,
    timers,
    onWhite() {
      log('shell.white-screen');
      windows.current()?.abandon('white screen');
    },
  });

  /** Joins page and runtime as soon as both are there; each new one of either gets a new channel. */
  const join = (): void => {
    const [window, runtime] = [windows.current(), runtimes.current()];
    if (!loaded || ready === undefined || window === undefined || runtime === undefined) return;
    const [forRuntime, forPage] = ports.createChannel();
    runtime.give(forRuntime);
    window.give(forPage);
    if (ready.paintedEveryMs !== undefined) watch.started(ready.paintedEveryMs);
  };

  const onMessage = (message: RuntimeMessage): void => {
    if (message.kind === 'painted') {
      watch.painted();
      return;
    }
    ready = message;
    join();
  };

  const runtimes = createKeeper<RuntimeHost<Port>>({
    part: 'runtime',
    plan: plans.runtime,
    clock,
    timers,
    log,
    onGiveUp: ending.giveUp,
    start: (died) => {
      const { fork, killProcess } = ports;
      const { readyWithinMs, stopWithinMs } = plans;
      const onExit = (exitCode: number): void => {
        ready = undefined;
        // The page shows its own fault now, and nobody passes on its frames.
        watch.stopped();
        windows.current()?.runtimeLost();
        if (exitCode === EXIT_CODES['settings-invalid'].code && !ending.begun()) ending.finish('settings-invalid');
        else died(`exit code ${exitCode}`);
      };
      return startRuntimeHost({ fork, killProcess, timers, log, readyWithinMs, stopWithinMs, onMessage, onExit });
    },
  });

  const windows = createKeeper<ScreenWindow<Port>>({
    part: 'window',
    plan: plans.screen,
    clock,
    timers,
    log,
    onGiveUp: ending.giveUp,
    start: (died) => {
      loaded = false;
      const onLoaded = (): void => {
        loaded = true;
        log('shell.screen-started');
        join();
      };
      const onGone = (reason: string): void => {
        loaded = false;
        watch.stopped();
        died(reason);
      };
      return openScreenWindow({
        create: ports.createWindow,
        timers,
        log,
        hungAfterMs: plans.hungAfterMs,
        onLoaded,
        onGone,
      });
    },
  });

  return {
    run() {
      log('shell.started', { shell: 'electron' });
      runtimes.start();
      windows.start();
      return ending.ended;
    },
    stop: () => ending.finish('asked'),
    localUrl: () => ready?.localUrl,
    resumed() {
      watch.resumed();
      windows.current()?.refocus();
    },
  };
}
