import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Print } from '../command.ts';

/** Why a file may not be written, and what to do; undefined where it may. */
export function refusal(path: string, force: boolean): string | undefined {
  if (existsSync(path) && !force) return `${path} exists; choose another name, or --force to replace it`;
  const folder = dirname(path);
  if (!existsSync(folder) || statSync(folder).isDirectory()) return undefined;
  return `${folder} is no folder; choose another`;
}

/** Writes a file whole or not at all: a crash leaves the old one or the new one. @throws when the disk refuses */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  const file = openSync(part, 'wx', 0o644);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(part, path);
  } catch (cause) {
    rmSync(part, { force: true });
    throw cause;
  }
}

/**
 * Writes what was heard. Where the disk refuses, the text goes to standard output instead: nobody presses all buttons a second time for a full
 * disk.
 * @returns whether it was written
 */
export function writeOrShow(path: string, text: string, print: Print): boolean {
  try {
    writeWhole(path, text);
    return true;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    print.error(`${path} cannot be written (${why}); here is what belongs in it:`);
    print.line(text);
    return false;
  }
}
