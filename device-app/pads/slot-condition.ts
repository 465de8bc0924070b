import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { type DeviceProblem, deviceProblem, holderText, problemText } from '../core/devices/device-problem.ts';

interface Parts {
  readonly slot: number;
  readonly profile: string;
  readonly log: EventLog;
  readonly onStatus: () => void;
}

/** Whether a device works, and why not; tells each change once, however often something is tried. */
export interface SlotCondition {
  readonly connected: boolean;
  /** Null while it works. */
  readonly problem: DeviceProblem | null;
  works(path: string): void;
  fails(why: DeviceProblem): void;
  /** Not yet, or not all of it, which is no news for the log. */
  waits(why: DeviceProblem): void;
}

function isSame(one: DeviceProblem | null, other: DeviceProblem | null): boolean {
  return one === null || other === null ? one === other : problemText(one) === problemText(other);
}

export function createSlotCondition({ slot, profile, log, onStatus }: Parts): SlotCondition {
  let connected = false;
  let problem: DeviceProblem | null = deviceProblem('not-started');

  const become = (now: boolean, why: DeviceProblem | null): void => {
    const isNew = connected !== now || !isSame(problem, why);
    connected = now;
    problem = why;
    if (isNew) onStatus();
  };

  return {
    get connected() {
      return connected;
    },
    get problem() {
      return problem;
    },
    works(path) {
      if (!connected) log('pad.connected', { slot, profile, path });
      become(true, null);
    },
    fails(why) {
      const { reason, holder } = why;
      if (connected) log('pad.disconnected', { slot, profile, reason });
      else if (!isSame(problem, why))
        log('pad.open-failed', { slot, profile, reason, holder: holder === null ? undefined : holderText(holder) });
      become(false, why);
    },
    waits: (why) => become(false, why),
  };
}
