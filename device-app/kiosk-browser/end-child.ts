import type { ChildProcess } from 'node:child_process';
import type { Timers } from '@mingjing/shared/basics/clock.ts';

/** Asks a child to end, and ends it by force after `patienceMs` milliseconds. Resolves when it is gone. */
export function endChild(child: ChildProcess, timers: Timers, patienceMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = timers.after(patienceMs, () => child.kill('SIGKILL'));
    child.once('exit', () => {
      cancel();
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** How a child ended, for the log. */
export function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}
