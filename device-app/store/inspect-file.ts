import { statSync } from 'node:fs';
import { latestVersion, schemaVersion } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { APPLICATION_ID, type Database, openReadOnly } from './open-database.ts';
import { isCorruption } from './sqlite-errors.ts';

/** What a look at the log's file found. */
export type Inspection =
  | { readonly kind: 'sound' }
  | { readonly kind: 'damaged'; readonly why: string }
  | { readonly kind: 'from-the-future'; readonly found: number };

/**
 * Looks at the file without changing it.
 * @throws SqliteError when the file cannot be opened for a reason other than its content
 */
export function inspectFile(path: string, migrations: readonly Migration[]): Inspection {
  let db: Database | undefined;
  if (isEmptyFile(path)) return { kind: 'damaged', why: 'the file is empty' };
  try {
    db = openReadOnly(path);
    const version = schemaVersion(db);
    // Every log is complete before it gets its name, so a file without our mark has lost it.
    const marked = db.pragma('application_id', { simple: true }) === APPLICATION_ID && version > 0;
    if (!marked) return { kind: 'damaged', why: 'the file does not carry the mark of a log' };
    if (version > latestVersion(migrations)) return { kind: 'from-the-future', found: version };
    const verdict = db.pragma('quick_check(1)', { simple: true });
    return verdict === 'ok' ? { kind: 'sound' } : { kind: 'damaged', why: String(verdict) };
  } catch (cause) {
    if (!isCorruption(cause)) throw cause;
    return { kind: 'damaged', why: (cause as Error).message };
  } finally {
    db?.close();
  }
}

/** Whether there is nothing in a file. Such a file must never be opened: SQLite would delete its write-ahead log. */
export function isEmptyFile(path: string): boolean {
  return statSync(path).size === 0;
}
