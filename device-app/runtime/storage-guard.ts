import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { LogStore, WriteRefusal } from '../store/log-store.ts';

/** How often a log that was full is tried again. */
const PROBE_MS = 2_000;

/** Knows whether records can be kept, and notices when a full disk has room again. A damaged log stays so until it is opened anew. */
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
      if (result.error === 'full') cancelProbe = options.timers.after(PROBE_MS, probe);
      else enter(result.error);
      return;
    }
    trouble = null;
    options.log('store.recovered');
    options.onChange();
  }

  function enter(refusal: WriteRefusal): void {
    if (trouble === refusal || trouble === 'damaged') return;
    trouble = refusal;
    cancelProbe();
    if (refusal === 'full') {
      options.log('store.full');
      cancelProbe = options.timers.after(PROBE_MS, probe);
    }
    options.onChange();
  }

  return {
    refused: enter,
    trouble: () => trouble,
    stop: () => cancelProbe(),
  };
}
