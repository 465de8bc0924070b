import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The database of a terminal, in its data folder. */
export const LOG_FILE = 'log.db';

/** Damaged files kept for whoever wants to look; older ones go. */
const ASIDE_KEPT = 3;

/** Where the log lives. A new file is built under one name, complete under the next, and only then takes its place. */
export interface LogFiles {
  readonly path: string;
  readonly building: string;
  readonly ready: string;
}

/** Names of the log's files in a folder, which is created (0700) where missing. */
export function logFilesIn(dir: string): LogFiles {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, LOG_FILE);
  return { path, building: `${path}.building`, ready: `${path}.ready` };
}

/** Removes a database with its side files. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}

/** Marks a closed, finished file as complete: from here on a crash cannot lose it. */
export function declareReady(files: LogFiles): void {
  // Side files take over the mode of the database: no other account of the machine reads ratings.
  chmodSync(files.building, 0o600);
  syncPath(files.building);
  renameSync(files.building, files.ready);
  syncPath(dirname(files.ready));
}

/**
 * Puts the complete new file in place and the old one, if any, aside as `log.db.damaged-<time>`. A crash at any point leaves a
 * state from which calling this again finishes the work. An orphaned write-ahead log must not meet the new file: SQLite
 * would take its pages for the new file's own.
 */
export function installReady(files: LogFiles, nowMs: number): void {
  const aside = unusedName(`${files.path}.damaged-${new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')}`);
  for (const suffix of ['', '-wal'])
    if (existsSync(files.path + suffix)) renameSync(files.path + suffix, aside + suffix);
  rmSync(`${files.path}-shm`, { force: true });
  renameSync(files.ready, files.path);
  syncPath(dirname(files.path));
  forgetOldest(files.path);
}

/** fsync of a file or a folder, so that what was written or renamed survives a power cut. */
export function syncPath(path: string): void {
  // Windows cannot open folders; its rename is journalled.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function unusedName(wanted: string): string {
  let name = wanted;
  for (let n = 2; existsSync(name) || existsSync(`${name}-wal`); n += 1) name = `${wanted}-${n}`;
  return name;
}

function forgetOldest(path: string): void {
  const prefix = `${basename(path)}.damaged-`;
  const aside = readdirSync(dirname(path)).filter((name) => name.startsWith(prefix) && !/-(wal|shm)$/.test(name));
  for (const name of aside.sort().slice(0, -ASIDE_KEPT)) removeDatabase(join(dirname(path), name));
}
