import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { parseRuntimeMessage, type RuntimeMessage, type ShellMessage } from '../core/supervision/utility-messages.ts';

/** The part of Electron's UtilityProcess that we use. `Port` is a MessagePortMain. */
export interface UtilityChild<Port> {
  readonly pid: number | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  postMessage(message: ShellMessage, transfer?: Port[]): void;
}

export interface RuntimeHostPorts<Port> {
  readonly fork: () => UtilityChild<Port>;
  /** Ends a process by force. The child's own `kill` only asks, and one that hangs does not answer. */
  readonly killProcess: (pid: number) => void;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Milliseconds until it must have said `ready`. */
  readonly readyWithinMs: number;
  /** Milliseconds in which it can finish what it is writing when asked to stop. */
  readonly stopWithinMs: number;
  readonly onMessage: (message: RuntimeMessage) => void;
  /** Once, when it is gone. */
  readonly onExit: (exitCode: number) => void;
}

export interface RuntimeHost<Port> {
  /** Gives the runtime its end of the channel to a screen. */
  give(port: Port): void;
  /** Ends it in good order, by force if it does not. Resolves when it is gone. */
  end(): Promise<void>;
}

/** Runs the runtime as a utility process: native code that crashes takes only this process down. */
export function startRuntimeHost<Port>(ports: RuntimeHostPorts<Port>): RuntimeHost<Port> {
  const { timers, log, onMessage, onExit } = ports;
  const child = ports.fork();
  const gone = Promise.withResolvers<void>();
  let over = false;
  const kill = (): void => {
    if (child.pid !== undefined) ports.killProcess(child.pid);
  };
  const cancelReady = timers.after(ports.readyWithinMs, kill);

  child.on('message', (raw) => {
    const message = parseRuntimeMessage(raw);
    if (!message.ok) {
      log('shell.bad-line', { problem: message.error });
      return;
    }
    if (message.value.kind === 'ready') cancelReady();
    onMessage(message.value);
  });
  child.once('exit', (code) => {
    over = true;
    cancelReady();
    gone.resolve();
    onExit(code);
  });

  return {
    give: (port) => {
      if (!over) child.postMessage({ kind: 'screen-port' }, [port]);
    },
    async end() {
      if (over) return;
      const cancelKill = timers.after(ports.stopWithinMs, kill);
      child.postMessage({ kind: 'stop' });
      await gone.promise;
      cancelKill();
    },
  };
}
