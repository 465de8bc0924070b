import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProbes } from './probes.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mingjing-probes-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('passes on a folder that takes durable writes, and leaves nothing behind', async () => {
  const probes = createProbes({ ...createManualTime(), dataDir, store: { ping: async () => {} } });
  await probes.disk();
  await probes.writer();
  expect(readdirSync(dataDir)).toEqual([]);
});

it('fails when the folder is gone', async () => {
  const probes = createProbes({
    ...createManualTime(),
    dataDir: join(dataDir, 'gone'),
    store: { ping: async () => {} },
  });
  await expect(probes.disk()).rejects.toThrow('ENOENT');
});

it('fails when the writer does not answer in time, and asks again only after a while', async () => {
  const time = createManualTime();
  let asked = 0;
  const ping = () => {
    asked += 1;
    return new Promise<void>(() => {});
  };
  const probes = createProbes({ ...time, dataDir, store: { ping } });
  const verdicts = Promise.allSettled([probes.writer(), probes.writer()]);
  time.advance(3000);
  expect((await verdicts).map((verdict) => verdict.status)).toEqual(['rejected', 'rejected']);
  expect(asked).toBe(1);
});
