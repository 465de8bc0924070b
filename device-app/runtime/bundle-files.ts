import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { strToU8, zipSync } from 'fflate';

/** A bundle on the disk. */
export interface MadeBundle {
  /** Where a technician finds it: on the USB stick if there is one, else in the data folder. */
  readonly file: string;
  readonly onStick: boolean;
  /** Where it lies in the data folder. */
  readonly kept: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface BundleProblem {
  readonly kind: 'too-large' | 'not-kept';
  readonly message: string;
}

/** A bundle is made to be sent by mail. */
const MAX_BYTES = 5 * 1024 * 1024;
const KEPT = 3;
const NAME = /^mingjing-diagnostics-[\w-]+\.zip$/;

/** Packs documents as JSON files of one zip archive, which every system opens. */
export function packBundle(documents: Readonly<Record<string, unknown>>): Result<Uint8Array, BundleProblem> {
  const files = Object.entries(documents).map(([name, document]) => [
    name,
    strToU8(typeof document === 'string' ? document : `${JSON.stringify(document, null, 2)}\n`),
  ]);
  const zip = zipSync(Object.fromEntries(files));
  if (zip.length <= MAX_BYTES) return ok(zip);
  return err({ kind: 'too-large', message: `the bundle would have more than ${MAX_BYTES / 1024 / 1024} MB` });
}

/** Folder of the data folder in which bundles lie. */
export const BUNDLES = 'bundles';

/** How long a stick is waited for; a slow one writes a megabyte a second. */
export const STICK_MS = 20_000;

/** What a stick is written and read by. */
export interface StickFiles {
  write(path: string, bytes: Uint8Array): Promise<void>;
  read(path: string): Promise<Uint8Array>;
}

const SYSTEM_FILES: StickFiles = { write: writeWhole, read: readFile };

export interface KeepOptions {
  readonly dataDir: string;
  /** Folders of sticks that are plugged in. */
  readonly sticks: readonly string[];
  readonly timers: Timers;
  /** Sticks that are still being written, however long that takes: each holds one of the few threads for files. */
  readonly busy: Set<string>;
  readonly stickFiles?: StickFiles | undefined;
}

/**
 * Keeps a bundle in `bundles` of the data folder, readable by its owner only, the newest three; and on the first USB stick that takes it
 * in time. Written through to the disk: a stick that says yes and keeps nothing is found by {@link StickFiles.read} where its system looks.
 */
export async function keepBundle(
  options: KeepOptions,
  name: string,
  zip: Uint8Array,
): Promise<Result<MadeBundle, BundleProblem>> {
  const folder = join(options.dataDir, BUNDLES);
  const kept = join(folder, name);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeWhole(kept, zip);
    for (const old of (await bundlesIn(folder)).slice(0, -KEPT)) await rm(join(folder, old), { force: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return err({
      kind: 'not-kept',
      message: `${folder} takes no bundle: free space or correct its permissions (${why})`,
    });
  }
  const copy = await firstCopy(options, name, zip);
  return ok({ file: copy ?? kept, onStick: copy !== null, kept, bytes: zip.length, sha256: digestOf(zip) });
}

/** Writes a file (0600) all or nothing, and its name, through to the disk. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.new`;
  try {
    const file = await open(part, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    throw cause;
  }
}

/** Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Oldest first: their names carry the time. Leftovers of a power cut count as old. */
async function bundlesIn(folder: string): Promise<readonly string[]> {
  const stampOf = (name: string) => /\d{8}-\d{6}/.exec(name)?.[0] ?? '';
  return (await readdir(folder))
    .filter((name) => NAME.test(name))
    .toSorted((one, other) => (stampOf(one) < stampOf(other) ? -1 : 1));
}

/** Where the copy lies that was read back whole; null where no stick took it. */
async function firstCopy(
  { sticks, timers, busy, stickFiles = SYSTEM_FILES }: KeepOptions,
  name: string,
  zip: Uint8Array,
): Promise<string | null> {
  for (const stick of sticks.filter((each) => !busy.has(each))) {
    const copy = join(stick, name);
    busy.add(stick);
    const copying = copyOf(stickFiles, copy, zip).finally(() => busy.delete(stick));
    if (await inTime(timers, copying)) return copy;
  }
  return null;
}

/** Whether it can be read back whole. */
async function copyOf(files: StickFiles, copy: string, zip: Uint8Array): Promise<boolean> {
  try {
    await files.write(copy, zip);
    return digestOf(await files.read(copy)) === digestOf(zip);
  } catch {
    return false;
  }
}

/** False also where it takes too long: then the stick may still be at it, and nothing is said of what it holds. */
function inTime(timers: Timers, copying: Promise<boolean>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const cancel = timers.after(STICK_MS, () => resolve(false));
  void copying.then(resolve).finally(cancel);
  return promise;
}

/** Where systems mount sticks: udisks for a desktop's user, our own rule (packaging/linux/usb-sticks.rules) on a locked terminal. */
export const MOUNTED_BELOW: readonly string[] = ['/media', '/run/media'];

/**
 * USB sticks that are mounted and that this user may write to.
 * @param mounts a table as in fstab(5)
 * @param below folders that hold mount points, themselves or one folder deeper
 */
export function findSticks(mounts = '/proc/self/mounts', below: readonly string[] = MOUNTED_BELOW): readonly string[] {
  const isBelow = (point: string) =>
    below.some((folder) => point.startsWith(`${folder}/`) && /^[^/]+(\/[^/]+)?$/.test(point.slice(folder.length + 1)));
  try {
    return readFileSync(mounts, 'utf8')
      .split('\n')
      .map((line) => (line.split(' ')[1] ?? '').replace(/\\([0-7]{3})/g, (_all, octal) => charOf(octal)))
      .filter(isBelow)
      .filter(isWritable);
  } catch {
    return [];
  }
}

/** Mount points have spaces and the like as octal escapes (fstab(5)). */
function charOf(octal: string): string {
  return String.fromCharCode(Number.parseInt(octal, 8));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
