/**
 * What an error of SQLite says of the storage. `full`: the disk takes no more, nothing is lost, and all is well once there is room.
 * `damaged`: the file or the disk under it cannot be trusted. `unwritable`: it is there, but we may not write it.
 */
export type StorageFault = 'full' | 'damaged' | 'unwritable';

/** A quota or a file-size limit arrives as a plain write error: only ENOSPC has a code of its own. See sqlite.org/rescode.html. */
const FULL: readonly string[] = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE'];
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB|IOERR)/;
const UNWRITABLE = /^SQLITE_(READONLY|CANTOPEN|PERM)/;

/** The result code of an error thrown by SQLite; undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}

/** What an error says of the storage; undefined when it says nothing (a bug, a lock). */
export function storageFaultOf(error: unknown): StorageFault | undefined {
  const code = sqliteCode(error);
  if (code === undefined) return undefined;
  if (FULL.includes(code)) return 'full';
  if (DAMAGED.test(code)) return 'damaged';
  return UNWRITABLE.test(code) ? 'unwritable' : undefined;
}
