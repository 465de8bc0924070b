import { openReader, openWriter, type SqliteDatabase } from './open-database.ts';
import { createDeadLetterReads, type DeadLetterReads } from './reading/dead-letter-reads.ts';
import { createOutboxTable } from './tables/outbox-table.ts';
import { createTotals } from './tables/totals.ts';

/**
 * Reads the dead letters of a database, beside a gateway that may be running on it.
 * @throws when the file is no gateway's database
 */
export function readDeadLetters<T>(path: string, read: (letters: DeadLetterReads) => T): T {
  return withDatabase(openReader(path), (db) => read(createDeadLetterReads(db)));
}

/**
 * Puts a dead letter back into the outbox, beside a gateway that may be running on it: SQLite lets one write at a time, and the gateway
 * finds the job when it next looks.
 * @returns false when no dead letter has this number
 */
export function reviveDeadLetter(path: string, id: number, at: number): boolean {
  return withDatabase(openWriter(path), (db) => {
    const totals = createTotals(db);
    const outbox = createOutboxTable(db, totals);
    const revive = db.transaction(() => {
      const revived = outbox.revive(id, at);
      totals.flush();
      return revived;
    });
    return revive.immediate();
  });
}

/** Closes the database whatever happens. */
export function withDatabase<T>(db: SqliteDatabase, work: (db: SqliteDatabase) => T): T {
  try {
    return work(db);
  } finally {
    db.close();
  }
}
