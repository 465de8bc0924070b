import { sqliteCode } from '@mingjing/shared/basics/sqlite-errors.ts';
import { refusalOf } from './sqlite-errors.ts';

/** Why the log cannot be opened. Nothing was changed on disk. */
export type OpenProblem =
  | { readonly kind: 'from-the-future'; readonly message: string }
  | { readonly kind: 'full'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };

const FULL_ERRNO = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const ENVIRONMENT_ERRNO = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EEXIST', 'EIO', 'ENOENT']);

export function fromTheFuture(path: string, found: number, supported: number): OpenProblem {
  const message = `${path} was written by a newer version (schema ${found}, this one knows ${supported}): install that version again`;
  return { kind: 'from-the-future', message };
}

/** The problem behind an error of disk or SQLite; undefined when it is a bug. */
export function problemOf(path: string, error: unknown): OpenProblem | undefined {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (refusalOf(error) === 'full' || FULL_ERRNO.has(errno)) {
    return { kind: 'full', message: `${path}: the disk is full (${errno}): free some space` };
  }
  if (sqliteCode(error) === undefined && !ENVIRONMENT_ERRNO.has(errno)) return undefined;
  return { kind: 'unavailable', message: `${path} cannot be opened (${errno}): check the folder and its owner` };
}
