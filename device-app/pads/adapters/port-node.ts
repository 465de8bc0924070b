import { type FSWatcher, watch } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Timers } from '@mingjing/shared/basics/clock.ts';

/** Windows ports are names, not files: only opening them tells. */
const HAS_NODES = process.platform !== 'win32';

/** Whether a port's node exists. */
export async function nodeExists(path: string): Promise<boolean> {
  return !HAS_NODES || (await identify(path)) !== undefined;
}

/** The node that links lead to; the name itself where there is none, or where ports are no files. */
export function realNode(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Tells a node from a later one of the same name: a pad that was replugged is not the one that was open. */
async function identify(path: string): Promise<string | undefined> {
  try {
    const { ino, rdev } = await stat(path);
    return `${ino}:${rdev}`;
  } catch {
    return undefined;
  }
}

/** Watches the folder where the system says when it changes; undefined where it cannot (no inotify left). */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (event) => {
      // "change" is every byte written to a tty of the folder.
      if (event === 'rename') onChange();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

/**
 * Calls `onMissing` once when the node that `path` leads to now is gone or replaced. Drivers do not always report an unplug, and
 * serialport's own reader spins for ever on some that do (bindings-cpp pull request 164).
 * @param everyMs how often to look where the system does not say by itself
 * @returns stops watching
 */
export function watchNode(path: string, everyMs: number, timers: Timers, onMissing: () => void): () => void {
  if (!HAS_NODES) return () => undefined;
  let stopped = false;
  let watcher: FSWatcher | undefined;
  let cancel: () => void = () => undefined;
  const stop = (): void => {
    stopped = true;
    cancel();
    watcher?.close();
  };

  const begin = async (): Promise<void> => {
    const node = await realpath(path).catch(() => path);
    const before = await identify(node);
    const look = async (): Promise<void> => {
      if (stopped || (await identify(node)) === before || stopped) return;
      stop();
      onMissing();
    };
    const again = (): void => {
      cancel = timers.after(everyMs, () => {
        void look();
        if (!stopped) again();
      });
    };
    if (stopped) return;
    watcher = watchFolder(dirname(node), () => void look());
    again();
    if (before === undefined) {
      stop();
      onMissing();
    }
  };
  void begin();
  return stop;
}
