import { spawn } from 'node:child_process';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import {
  parseRuntimeLine,
  RUNTIME_LINE_MAX,
  type RuntimeLine,
  SCREEN_TOKEN_REQUEST,
} from '../core/supervision/runtime-lines.ts';
import { endChild, exitReason } from './end-child.ts';
import { readLines } from './read-lines.ts';

/** How to start the runtime: a program, its arguments and its whole environment. */
export interface RuntimeCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface RuntimeProcess {
  readonly pid: number | undefined;
  /** Asks for an address with a fresh token; the answer is a `screen` line. */
  requestScreen(): void;
  /** It hangs: end it by force. */
  kill(): void;
  end(): Promise<void>;
}

export interface StartRuntimePorts {
  readonly command: RuntimeCommand;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Milliseconds until it must have said `ready`. */
  readonly readyWithinMs: number;
  readonly onLine: (line: RuntimeLine) => void;
  /** Once, when it is gone. `exitCode` is null where a signal ended it or it never ran. */
  readonly onExit: (reason: string, exitCode: number | null) => void;
}

/** Milliseconds in which the runtime can finish what it is writing. */
const END_PATIENCE_MS = 5_000;

/** Starts the runtime as a child. Its log, on standard error, becomes ours. */
export function startRuntime({
  command,
  timers,
  log,
  readyWithinMs,
  onLine,
  onExit,
}: StartRuntimePorts): RuntimeProcess {
  const child = spawn(command.command, command.args, { env: command.env, stdio: ['pipe', 'pipe', 'inherit'] });
  const cancelReady = timers.after(readyWithinMs, () => child.kill('SIGKILL'));

  readLines(child.stdout, RUNTIME_LINE_MAX, (text) => {
    const line = parseRuntimeLine(text);
    if (!line.ok) {
      log('shell.bad-line', { problem: line.error });
      return;
    }
    if (line.value.kind === 'ready') cancelReady();
    onLine(line.value);
  });
  // A write that crosses its death is no news: the exit is.
  child.stdin.on('error', () => {});
  child.once('error', (error) => {
    cancelReady();
    if (child.pid === undefined) onExit(error.message, null);
  });
  child.once('exit', (code, signal) => {
    cancelReady();
    onExit(exitReason(code, signal), code);
  });

  return {
    pid: child.pid,
    requestScreen: () => child.stdin.write(SCREEN_TOKEN_REQUEST),
    kill: () => child.kill('SIGKILL'),
    end: () => endChild(child, timers, END_PATIENCE_MS),
  };
}
