import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { WriteRefusal } from './log-store.ts';
import type { Database } from './open-database.ts';
import { refusalOf } from './sqlite-errors.ts';

/**
 * Runs writes as one transaction that is on disk when this returns. What the storage refuses becomes a value and leaves nothing behind;
 * anything else is a bug and is thrown.
 */
export function writeDurably<T>(db: Database, write: () => T): Result<T, WriteRefusal> {
  try {
    return ok(db.transaction(write).immediate());
  } catch (cause) {
    const refusal = refusalOf(cause);
    if (refusal === undefined) throw cause;
    return err(refusal);
  }
}
