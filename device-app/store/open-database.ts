import { holdExclusively, LOCK_WAIT_MS } from '@mingjing/shared/basics/sqlite-lock.ts';
import Sqlite from 'better-sqlite3';

/** An open SQLite database. */
export type Database = Sqlite.Database;

/** Written into the file header, so that a damaged header is not mistaken for a newer version: "MJLG". */
export const APPLICATION_ID = 0x4d4a4c47;

/** How long a statement waits for another process (diagnostics, a backup) that holds the write lock, ms. */
const BUSY_TIMEOUT_MS = 2_000;
/**
 * Pages of write-ahead log after which a commit also checkpoints: the upper bound, 4 MB. The usual checkpoint happens in
 * `prune` and on close, away from the path of a press.
 */
const CHECKPOINT_PAGES = 1_000;

/**
 * Opens a database for reading and writing; creates the file where there is none.
 * better-sqlite3 is compiled to run WAL with synchronous=NORMAL, which loses the last commits on a power cut: FULL is set here.
 * @throws SqliteError
 */
export function openDatabase(path: string): Database {
  const db = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.pragma(`journal_size_limit = ${CHECKPOINT_PAGES * 4096}`);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

/** Version of the SQLite that keeps the log, such as 3.50.4: compiled in, so not the one of this machine. */
export function sqliteVersion(): string {
  const db = new Sqlite(':memory:');
  try {
    return db.prepare<[], string>('select sqlite_version()').pluck().get() ?? 'unknown';
  } finally {
    db.close();
  }
}

/**
 * Opens a database to look only: closing it does not fold the write-ahead log into the file, so evidence stays as it was.
 * @throws SqliteError, also when the file does not exist
 */
export function openReadOnly(path: string): Database {
  return new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
}

/** Takes the lock of a data folder, see {@link holdExclusively}. @throws SqliteError when the file cannot be made */
export function takeLock(path: string): (() => void) | undefined {
  return holdExclusively(new Sqlite(path, { timeout: LOCK_WAIT_MS }));
}
