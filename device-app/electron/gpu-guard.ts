import { existsSync, writeFileSync } from 'node:fs';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';

export interface GpuGuardPorts {
  /** Exists where the graphics process is known to be unstable. Remove it after a driver update. */
  readonly flagFile: string;
  readonly maxDeaths: number;
  readonly log: EventLog;
}

/** Remembers an unstable graphics process, so that the next start draws without it. */
export function createGpuGuard({ flagFile, maxDeaths, log }: GpuGuardPorts) {
  let deaths = 0;
  return {
    /** Whether this start is to draw without the graphics processor. */
    isUnstable: () => existsSync(flagFile),
    /** A helper process died; Electron starts it again by itself. */
    childGone({ type, reason }: { readonly type: string; readonly reason: string }): void {
      if (type !== 'GPU' || reason === 'clean-exit') return;
      deaths += 1;
      if (deaths !== maxDeaths) return;
      log('shell.gpu-unstable', { reason });
      try {
        writeFileSync(flagFile, '', { mode: 0o600 });
      } catch {
        // Then the next start counts anew.
      }
    },
  };
}
