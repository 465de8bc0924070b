import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';

/**
 * Reads the token of the local API, or makes one on first start.
 * @returns the token, or why the file cannot be trusted
 */
export function readOrCreateToken(path: string, randomBytes: RandomBytes): Result<string, string> {
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, Buffer.from(randomBytes(32)).toString('base64url'));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    return err(`others can read ${path}: make it mode 0600`);
  }
  const token = readFileSync(path, 'utf8').trim();
  return token.length >= 20
    ? ok(token)
    : err(`${path} holds no token of 20 characters or more: delete it to get a new one`);
}
