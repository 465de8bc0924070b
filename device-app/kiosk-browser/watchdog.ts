import { execFile } from 'node:child_process';
import type { Timers } from '@mingjing/shared/basics/clock.ts';

/** Sends one state to the service manager, such as `--ready` or `WATCHDOG=1`. */
export type Notify = (state: string) => void;

/**
 * Tells systemd through its own `systemd-notify` (Node has no datagram sockets of the unix kind). Undefined where no service
 * manager asked for it.
 */
export function systemdNotify(environment: Readonly<Record<string, string | undefined>>): Notify | undefined {
  if (environment.NOTIFY_SOCKET === undefined) return undefined;
  return (state) => {
    // If it fails, the watchdog fires: that is what it is for.
    execFile('systemd-notify', [state], { timeout: 5_000 }, () => {});
  };
}

export interface WatchdogPorts {
  readonly notify: Notify;
  readonly timers: Timers;
  /** Milliseconds between two looks; half of the service manager's limit or less. */
  readonly everyMs: number;
  readonly isHealthy: () => boolean;
}

/** Says ready once citizens can rate, then feeds the watchdog only while they can: a turning event loop is not health. */
export function startWatchdog({ notify, timers, everyMs, isHealthy }: WatchdogPorts): void {
  let saidReady = false;
  const look = (): void => {
    if (isHealthy()) {
      if (!saidReady) notify('READY=1');
      saidReady = true;
      notify('WATCHDOG=1');
    }
    timers.after(everyMs, look);
  };
  look();
}
