import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { strToU8, zipSync } from 'fflate';

/** A bundle on the disk. */
export interface MadeBundle {
  /** Where a technician finds it: on the USB stick if there is one, else in the data folder. */
  readonly file: string;
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

/**
 * Keeps a bundle in `bundles` of the data folder, readable by its owner only, the newest three; and on the first USB stick that takes it.
 * @param sticks folders of sticks that are plugged in
 */
export function keepBundle(
  dataDir: string,
  name: string,
  zip: Uint8Array,
  sticks: readonly string[],
): Result<MadeBundle, BundleProblem> {
  const folder = join(dataDir, BUNDLES);
  const file = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, zip, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
    for (const old of bundlesIn(folder).slice(0, -KEPT)) rmSync(join(folder, old), { force: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return err({
      kind: 'not-kept',
      message: `${folder} takes no bundle: free space or correct its permissions (${why})`,
    });
  }
  const sha256 = createHash('sha256').update(zip).digest('hex');
  return ok({ file: copied(file, name, sticks, sha256) ?? file, kept: file, bytes: zip.length, sha256 });
}

/** Oldest first: their names carry the time. Leftovers of a power cut count as old. */
function bundlesIn(folder: string): readonly string[] {
  const stampOf = (name: string) => /\d{8}-\d{6}/.exec(name)?.[0] ?? '';
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .toSorted((one, other) => (stampOf(one) < stampOf(other) ? -1 : 1));
}

/** Where the copy lies, once it was read back whole; undefined where no stick took it. */
function copied(file: string, name: string, sticks: readonly string[], sha256: string): string | undefined {
  return sticks
    .map((stick) => join(stick, name))
    .find((copy) => {
      try {
        copyFileSync(file, copy);
        return createHash('sha256').update(readFileSync(copy)).digest('hex') === sha256;
      } catch {
        return false;
      }
    });
}

/** USB sticks that a desktop mounted and this user may write to (udisks: /media/USER/NAME, /run/media/USER/NAME). */
export function findSticks(mounts = '/proc/self/mounts'): readonly string[] {
  try {
    return readFileSync(mounts, 'utf8')
      .split('\n')
      .map((line) => (line.split(' ')[1] ?? '').replace(/\\([0-7]{3})/g, (_all, octal) => charOf(octal)))
      .filter((point) => /^(\/run)?\/media\/[^/]+(\/[^/]+)?$/.test(point))
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
