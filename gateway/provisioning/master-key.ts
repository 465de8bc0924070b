import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';

export const MASTER_KEY_FILE = 'master.key';
const KEY_BYTES = 32;
const OTHERS = 0o077;

/**
 * The key that encrypts personal data: 32 bytes in a file of the data folder, made on first start. Both are for the gateway's user alone;
 * a key that others could have read is refused instead of being silently repaired, because somebody may hold a copy.
 * @returns the key, or what is wrong and how to cure it
 */
export function openMasterKey(dataDir: string, randomBytes: RandomBytes): Result<Uint8Array, string> {
  const folder = makeFolder(dataDir);
  if (!folder.ok) return folder;
  const file = join(dataDir, MASTER_KEY_FILE);
  try {
    return ok(createKey(file, dataDir, randomBytes));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  return readKey(file);
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

function createKey(file: string, folder: string, randomBytes: RandomBytes): Uint8Array {
  const handle = openSync(file, 'wx', 0o600);
  const key = randomBytes(KEY_BYTES);
  try {
    writeSync(handle, key);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  // The name of the file must survive a power cut too: what is encrypted with a lost key is lost.
  const parent = openSync(folder, 'r');
  try {
    fsyncSync(parent);
  } finally {
    closeSync(parent);
  }
  return key;
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
