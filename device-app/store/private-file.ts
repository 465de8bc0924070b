import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { syncPath } from './log-files.ts';
import { problemOf } from './open-problem.ts';

/** Why a private file cannot be used; `message` names the file and the cure. */
export interface PrivateFileProblem {
  readonly kind: 'exposed' | 'malformed' | 'full' | 'unavailable';
  readonly message: string;
}

const OTHERS = 0o077;
const MAX_BYTES = 64 * 1024;

/**
 * Reads a file that only its owner may read.
 * @returns its text, or null where there is no such file
 */
export function readPrivateFile(path: string): Result<string | null, PrivateFileProblem> {
  try {
    const stat = lstatSync(path);
    if (!stat.isFile() || stat.size > MAX_BYTES) {
      return err({ kind: 'malformed', message: `${path} is not a file of ours: move it away` });
    }
    // Windows has no mode bits; there the folder's access list protects the file.
    if (process.platform !== 'win32' && (stat.mode & OTHERS) !== 0) {
      const message = `${path} can be read by others: it may have been copied. Run chmod 600 on it, and have it made anew if in doubt`;
      return err({ kind: 'exposed', message });
    }
    return ok(readFileSync(path, 'utf8'));
  } catch (cause) {
    return isErrno(cause, 'ENOENT') ? ok(null) : unavailable(path, cause);
  }
}

/**
 * Writes a file (0600) all or nothing: whole and on disk when this returns, as before when it fails or the power goes. Its folder is
 * created (0700) where missing.
 */
export function writePrivateFile(path: string, content: string | Uint8Array): Result<void, PrivateFileProblem> {
  const temporary = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(temporary, { force: true });
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      // Not writeSync: on a disk that is nearly full that writes a part and calls it a success.
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
    syncPath(dirname(path));
    return ok(undefined);
  } catch (cause) {
    discard(temporary);
    return unavailable(path, cause);
  }
}

/** What is left of a failed attempt must not take room on a full disk. */
function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // The folder itself is unusable: the first error says so.
  }
}

function unavailable(path: string, cause: unknown): Result<never, PrivateFileProblem> {
  if (!(cause instanceof Error && 'code' in cause)) throw cause;
  const full = problemOf(path, cause)?.kind === 'full';
  const message = full
    ? `${path}: the disk is full (${String(cause.code)}): free some space`
    : `${path}: ${String(cause.code)}: check the folder, its owner and the disk`;
  return err({ kind: full ? 'full' : 'unavailable', message });
}

function isErrno(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
