import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { WriteRefusal } from './log-store.ts';
import type { Database } from './open-database.ts';
import { refusalOf, sqliteCode } from './sqlite-errors.ts';

/**
 * Runs writes as transactions that are on disk when they return. What the storage refuses becomes a value and leaves nothing behind;
 * the turn from working to refusing and back is logged once each.
 */
export function createWriteGuard(db: Database, log: EventLog) {
  let refused: WriteRefusal | undefined;

  return <T>(write: () => T): Result<T, WriteRefusal> => {
    try {
      const value = db.transaction(write).immediate();
      if (refused !== undefined) log('store.recovered');
      refused = undefined;
      return ok(value);
    } catch (cause) {
      const refusal = refusalOf(cause);
      if (refusal === undefined) throw cause;
      if (refused !== refusal) log(refusal === 'full' ? 'store.full' : 'store.damaged', { code: sqliteCode(cause) });
      refused = refusal;
      return err(refusal);
    }
  };
}
