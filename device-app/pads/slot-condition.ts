import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';

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
  readonly problem: string | null;
  works(path: string): void;
  fails(why: string, holder?: string): void;
  /** Not yet, or not all of it, which is no news for the log. */
  waits(why: string): void;
}

export function createSlotCondition({ slot, profile, log, onStatus }: Parts): SlotCondition {
  let connected = false;
  let problem: string | null = 'not started';

  const become = (now: boolean, why: string | null): void => {
    const isNew = connected !== now || problem !== why;
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
    fails(why, holder) {
      const text = holder === undefined ? why : `${why}; held by ${holder}`;
      if (connected) log('pad.disconnected', { slot, profile, reason: why });
      else if (text !== problem) log('pad.open-failed', { slot, profile, reason: why, holder });
      become(false, text);
    },
    waits: (why) => become(false, why),
  };
}
