import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const PAGE = 4096;

/**
 * Spoils, under a running terminal, the page of its database that a table or index begins with, as a failing disk would: the file is
 * brought up to date, the page overwritten, and the terminal made to read it anew.
 */
export function spoilRootPage(dataDir: string, name: string): void {
  const path = join(dataDir, 'log.db');
  const root = withDatabase(path, (db) => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    return db.prepare<[string], { rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name);
  });
  if (root === undefined) throw new Error(`no ${name} in ${path}`);
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(PAGE, 0xa5), 0, PAGE, (root.rootpage - 1) * PAGE);
  closeSync(handle);
  // A write by another process, here of the first page alone, empties the terminal's page cache.
  withDatabase(path, (db) => db.pragma(`user_version = ${db.pragma('user_version', { simple: true })}`));
}

function withDatabase<T>(path: string, use: (db: Database.Database) => T): T {
  const db = new Database(path);
  try {
    return use(db);
  } finally {
    db.close();
  }
}
