import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';

/** Only Linux tells of device nodes: /dev is a file system of the kernel's there, and inotify(7) works on it. */
const TELLS = process.platform === 'linux';

/** Folders watched for one device, at most; a profile names few. */
const MAX_FOLDERS = 16;

function byFolder(patterns: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const pattern of patterns) {
    const folder = dirname(pattern);
    folders.set(folder, [...(folders.get(folder) ?? []), basename(pattern)]);
  }
  return new Map([...folders].slice(0, MAX_FOLDERS));
}

export interface NodeWatch {
  /** Whether every change is told now: each folder is watched, or one above it in which it will appear. */
  readonly reliable: boolean;
  stop(): void;
}

/**
 * Calls `onChange` when a node that matches one of the patterns (`*` and `?` in the last segment) appears, vanishes or is replaced, and
 * when a folder of theirs does: /dev/serial/by-id is not there before the first adapter.
 */
export function watchNodes(patterns: readonly string[], onChange: () => void): NodeWatch {
  const folders = byFolder(patterns);
  const watchers = new Map<string, FSWatcher>();
  let stopped = false;

  const close = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  const heard = (folder: string, name: string | null): void => {
    if (stopped) return;
    const node = join(folder, name ?? '');
    const moved = [...folders.keys()].filter((other) => other === node || other.startsWith(`${node}/`));
    for (const other of moved) {
      close(other);
      open(other);
    }
    const patternsHere = folders.get(folder) ?? [];
    if (moved.length > 0 || name === null || patternsHere.some((pattern) => posix.matchesGlob(name, pattern)))
      onChange();
  };

  const open = (folder: string): void => {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        // "change" is every write to a tty; nodes come and go as "rename".
        if (event === 'rename') heard(folder, name);
      });
      watchers.set(folder, watcher);
      watcher.on('error', () => close(folder));
    } catch {
      // Not there, or no inotify watch left: `reliable` says so.
    }
  };

  const isTold = (folder: string): boolean =>
    watchers.has(folder) || (folder !== dirname(folder) && isTold(dirname(folder)));

  for (const folder of folders.keys()) open(folder);
  return {
    get reliable() {
      return TELLS && [...folders.keys()].every(isTold);
    },
    stop() {
      stopped = true;
      for (const folder of [...watchers.keys()]) close(folder);
    },
  };
}
