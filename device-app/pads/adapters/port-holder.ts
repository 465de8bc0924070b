import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Processes looked at, at most. */
const MAX_PROCESSES = 4096;

async function holds(folder: string, node: string): Promise<boolean> {
  // Other users' descriptors cannot be read; such a process stays unnamed.
  const descriptors = await readdir(folder).catch(() => []);
  for (const descriptor of descriptors) {
    const target = await readlink(join(folder, descriptor)).catch(() => undefined);
    if (target === node) return true;
  }
  return false;
}

/**
 * The program that has a port open, such as `ModemManager (process 812)`, as far as /proc tells (proc(5)).
 * @returns undefined on systems without /proc, and for programs of other users
 */
export async function findPortHolder(path: string, proc = '/proc'): Promise<string | undefined> {
  const node = await realpath(path).catch(() => path);
  const processes = (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const process_ of processes.slice(0, MAX_PROCESSES)) {
    if (!(await holds(join(proc, process_, 'fd'), node))) continue;
    const name = await readFile(join(proc, process_, 'comm'), 'utf8').catch(() => 'a program');
    return `${name.trim()} (process ${process_})`;
  }
  return undefined;
}
