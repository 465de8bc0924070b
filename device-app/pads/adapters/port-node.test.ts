import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchNode } from './port-node.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-node-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function watched(path: string) {
  const time = createManualTime();
  const missing: true[] = [];
  const stop = watchNode(path, 1000, time.timers, () => missing.push(true));
  return { time, missing, stop, ready: () => vi.waitFor(() => expect(time.pending()).toBe(1)) };
}

describe.skipIf(process.platform === 'win32')('watching a port’s node', () => {
  it('notices at once that the node is gone, and says so once', async () => {
    const path = join(folder, 'tty');
    writeFileSync(path, '');
    const { missing, time, ready } = watched(path);
    await ready();
    rmSync(path);
    await vi.waitFor(() => expect(missing).toHaveLength(1));
    expect(time.pending()).toBe(0);
  });

  it('notices a node that was replaced by another of the same name', async () => {
    const path = join(folder, 'tty');
    writeFileSync(path, '');
    const { missing, ready } = watched(path);
    await ready();
    writeFileSync(join(folder, 'new'), '');
    renameSync(join(folder, 'new'), path);
    await vi.waitFor(() => expect(missing).toHaveLength(1));
  });

  it('looks by itself where the system says nothing', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'mingjing-target-'));
    writeFileSync(join(elsewhere, 'tty'), '');
    const path = join(folder, 'link');
    symlinkSync(join(elsewhere, 'tty'), path);
    const { missing, time, ready } = watched(path);
    await ready();
    rmSync(elsewhere, { recursive: true });
    await vi.waitFor(() => {
      time.advance(1000);
      expect(missing).toHaveLength(1);
    });
  });

  it('says nothing once stopped', async () => {
    const path = join(folder, 'tty');
    writeFileSync(path, '');
    const { missing, stop, time, ready } = watched(path);
    await ready();
    stop();
    rmSync(path);
    expect(time.pending()).toBe(0);
    expect(missing).toEqual([]);
  });
});
