import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { readTerminalLog } from '../support/terminal-log.ts';
import { eventsOf, houseFolder, startCity, startGateway } from './house.ts';
import { expectExactlyOnce } from './house-audit.ts';
import { prepareRatings } from './prepared-log.ts';
import { openWindow, PATIENCE, type Window } from './window.ts';

const probeDisk = mountSmallDisk(1);
probeDisk?.release();
if (probeDisk === undefined) console.warn('SKIPPED: this process may not mount a tmpfs, so no disk can be filled');

function smallDisk() {
  const disk = mountSmallDisk(8);
  if (disk === undefined) throw new Error('mount worked a moment ago');
  onTestFinished(() => disk.release());
  return disk;
}

/** Writes on until the disk refuses: its files have room of their own for a while. */
async function writeUntilFault(window: Window): Promise<void> {
  for (let n = 0; window.screen().state().page.kind !== 'fault'; n += 1) {
    const before = window.screen().state().revision;
    window.screen().send({ kind: 'set-language', language: n % 2 === 0 ? 'en' : 'zh-CN' });
    await window.screen().until(({ revision }) => revision > before);
  }
}

/**
 * A citizen who presses again and again, one key and another: some of it after the time in which any press is ignored. Not the key that
 * was taken last: soon after, that is a pad which did not hear its thanks, and is thanked again.
 */
async function insist(pad: PadSimulator, taken: Level): Promise<void> {
  const keys = LEVEL_ORDER.filter((level) => level !== taken).values();
  await new Promise<void>((resolve) => {
    const again = setInterval(() => {
      const { value: level, done } = keys.next();
      if (level !== undefined) pad.press(level);
      if (!done) return;
      clearInterval(again);
      resolve();
    }, 200);
  });
}

it.skipIf(probeDisk === undefined)(
  'a full disk: a fault page, no press taken, and everything as before once there is room',
  async () => {
    const disk = smallDisk();
    const city = await startCity();
    const gateway = await startGateway(houseFolder(), city);
    const pad = await createPadSimulator({ keys: 5 });
    onTestFinished(() => pad.close());
    const settings = { gatewayUrl: gateway.url, enrolmentCode: gateway.enrolmentCode };
    const window = await openWindow(disk.dir, { pad, settings });
    const { shortId } = await window.terminal().logged('enrolment.done');
    await window.terminal().logged('sync.connected');
    await window.rate(1, 5);
    const second = await window.open(2);
    await window.screen().page('invitation', ({ sessionId }) => sessionId === second);

    disk.fill();
    await writeUntilFault(window);
    expect(window.screen().state().page).toEqual({ kind: 'fault', code: 'storage-full' });
    await insist(pad, 5);
    await expect(openLocally(window.terminal(), serviceRecord(3))).rejects.toThrow(/HTTP 503: .*free space/);
    expect(await gateway.now().openSession(String(shortId), serviceRecord(4))).toMatchObject({ state: 'refused' });
    expect(await window.status()).toMatchObject({ storage: 'full' });
    expect(eventsOf(window.terminal(), 'store.full')).toHaveLength(1);

    disk.free();
    await window.screen().page('invitation', ({ sessionId }) => sessionId === second);
    expect(eventsOf(window.terminal(), 'store.recovered')).toHaveLength(1);
    // The presses during the fault were neither taken nor thanked for; the same key counts now.
    expect(pad.acks()).toHaveLength(1);
    await window.press(second, 4);
    await window.confirm(second, 2, 4);
    await vi.waitFor(() => expect(pad.acks()).toHaveLength(2), PATIENCE);
    await window.rate(3, 1);
    await window.drained();
    await expectExactlyOnce({ gateway, windows: [window], city });
    expect(readTerminalLog(window.dataDir).intact).toBe(true);
  },
  120_000,
);

it.skipIf(probeDisk === undefined)(
  'a disk that is full at the start: a fault page, then the session that was open',
  async () => {
    const disk = smallDisk();
    const window = await openWindow(disk.dir);
    const first = await window.open(1);
    await window.press(first, 2);
    await window.stop();
    disk.fill();
    await window.start();
    expect(window.screen().state().page).toEqual({ kind: 'fault', code: 'storage-full' });
    await expect(openLocally(window.terminal(), serviceRecord(2))).rejects.toThrow(/HTTP 503/);
    expect(eventsOf(window.terminal(), 'store.unavailable')).toHaveLength(1);
    disk.free();
    await window.confirm(first, 1, 2);
    await window.rate(2, 5);
    await window.stop();
    const { records, intact } = readTerminalLog(window.dataDir);
    expect(intact).toBe(true);
    const kept = records.flatMap(({ type, body }) => (type === 'rating' ? [[body.sessionId, body.level]] : []));
    expect(kept).toEqual(window.confirmed.map(({ sessionId, level }) => [sessionId, level]));
  },
  120_000,
);

const PAGE = 4096;

/** Spoils the page of a stopped terminal's database that holds the record with this number. */
function spoilPageOf(dataDir: string, seq: number): void {
  const path = join(dataDir, 'log.db');
  const offset = readFileSync(path).indexOf(`"seq":${seq},`);
  if (offset < 0) throw new Error(`no record ${seq} in ${path}`);
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(PAGE, 0xa5), 0, PAGE, offset - (offset % PAGE));
  closeSync(handle);
}

it('a damaged page of the database: set aside, and all that was unsent delivered once under a new epoch', async () => {
  const dir = houseFolder();
  const city = await startCity();
  const gateway = await startGateway(dir, city);
  const proxy = await createTcpProxy(gateway.url);
  const settings = { gatewayUrl: proxy.url, enrolmentCode: gateway.enrolmentCode };
  const window = await openWindow(dir, { settings });
  await window.terminal().logged('sync.connected');
  await window.stop();
  window.confirmed.push(...prepareRatings(window.dataDir, 1, 100));
  await window.start();
  await window.drained();
  await window.stop();
  proxy.cut();
  window.confirmed.push(...prepareRatings(window.dataDir, 101, 200));
  await window.start();
  const last = await window.open(1_001);
  await window.press(last, 1);
  await window.stop();
  spoilPageOf(window.dataDir, 50);

  await window.start();
  expect(eventsOf(window.terminal(), 'store.damaged')).toHaveLength(1);
  // One hundred citizens with four records each, and the session that is open.
  expect(eventsOf(window.terminal(), 'store.epoch-begun')).toMatchObject([
    { reason: 'damaged', salvaged: 401, unreadable: 0 },
  ]);
  const aside = readdirSync(window.dataDir).filter((name) => /^log\.db\.damaged-[^-]+$/.test(name));
  expect(aside).toHaveLength(1);
  await window.confirm(last, 1_001, 1);
  proxy.restore();
  await window.drained();
  const books = await expectExactlyOnce({ gateway, windows: [window], city });
  expect(books.effective.size).toBe(201);
  expect(new Set(books.records.map(({ record }) => record.epoch)).size).toBe(2);
  expect(books.quarantined).toEqual([]);
}, 90_000);
