import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { EXIT_CODES, type ExitKind } from '../core/supervision/exit-codes.data.ts';
import { createKeeper } from '../core/supervision/keeper.ts';
import type { LadderPlan } from '../core/supervision/recovery-ladder.ts';
import type { RespawnPlan } from '../core/supervision/respawn.ts';
import type { RuntimeLine } from '../core/supervision/runtime-lines.ts';
import type { WatchPlan } from '../core/supervision/white-screen.ts';
import type { RecoveryMemory } from '../ops/recovery-file.ts';
import { createShellEnding } from '../ops/shell-ending.ts';
import type { BrowserCommand } from './browser-process.ts';
import { type RuntimeCommand, type RuntimeProcess, startRuntime } from './runtime-process.ts';
import { createScreenKeeper } from './screen-keeper.ts';

export interface ShellPlans {
  readonly runtime: RespawnPlan;
  readonly screen: RespawnPlan;
  readonly ladder: LadderPlan;
  readonly watch: WatchPlan;
  /** Milliseconds from the start of the runtime to its ready line. */
  readonly readyWithinMs: number;
  /** Milliseconds a ready runtime has to hand out an address. */
  readonly answerWithinMs: number;
}

export interface KioskShellPorts {
  readonly runtime: RuntimeCommand;
  readonly browser: BrowserCommand;
  readonly plans: ShellPlans;
  readonly clock: Clock;
  /** Must keep the process alive while they run. */
  readonly timers: Timers;
  readonly log: EventLog;
  readonly memory: RecoveryMemory;
}

export interface ShellStatus {
  readonly runtimePid: number | undefined;
  readonly browserPid: number | undefined;
  /** Whether a citizen can rate now: what a watchdog may go by. */
  readonly healthy: boolean;
}

export interface KioskShell {
  /** Starts runtime and browser and keeps them alive. Resolves, when both are gone, with why the shell ends. */
  run(): Promise<ExitKind>;
  /** Ends both in good order; `run` then resolves with `asked`. */
  stop(): void;
  status(): ShellStatus;
}

/** The shell under plain Node: one runtime and one locked Chromium, each brought back when it dies. */
export function createKioskShell(ports: KioskShellPorts): KioskShell {
  const { plans, clock, timers, log } = ports;
  let ready = false;

  const ending = createShellEnding({
    ladder: plans.ladder,
    memory: ports.memory,
    clock,
    log,
    async close() {
      const runtime = runtimes.current();
      runtimes.rest();
      await screen.end();
      await runtime?.end();
    },
  });

  const runtimes = createKeeper<RuntimeProcess>({
    part: 'runtime',
    plan: plans.runtime,
    clock,
    timers,
    log,
    onGiveUp: ending.giveUp,
    start: (died) => {
      const { readyWithinMs } = plans;
      return startRuntime({ command: ports.runtime, readyWithinMs, timers, log, onLine, onExit: onExit(died) });
    },
  });

  const screen = createScreenKeeper({
    command: ports.browser,
    respawn: plans.screen,
    watch: plans.watch,
    answerWithinMs: plans.answerWithinMs,
    clock,
    timers,
    log,
    request: () => runtimes.current()?.requestScreen(),
    onSilence: () => runtimes.current()?.kill(),
    onGiveUp: ending.giveUp,
  });

  const onLine = (line: RuntimeLine): void => {
    if (ending.begun()) return;
    if (line.kind === 'painted') screen.painted();
    else if (line.kind === 'screen') screen.offer(line.screenUrl);
    else {
      ready = true;
      void screen.show(line.screenUrl, line.paintedEveryMs);
    }
  };

  const onExit = (died: (reason: string) => void) => (reason: string, exitCode: number | null) => {
    ready = false;
    screen.runtimeLost();
    // Its settings are ours too: starting it again would change nothing.
    if (exitCode === EXIT_CODES['settings-invalid'].code && !ending.begun()) ending.finish('settings-invalid');
    else died(reason);
  };

  return {
    run() {
      log('shell.started', { shell: 'kiosk-browser' });
      runtimes.start();
      return ending.ended;
    },
    stop: () => ending.finish('asked'),
    status: () => ({
      runtimePid: runtimes.current()?.pid,
      browserPid: screen.pid(),
      healthy: ready && screen.pid() !== undefined && !ending.begun(),
    }),
  };
}
