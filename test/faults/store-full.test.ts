import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mountSmallDisk } from '../support/small-disk.ts';
import {
  commitRatings,
  DEVICE,
  openLog,
  openStore,
  provenRecords,
  ratingEntry,
  ratingNumbers,
  stampAt,
  temporaryFolder,
  upTo,
} from './log-fixture.ts';

const probeDisk = mountSmallDisk(1);
probeDisk?.release();

function smallDisk(megabytes: number) {
  const disk = mountSmallDisk(megabytes);
  if (disk === undefined) throw new Error('mount worked a moment ago');
  onTestFinished(() => disk.release());
  return disk;
}

describe.skipIf(probeDisk === undefined)('a full disk (tmpfs)', () => {
  it('is refused with nothing lost or half-written, and taken up again once there is room', () => {
    const disk = smallDisk(8);
    const store = openStore(disk.dir);
    commitRatings(store, 1, 20);
    store.commit([], { last: 20 }, stampAt(1));
    disk.fill();
    let last = 20;
    for (;;) {
      const committed = store.commit([ratingEntry(last + 1)], { last: last + 1 }, stampAt(1));
      if (!committed.ok) {
        expect(committed.error).toBe('full');
        break;
      }
      last += 1;
    }
    expect(store.probe()).toEqual({ ok: false, error: 'full' });
    expect(store.loadSnapshot()).toEqual({ last });
    expect(ratingNumbers(provenRecords(store))).toEqual(upTo(last));
    disk.free();
    expect(store.probe()).toEqual({ ok: true, value: undefined });
    commitRatings(store, last + 1, last + 10);
    store.close();
    const reopened = openStore(disk.dir);
    expect(ratingNumbers(provenRecords(reopened))).toEqual(upTo(last + 10));
    reopened.close();
  });

  it('at the start is a clear refusal, and leaves the log as it was', () => {
    const disk = smallDisk(4);
    const store = openStore(disk.dir);
    commitRatings(store, 1, 20);
    store.close();
    disk.fill();
    const { result } = openLog(disk.dir);
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'full', message: expect.stringMatching(/free some space/) },
    });
    disk.free();
    const again = openStore(disk.dir);
    expect(ratingNumbers(provenRecords(again))).toEqual(upTo(20));
    again.close();
  });

  it('on the very first start is a clear refusal, and the next start succeeds', () => {
    const disk = smallDisk(2);
    disk.fill();
    expect(openLog(disk.dir).result).toMatchObject({ ok: false, error: { kind: 'full' } });
    disk.free();
    openStore(disk.dir).close();
  });
});

it('a limit on the size of files counts as full, with everything committed in place', () => {
  const dir = temporaryFolder();
  openStore(dir).close();
  const script = join(import.meta.dirname, 'store-full-child.ts');
  // 600 KB in units of 1024 bytes; works without any privilege, also where nothing can be mounted.
  const command = 'ulimit -f 600; exec "$@"';
  const args = [process.execPath, script, dir, DEVICE, JSON.stringify(ratingEntry(1).body)];
  const output = execFileSync('bash', ['-c', command, 'bash', ...args], { encoding: 'utf8' });
  const report = JSON.parse(output) as { refusal: string; probe: string; committed: number; head: number };
  expect(report).toMatchObject({ refusal: 'full', probe: 'full', head: report.committed + 1 });
  const store = openStore(dir);
  expect(ratingNumbers(provenRecords(store))).toEqual(upTo(report.committed));
  store.close();
});
