import { storageFaultOf } from '@mingjing/shared/basics/sqlite-errors.ts';
import { BUSY_TIMEOUT_MS, type SqliteDatabase } from './open-database.ts';

/**
 * Moves pages from the write-ahead log into the database, as far as that goes without waiting for anybody.
 * @param mode RESTART: the log is written from its beginning again. TRUNCATE: its file becomes empty besides. PASSIVE: neither
 * @returns length of the log in pages; 0 when the disk is full: the pages stay in the log, where they are as safe, until there is room
 * @throws when the disk or the database is broken
 */
export function checkpoint(db: SqliteDatabase, mode: 'PASSIVE' | 'RESTART' | 'TRUNCATE'): number {
  db.pragma('busy_timeout = 0');
  try {
    const [row] = db.pragma(`wal_checkpoint(${mode})`) as { log: number }[];
    return row?.log ?? 0;
  } catch (error) {
    if (storageFaultOf(error) !== 'full') throw error;
    return 0;
  } finally {
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}
