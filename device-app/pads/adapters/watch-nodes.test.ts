import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchNodes } from './watch-nodes.ts';

let folder = '';
const stops: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-watch-'));
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  rmSync(folder, { recursive: true, force: true });
});

function watched(...patterns: string[]) {
  let changes = 0;
  const watch = watchNodes(
    patterns.map((pattern) => join(folder, pattern)),
    () => {
      changes += 1;
    },
  );
  stops.push(() => watch.stop());
  return { watch, changes: () => changes };
}

/** Waits for the next change after doing something. */
async function next(changes: () => number, run: () => void): Promise<void> {
  const before = changes();
  run();
  await vi.waitFor(() => expect(changes()).toBeGreaterThan(before));
}

describe('watching for device nodes', () => {
  it('tells of nodes that come, go and are replaced', async () => {
    const { watch, changes } = watched('tty*');
    expect(watch.reliable).toBe(process.platform === 'linux');
    await next(changes, () => writeFileSync(join(folder, 'ttyCH341USB0'), ''));
    writeFileSync(join(folder, 'other'), '');
    await next(changes, () => renameSync(join(folder, 'other'), join(folder, 'ttyCH341USB0')));
    await next(changes, () => rmSync(join(folder, 'ttyCH341USB0')));
  });

  it('does not wake for other nodes, nor for bytes that are written', async () => {
    writeFileSync(join(folder, 'ttyUSB0'), '');
    const { changes } = watched('tty*');
    writeFileSync(join(folder, 'ttyUSB0'), 'bytes');
    writeFileSync(join(folder, 'null'), '');
    // Events come in order: when this one was told, the others would have been.
    await next(changes, () => symlinkSync('ttyUSB0', join(folder, 'tty-last')));
    expect(changes()).toBe(1);
  });

  it('follows folders that come later, and again after they went', async () => {
    const { watch, changes } = watched('tty*', 'serial/by-*', 'serial/by-id/*');
    expect(watch.reliable).toBe(process.platform === 'linux');
    for (const round of [1, 2]) {
      await next(changes, () => mkdirSync(join(folder, 'serial', 'by-id'), { recursive: true }));
      await next(changes, () => symlinkSync('../../ttyUSB0', join(folder, 'serial', 'by-id', `pad-${round}`)));
      await next(changes, () => rmSync(join(folder, 'serial'), { recursive: true }));
      expect(watch.reliable).toBe(process.platform === 'linux');
    }
  });

  it('says when nobody will tell it, and is silent once stopped', async () => {
    const { watch } = watched('later/deeper/pad');
    expect(watch.reliable).toBe(false);
    const first = watched('tty*');
    const second = watched('tty*');
    first.watch.stop();
    await next(second.changes, () => writeFileSync(join(folder, 'ttyUSB0'), ''));
    expect(first.changes()).toBe(0);
    expect(first.watch.reliable).toBe(false);
  });
});
