import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { EXIT_CODES, type ExitKind } from '../core/supervision/exit-codes.data.ts';
import { climb, type LadderPlan } from '../core/supervision/recovery-ladder.ts';
import type { RecoveryMemory } from './recovery-file.ts';

export interface ShellEndingPorts {
  readonly ladder: LadderPlan;
  readonly memory: RecoveryMemory;
  readonly clock: Clock;
  readonly log: EventLog;
  /** Takes screen and runtime down in good order. Called once. */
  readonly close: () => Promise<void>;
}

export interface ShellEnding {
  /** Resolves, when everything is down, with why the shell ends. */
  readonly ended: Promise<ExitKind>;
  /** Whether the shell is on its way down. */
  begun(): boolean;
  /** Takes everything down. The first reason given is the one that counts. */
  finish(kind: ExitKind): void;
  /** A part cannot be kept alive: ends with the next rung of the recovery ladder, and remembers it. */
  giveUp(): void;
}

/** How a shell ends, whichever it is: once, in good order, with a code that whoever started it acts on. */
export function createShellEnding({ ladder, memory, clock, log, close }: ShellEndingPorts): ShellEnding {
  const { promise: ended, resolve } = Promise.withResolvers<ExitKind>();
  let begun = false;

  const finish = (kind: ExitKind): void => {
    if (begun) return;
    begun = true;
    log('shell.stopping', { exitCode: EXIT_CODES[kind].code });
    void close().then(() => resolve(kind));
  };

  return {
    ended,
    begun: () => begun,
    finish,
    giveUp() {
      const { rung, history } = climb(ladder, memory.load(), clock.now());
      memory.save(history);
      finish(rung);
    },
  };
}
