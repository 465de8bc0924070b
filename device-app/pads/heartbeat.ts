import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';

/** Keeps asking a pad whether it lives, and says when it has been silent for too long. */
export interface Heartbeat {
  heard(): void;
  stop(): void;
}

export function createHeartbeat(
  { output, intervalMs, idleTimeoutMs }: PadProfile['heartbeat'],
  timers: Timers,
  actions: { readonly send: (output: string) => void; readonly silent: () => void },
): Heartbeat {
  let cancelBeat: () => void = () => undefined;
  let cancelIdle: () => void = () => undefined;
  const scheduleBeat = (name: string): void => {
    cancelBeat = timers.after(intervalMs, () => {
      actions.send(name);
      scheduleBeat(name);
    });
  };
  const heard = (): void => {
    cancelIdle();
    if (idleTimeoutMs > 0) cancelIdle = timers.after(idleTimeoutMs, actions.silent);
  };
  heard();
  if (output !== null) scheduleBeat(output);
  return {
    heard,
    stop() {
      cancelBeat();
      cancelIdle();
    },
  };
}
