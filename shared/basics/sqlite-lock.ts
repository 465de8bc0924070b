import { sqliteCode } from './sqlite-errors.ts';

/** How long a process that just ended may take to let go, ms: the busy timeout to open the lock's database with. */
export const LOCK_WAIT_MS = 1_000;

/** The part of an SQLite connection that a lock needs. */
interface Lockable {
  exec(sql: string): unknown;
  close(): unknown;
}

/**
 * Holds a connection of its own as a lock: an exclusive transaction, which the system ends with the process, however that ends.
 * @returns what lets it go, or undefined while another process holds it; the connection is closed then
 * @throws SqliteError for any other failure
 */
export function holdExclusively(db: Lockable): (() => void) | undefined {
  try {
    db.exec('BEGIN EXCLUSIVE');
    return () => void db.close();
  } catch (cause) {
    db.close();
    if (sqliteCode(cause) === 'SQLITE_BUSY') return undefined;
    throw cause;
  }
}
