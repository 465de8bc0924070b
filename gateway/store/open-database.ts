import { holdExclusively, LOCK_WAIT_MS } from '@mingjing/shared/basics/sqlite-lock.ts';
import Database from 'better-sqlite3';

/** A connection; better-sqlite3 is imported here and nowhere else in the gateway. */
export type SqliteDatabase = Database.Database;

/** How long a connection waits for another one's lock. */
export const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the connection that writes.
 *
 * In WAL mode better-sqlite3 would silently run `synchronous=NORMAL`, which loses the last commits in a power cut; an
 * acknowledgement means fsynced, so FULL is set and read back. Checkpoints are run by their own thread, never by a commit.
 */
export function openWriter(path: string): SqliteDatabase {
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  expectPragma(db, 'journal_mode = WAL', 'journal_mode', 'wal');
  expectPragma(db, 'synchronous = FULL', 'synchronous', 2);
  expectPragma(db, 'wal_autocheckpoint = 0', 'wal_autocheckpoint', 0);
  expectPragma(db, 'foreign_keys = ON', 'foreign_keys', 1);
  // Otherwise INSERT OR REPLACE would slip past the ledger's trigger against deleting.
  expectPragma(db, 'recursive_triggers = ON', 'recursive_triggers', 1);
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  return db;
}

/** Opens a connection that cannot write. The file must exist. */
export function openReader(path: string): SqliteDatabase {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma('query_only = ON');
  return db;
}

/** Opens a connection that only moves pages from the write-ahead log into the database. */
export function openCheckpointer(path: string): SqliteDatabase {
  const db = new Database(path, { fileMustExist: true, timeout: 0 });
  db.pragma('synchronous = FULL');
  return db;
}

/** An empty private database on disk that vanishes when closed: bounded memory for any size. */
export function openScratch(): SqliteDatabase {
  const db = new Database('');
  db.pragma('synchronous = OFF');
  db.pragma('journal_mode = OFF');
  return db;
}

function expectPragma(db: SqliteDatabase, assignment: string, name: string, expected: string | number): void {
  db.pragma(assignment);
  const actual = db.pragma(name, { simple: true });
  if (actual !== expected) throw new Error(`SQLite refused PRAGMA ${assignment}: it is ${String(actual)}`);
}

/** Takes the lock of a data folder, see {@link holdExclusively}. @throws SqliteError when the file cannot be made */
export function takeLock(path: string): (() => void) | undefined {
  return holdExclusively(new Database(path, { timeout: LOCK_WAIT_MS }));
}
