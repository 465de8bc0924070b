import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMasterKey } from '@mingjing/gateway/provisioning/master-key.ts';
import { migrate } from '@mingjing/gateway/store/migrate.ts';
import { openReader, openWriter } from '@mingjing/gateway/store/open-database.ts';
import { DATABASE_FILE, openGatewayStore } from '@mingjing/gateway/store/open-gateway-store.ts';
import type { StoreError } from '@mingjing/gateway/store/store-error.ts';
import { startWriter, type WriterClient } from '@mingjing/gateway/store/writer-client.ts';
import { verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import { systemClock, systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { enrolOverHttp } from '../simulators/fleet/enrol-over-http.ts';
import { newTerminalIdentity } from '../simulators/fleet/terminal-identity.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';
import { serviceRecord } from '../support/local-api.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { phoneRatingRequest } from './gateway-full-ratings.ts';

const probeDisk = mountSmallDisk(1);
probeDisk?.release();

function smallDisk(megabytes: number): SmallDisk {
  const disk = mountSmallDisk(megabytes);
  if (disk === undefined) throw new Error('mount worked a moment ago');
  onTestFinished(() => disk.release());
  return disk;
}

/** Ratings in the file, as anybody may read them. */
function heldIn(path: string): number | undefined {
  const db = openReader(path);
  const row = db.prepare<[], { n: number }>('select count(*) as n from held_rating').get();
  db.close();
  return row?.n;
}

async function startWriterOn(dir: string) {
  const path = join(dir, DATABASE_FILE);
  const db = openWriter(path);
  await migrate(db);
  db.close();
  return { path, writer: await startWriter({ path, reasonsGraceMs: 0, checkpointEvery: 64 * 1024 }) };
}

/** @returns how many of `count` ratings were taken, and why the others were not */
async function rate(writer: WriterClient, count: number) {
  const ratings = Array.from({ length: count }, () => writer.run('phoneRating', phoneRatingRequest()));
  const results = await Promise.allSettled(ratings);
  const refused = results.filter((result) => result.status === 'rejected');
  return { taken: count - refused.length, codes: refused.map(({ reason }) => (reason as StoreError).code) };
}

describe.skipIf(probeDisk === undefined)('a full disk (tmpfs)', () => {
  test('is refused again and again while the log is being checkpointed, and taken up once there is room', async () => {
    const disk = smallDisk(6);
    disk.fill(3 * 1024 * 1024);
    const { path, writer } = await startWriterOn(disk.dir);
    let taken = 0;
    let codes: readonly string[] = [];
    // One by one, so that many small groups fill the disk to its last page.
    while (codes.length < 50) {
      const rated = await rate(writer, 1);
      taken += rated.taken;
      codes = [...codes, ...rated.codes];
    }
    expect(new Set(codes)).toEqual(new Set(['disk-full']));
    // Enough for the checkpointer to have been told more than once.
    expect(taken).toBeGreaterThan(32);
    expect(heldIn(path)).toBe(taken);
    disk.free();
    expect(await rate(writer, 50)).toEqual({ taken: 50, codes: [] });
    await writer.stop();
    expect(heldIn(path)).toBe(taken + 50);
  });

  test.each([0, 8, 64, 160])(
    'on the first start, with %i KiB left, does not stand in the way of the next one',
    async (kibibytes) => {
      const disk = smallDisk(4);
      const start = async () => {
        const masterKey = openMasterKey(disk.dir, systemRandomBytes);
        if (!masterKey.ok) throw new Error(masterKey.error);
        const parts = { clock: systemClock, randomBytes: systemRandomBytes, log: () => {} };
        return openGatewayStore({ dir: disk.dir, masterKey: masterKey.value, reasonsGraceMs: 0, ...parts });
      };
      disk.fill(kibibytes * 1024);
      await expect(start()).rejects.toThrow();
      disk.free();
      const store = await start();
      await store.enrolTerminal(newTerminalIdentity().enrolment);
      expect(store.counts().ledgerRows).toBe(1);
      await store.close();
    },
  );

  test('is answered by the gateway with 503, shown by its health, and no reason to end', async () => {
    const disk = smallDisk(8);
    const gateway = await startGatewayProcess({ dataDir: disk.dir });
    onTestFinished(() => gateway.kill());
    const terminal = newTerminalIdentity();
    await enrolOverHttp(gateway.url, terminal, gateway.enrolmentCode);
    const open = (n: number) => gateway.openSession(terminal.deviceId, serviceRecord(n));
    // So many that the database must grow when the log is moved into it.
    for (let n = 0; n < 20; n += 1) await open(n);
    disk.fill();
    for (let n = 20; n < 30; n += 1) await expect(open(n)).rejects.toThrow(/HTTP 503: .*not-kept/);
    const health = await fetch(`${gateway.url}/health`);
    expect(await health.json()).toMatchObject({ status: 'failing', checks: { disk: 'failing' } });
    disk.free();
    await open(20);
    disk.fill();
    expect(await gateway.stop()).toBe(0);
    disk.free();
    expect(await verifyLedger(join(disk.dir, DATABASE_FILE))).toMatchObject({ ok: true, gatewayFacts: 22 });
  });
});

test('a limit on the size of files counts as full, with everything acknowledged in place', () => {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-limit-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, DATABASE_FILE);
  // 600 KB in units of 1024 bytes; works without any privilege, also where nothing can be mounted.
  const command = 'ulimit -f 600; exec "$@"';
  const script = join(import.meta.dirname, 'gateway-full-child.ts');
  const output = execFileSync('bash', ['-c', command, 'bash', process.execPath, script, path], { encoding: 'utf8' });
  const report = JSON.parse(output) as { taken: number; codes: string[] };
  expect(report.codes).toEqual(['disk-full']);
  expect(heldIn(path)).toBe(report.taken);
});
