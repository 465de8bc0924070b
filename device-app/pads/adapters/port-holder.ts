import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Holder } from '../../core/devices/device-problem.ts';

/** Processes looked at, at most. */
const MAX_PROCESSES = 4096;

/** Programs that are known to open ports which are none of theirs (HARDWARE §5, 7 and 12). */
const CULPRITS: ReadonlySet<string> = new Set(['brltty', 'ModemManager', 'gpsd', 'minicom', 'screen', 'picocom']);

/** Which of the nodes a process has open. */
async function heldBy(folder: string, nodes: ReadonlySet<string>): Promise<readonly string[]> {
  // Other users' descriptors cannot be read.
  const descriptors = await readdir(folder).catch(() => []);
  const targets = new Set<string>();
  for (const descriptor of descriptors) {
    const target = await readlink(join(folder, descriptor)).catch(() => undefined);
    if (target !== undefined && nodes.has(target)) targets.add(target);
  }
  return [...targets];
}

/** The command of a process, as its user knows it, or nothing: the kernel's own name is that of a thread, such as `MainThread`. */
async function commandOf(folder: string): Promise<string> {
  const [command = ''] = (await readFile(join(folder, 'cmdline'), 'utf8').catch(() => '')).split('\0');
  const name = basename(command.split(' ', 1)[0] ?? '');
  return name || (await readFile(join(folder, 'comm'), 'utf8').catch(() => '')).trim();
}

async function holderOf(proc: string, pid: string): Promise<Holder> {
  return { program: await commandOf(join(proc, pid)), pid: Number(pid), sure: true };
}

/** How /proc/locks (proc(5)) calls a node: device of its file system, in hexadecimal, and inode. */
async function lockNameOf(node: string): Promise<string | undefined> {
  const found = await stat(node, { bigint: true }).catch(() => undefined);
  if (found === undefined) return undefined;
  const { dev, ino } = found;
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn);
  const minor = (dev & 0xffn) | ((dev >> 12n) & ~0xffn);
  const hex = (part: bigint) => part.toString(16).padStart(2, '0');
  return `${hex(major)}:${hex(minor)}:${ino}`;
}

/** Processes that hold a lock, as most programs with a serial port do, by what is locked: everybody may read it. */
async function readLocks(proc: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(proc, 'locks'), 'utf8').catch(() => '');
  const held = [...text.matchAll(/^\d+: \w+ +\w+ +\w+ +(\d+) ([0-9a-f]+:[0-9a-f]+:\d+) /gm)];
  return new Map(held.map(([, pid = '', name = '']) => [name, pid]));
}

async function pidsOf(proc: string): Promise<readonly string[]> {
  return (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/.test(name)).slice(0, MAX_PROCESSES);
}

export interface HolderOptions {
  /** Where the process file system is. */
  readonly proc?: string;
  /** The process that is never named: our own. */
  readonly except?: number;
}

/**
 * The programs that have ports open, by path, as far as /proc tells (proc(5)): of programs of other
 * users only those that locked their port, and nothing on systems without it.
 */
export async function findHolders(
  paths: readonly string[],
  { proc = '/proc', except = process.pid }: HolderOptions = {},
): Promise<ReadonlyMap<string, Holder>> {
  const nodes = new Map(
    await Promise.all(paths.map(async (path) => [path, await realpath(path).catch(() => path)] as const)),
  );
  const wanted = new Set(nodes.values());
  const holders = new Map<string, Holder>();
  for (const pid of (await pidsOf(proc)).filter((name) => Number(name) !== except)) {
    for (const node of await heldBy(join(proc, pid, 'fd'), wanted)) {
      if (!holders.has(node)) holders.set(node, await holderOf(proc, pid));
    }
    if (holders.size === wanted.size) break;
  }
  const locks = await readLocks(proc);
  for (const node of wanted) {
    const pid = locks.get((await lockNameOf(node)) ?? '');
    if (!holders.has(node) && pid !== undefined && Number(pid) !== except) holders.set(node, await holderOf(proc, pid));
  }
  return new Map(
    [...nodes].flatMap(([path, node]) => {
      const holder = holders.get(node);
      return holder === undefined ? [] : [[path, holder] as const];
    }),
  );
}

/** A running program that is known to take ports, for a port whose holder the system does not tell. */
export async function suspectHolder(proc = '/proc'): Promise<Holder | undefined> {
  for (const pid of await pidsOf(proc)) {
    const holder = await holderOf(proc, pid);
    if (CULPRITS.has(holder.program)) return { ...holder, sure: false };
  }
  return undefined;
}
