import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { DATABASE_FILE } from '../store/open-gateway-store.ts';

export const MASTER_KEY_FILE = 'master.key';
const KEY_BYTES = 32;
const OTHERS = 0o077;

/**
 * The key that encrypts personal data: 32 bytes in a file of the data folder, made on first start. Both are for the gateway's user alone;
 * a key that others could have read is refused instead of being silently repaired, because somebody may hold a copy. Where there is a
 * database already, a lost key is refused too: what was sealed with it could never be opened by a new one.
 * @returns the key, or what is wrong and how to cure it
 * @throws when the disk takes no file (ENOSPC); the next start finds everything as before
 */
export function openMasterKey(dataDir: string, randomBytes: RandomBytes): Result<Uint8Array, string> {
  const folder = makeFolder(dataDir);
  if (!folder.ok) return folder;
  const file = join(dataDir, MASTER_KEY_FILE);
  if (isWritten(file)) return readKey(file);
  if (existsSync(join(dataDir, DATABASE_FILE))) {
    return err(`${file} is missing, but ${DATABASE_FILE} was sealed with it: restore the key from backup`);
  }
  createKey(file, randomBytes);
  syncFolder(dataDir);
  return readKey(file);
}

/** An empty file is what a full disk or a power cut left of a first start. */
function isWritten(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function makeFolder(dataDir: string): Result<undefined, string> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    return ok(undefined);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return err(`${dataDir} is no folder that this user can write to (${code}): create it or name another`);
  }
}

/** All or nothing: under its own name only once it is whole and on disk. */
function createKey(file: string, randomBytes: RandomBytes): void {
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  try {
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(handle, randomBytes(KEY_BYTES));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (!isWritten(file)) rmSync(file, { force: true });
    // Unlike a rename, never in the place of a key that a second gateway has just made.
    linkSync(temporary, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** The name of the file must survive a power cut too: what is encrypted with a lost key is lost. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function readKey(file: string): Result<Uint8Array, string> {
  const handle = openSync(file, 'r');
  try {
    // Windows keeps no such bits; there the folder's access list protects the key.
    const open = process.platform !== 'win32' && (fstatSync(handle).mode & OTHERS) !== 0;
    if (open) return err(`${file} can be read by other users: chmod 600 it, and consider the key known to them`);
    const key = readFileSync(handle);
    return key.length === KEY_BYTES
      ? ok(key)
      : err(`${file} must hold exactly ${KEY_BYTES} bytes: restore it from backup`);
  } finally {
    closeSync(handle);
  }
}
