import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Processes looked at, at most. */
const MAX_PROCESSES = 4096;

/** Which of the nodes a process has open. */
async function heldBy(folder: string, nodes: ReadonlySet<string>): Promise<readonly string[]> {
  // Other users' descriptors cannot be read; such a process stays unnamed.
  const descriptors = await readdir(folder).catch(() => []);
  const targets = new Set<string>();
  for (const descriptor of descriptors) {
    const target = await readlink(join(folder, descriptor)).catch(() => undefined);
    if (target !== undefined && nodes.has(target)) targets.add(target);
  }
  return [...targets];
}

export interface HolderOptions {
  /** Where the process file system is. */
  readonly proc?: string;
  /** A process that is not named, such as our own. */
  readonly except?: number;
}

/**
 * The programs that have ports open, by path, such as `ModemManager (process 812)`, as far as /proc tells (proc(5)): nothing on systems
 * without it, nor for programs of other users.
 */
export async function findHolders(
  paths: readonly string[],
  { proc = '/proc', except = process.pid }: HolderOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const nodes = new Map(
    await Promise.all(paths.map(async (path) => [path, await realpath(path).catch(() => path)] as const)),
  );
  const wanted = new Set(nodes.values());
  const holders = new Map<string, string>();
  const processes = (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const process_ of processes.filter((name) => Number(name) !== except).slice(0, MAX_PROCESSES)) {
    for (const node of await heldBy(join(proc, process_, 'fd'), wanted)) {
      if (holders.has(node)) continue;
      const name = await readFile(join(proc, process_, 'comm'), 'utf8').catch(() => 'a program');
      holders.set(node, `${name.trim()} (process ${process_})`);
    }
    if (holders.size === wanted.size) break;
  }
  return new Map(
    [...nodes].flatMap(([path, node]) => {
      const holder = holders.get(node);
      return holder === undefined ? [] : [[path, holder] as const];
    }),
  );
}
