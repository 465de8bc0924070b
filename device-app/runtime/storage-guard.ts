import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { LogStore, WriteRefusal } from '../store/log-store.ts';

/** How often a log that refused a write is tried again. */
const PROBE_MS = 2_000;

/** Knows whether records can be kept, and notices when they can again. */
export interface StorageGuard {
  refused(refusal: WriteRefusal): void;
  /** Why nothing can be kept now, or null. */
  trouble(): WriteRefusal | null;
  stop(): void;
}

export function createStorageGuard(options: {
  readonly store: Pick<LogStore, 'probe'>;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Called on every change of `trouble`. */
  readonly onChange: () => void;
}): StorageGuard {
  let trouble: WriteRefusal | null = null;
  let cancelProbe = () => {};

  function probe(): void {
    const result = options.store.probe();
    if (!result.ok) {
      cancelProbe = options.timers.after(PROBE_MS, probe);
      return;
    }
    trouble = null;
    options.log('store.recovered');
    options.onChange();
  }

  return {
    refused(refusal) {
      const known = trouble !== null;
      trouble = refusal;
      if (known) return;
      options.log(refusal === 'full' ? 'store.full' : 'store.damaged');
      cancelProbe = options.timers.after(PROBE_MS, probe);
      options.onChange();
    },
    trouble: () => trouble,
    stop: () => cancelProbe(),
  };
}
