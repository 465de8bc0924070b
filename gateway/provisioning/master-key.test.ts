import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountSmallDisk } from '@mingjing/test/support/small-disk.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../store/open-gateway-store.ts';
import { deriveKeys } from './derived-keys.ts';
import { MASTER_KEY_FILE, openMasterKey } from './master-key.ts';

const probeDisk = mountSmallDisk(1);
probeDisk?.release();
const random = (length: number) => Uint8Array.from(randomBytes(length));
let root: string;
let dir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mingjing-key-'));
  dir = join(root, 'nested/data');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const mode = (path: string) => statSync(path).mode & 0o777;

describe('master key', () => {
  it('is made once, for our eyes only, and found again', () => {
    const first = openMasterKey(dir, random);
    expect(first.ok && first.value).toHaveLength(32);
    expect(mode(dir)).toBe(0o700);
    expect(mode(join(dir, MASTER_KEY_FILE))).toBe(0o600);
    const again = openMasterKey(dir, () => expect.unreachable('a second key'));
    expect(again.ok && Buffer.from(again.value)).toEqual(first.ok && Buffer.from(first.value));
  });

  it.each([0o640, 0o604, 0o666])('is refused when others could have read it (%o)', (bits) => {
    openMasterKey(dir, random);
    chmodSync(join(dir, MASTER_KEY_FILE), bits);
    const refused = openMasterKey(dir, random);
    expect(!refused.ok && refused.error).toMatch(/can be read by other users: chmod 600/);
  });

  it('names a folder that cannot be one', () => {
    writeFileSync(join(root, 'file'), '');
    const refused = openMasterKey(join(root, 'file/data'), random);
    expect(!refused.ok && refused.error).toMatch(/is no folder that this user can write to \(ENOTDIR\)/);
  });

  it.each([1, 31, 33])('is refused when it has %i bytes', (length) => {
    openMasterKey(dir, random);
    writeFileSync(join(dir, MASTER_KEY_FILE), random(length));
    const refused = openMasterKey(dir, random);
    expect(!refused.ok && refused.error).toMatch(/exactly 32 bytes/);
  });

  it('is made anew where a first start was cut off before it was whole', () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, MASTER_KEY_FILE), '');
    writeFileSync(join(dir, `${MASTER_KEY_FILE}.new`), random(7));
    const key = openMasterKey(dir, random);
    expect(key.ok && key.value).toHaveLength(32);
    expect(readdirSync(dir)).toEqual([MASTER_KEY_FILE]);
    expect(mode(join(dir, MASTER_KEY_FILE))).toBe(0o600);
    const again = openMasterKey(dir, () => expect.unreachable('a second key'));
    expect(again).toEqual(key);
  });

  it.each(['missing', 'empty'])('is refused when it is %s although a database was sealed with it', (state) => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, DATABASE_FILE), 'sealed');
    if (state === 'empty') writeFileSync(join(dir, MASTER_KEY_FILE), '');
    const refused = openMasterKey(dir, () => expect.unreachable('a second key'));
    expect(!refused.ok && refused.error).toMatch(/master\.key is missing, .*: restore the key from backup/);
  });

  it.skipIf(probeDisk === undefined)('on a full disk leaves nothing behind, and is made once there is room', () => {
    const disk = mountSmallDisk(1);
    if (disk === undefined) throw new Error('mount worked a moment ago');
    try {
      disk.fill();
      expect(() => openMasterKey(disk.dir, random)).toThrow(/ENOSPC/);
      disk.free();
      expect(readdirSync(disk.dir)).toEqual([]);
      expect(openMasterKey(disk.dir, random).ok).toBe(true);
    } finally {
      disk.release();
    }
  });
});

it('derives a key of its own for each purpose, the same each time', () => {
  const master = random(32);
  const keys = Object.values(deriveKeys(master)).map((key) => Buffer.from(key).toString('hex'));
  expect(new Set(keys).size).toBe(2);
  expect(deriveKeys(master)).toEqual(deriveKeys(master));
  expect(deriveKeys(random(32))).not.toEqual(deriveKeys(master));
});
