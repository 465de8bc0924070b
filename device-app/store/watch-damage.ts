import type { Result } from '@mingjing/shared/basics/result.ts';
import type { LogStore, WriteRefusal } from './log-store.ts';
import { isCorruption } from './sqlite-errors.ts';

/**
 * The same log, with an ear at every door: a file that turns out damaged while it is open is told of, whichever call met it. Only
 * closing the log and opening it anew repairs it.
 * @param onDamaged called during the failing call, each time; the log must not be closed before that call has returned
 */
export function watchDamage(store: LogStore, onDamaged: () => void): LogStore {
  function write<T>(result: Result<T, WriteRefusal>): Result<T, WriteRefusal> {
    if (!result.ok && result.error === 'damaged') onDamaged();
    return result;
  }

  function read<T>(from: () => T): T {
    try {
      return from();
    } catch (cause) {
      if (isCorruption(cause)) onDamaged();
      throw cause;
    }
  }

  return {
    commit: (entries, snapshot, stamp) => write(store.commit(entries, snapshot, stamp)),
    loadSnapshot: () => read(() => store.loadSnapshot()),
    head: () => read(() => store.head()),
    readAfter: (seq, limit, maxBytes) => read(() => store.readAfter(seq, limit, maxBytes)),
    ackedSeq: () => read(() => store.ackedSeq()),
    setAcked: (seq) => write(store.setAcked(seq)),
    backlog: () => read(() => store.backlog()),
    beginEpoch: (reason, stamp, carryAfter) => write(store.beginEpoch(reason, stamp, carryAfter)),
    prune: (beforeAt) => write(store.prune(beforeAt)),
    probe: () => write(store.probe()),
    close: () => store.close(),
  };
}
