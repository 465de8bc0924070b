import type { WriteRefusal } from './log-store.ts';

/**
 * The disk takes no more. A quota or a file-size limit arrives as a plain write error: only ENOSPC has a code of its own.
 */
const FULL_CODES = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE']);
/** The file or the disk under it cannot be trusted. */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB|IOERR)/;
/** The file is there but we may not write it. */
const UNWRITABLE = /^SQLITE_(READONLY|CANTOPEN|PERM)/;

/** The records of the log are not what was written, though the file around them is sound. */
export class AlteredLogError extends Error {}

/** The result code of an error thrown by SQLite; undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}

/** What an error says of the storage; undefined when it says nothing (a bug, a lock). */
export function refusalOf(error: unknown): WriteRefusal | undefined {
  if (error instanceof AlteredLogError) return 'damaged';
  const code = sqliteCode(error);
  if (code === undefined) return undefined;
  if (FULL_CODES.has(code)) return 'full';
  return DAMAGED.test(code) || UNWRITABLE.test(code) ? 'damaged' : undefined;
}

/** Whether an error says that what is in the file cannot be read (as against: may not be opened). */
export function isCorruption(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && !FULL_CODES.has(code) && DAMAGED.test(code);
}
