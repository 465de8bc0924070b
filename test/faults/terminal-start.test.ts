import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, relative } from 'node:path';
import type { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { startProgram } from '../support/program.ts';
import { connectScreen } from '../support/screen-client.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { readTerminalLog } from '../support/terminal-log.ts';
import { eventsOf, houseFolder } from './house.ts';
import { openWindow } from './window.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = 'device-app/runtime/main.ts';

const probeDisk = mountSmallDisk(1);
probeDisk?.release();
if (probeDisk === undefined) console.warn('SKIPPED: this process may not mount a tmpfs, so no disk can be filled');

/** Starts a terminal whose settings lie elsewhere than its data, and looks at its screen. Gone with the test. */
async function startTerminal(settings: z.input<typeof terminalSettingsSchema>, script = MAIN) {
  const settingsFile = join(houseFolder(), 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(settings));
  const program = await startProgram({
    script,
    args: ['--settings', settingsFile],
    isReady: ({ ready, localUrl, screenUrl }) =>
      ready === true ? { localUrl: String(localUrl), screenUrl: String(screenUrl) } : undefined,
  });
  onTestFinished(() => program.kill());
  const screen = await connectScreen(program.ready.screenUrl);
  onTestFinished(() => screen.close());
  const tokenFile = join(settings.dataDir, 'local-api.token');
  return {
    ...program,
    screen,
    tokenFile,
    async open(n: number) {
      const localToken = readFileSync(tokenFile, 'utf8');
      return openLocally({ localUrl: program.ready.localUrl, localToken }, serviceRecord(n));
    },
  };
}

type Started = Awaited<ReturnType<typeof startTerminal>>;

/** A citizen can be invited: the way back of every trouble here. */
async function expectInService(terminal: Started): Promise<void> {
  await terminal.screen.page('idle');
  expect(statSync(terminal.tokenFile).mode & 0o777).toBe(0o600);
  const { sessionId } = await terminal.open(1);
  await terminal.screen.page('invitation', (page) => page.sessionId === sessionId);
}

async function expectFault(terminal: Started, code: 'storage-full' | 'storage-damaged'): Promise<void> {
  expect(await terminal.screen.page('fault')).toEqual({ kind: 'fault', code });
  const answer = await fetch(`${terminal.ready.localUrl}/local/v1/status`, {
    headers: { authorization: 'Bearer none' },
  });
  expect(answer.status).toBe(503);
  expect(eventsOf(terminal, 'store.unavailable')).toHaveLength(1);
}

it('a file in place of the data folder: a fault page, and service once it is gone', async () => {
  const dataDir = join(houseFolder(), 'data');
  writeFileSync(dataDir, 'not a folder');
  const terminal = await startTerminal({ dataDir });
  await expectFault(terminal, 'storage-damaged');
  rmSync(dataDir);
  await expectInService(terminal);
  expect(eventsOf(terminal, 'store.recovered')).toHaveLength(1);
}, 60_000);

it.skipIf(probeDisk === undefined).each([0, 4096, 8192, 65_536])(
  'a disk with %i bytes left on the very first start: a fault page, and service once there is room',
  async (bytesLeft) => {
    const disk = mountSmallDisk(2);
    if (disk === undefined) throw new Error('mount worked a moment ago');
    onTestFinished(() => disk.release());
    const dataDir = join(disk.dir, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    disk.fill(bytesLeft);
    const terminal = await startTerminal({ dataDir });
    await expectFault(terminal, 'storage-full');
    // The power goes, too.
    await terminal.kill();
    disk.free();
    await expectInService(await startTerminal({ dataDir }));
  },
  60_000,
);

it('a token file that a power cut left empty is written again', async () => {
  const dataDir = houseFolder();
  writeFileSync(join(dataDir, 'local-api.token'), '', { mode: 0o600 });
  const terminal = await startTerminal({ dataDir });
  await expectInService(terminal);
  expect(readFileSync(terminal.tokenFile, 'utf8')).toMatch(/^[\w-]{43}$/);
}, 60_000);

it('a token that others can read is not used until somebody looks after it', async () => {
  const dataDir = houseFolder();
  const tokenFile = join(dataDir, 'local-api.token');
  writeFileSync(tokenFile, 'a-token-of-more-than-20-characters', { mode: 0o600 });
  chmodSync(tokenFile, 0o644);
  const terminal = await startTerminal({ dataDir });
  await expectFault(terminal, 'storage-damaged');
  expect(eventsOf(terminal, 'store.unavailable')).toMatchObject([
    { reason: expect.stringMatching(/token.*chmod 600/) },
  ]);
  chmodSync(tokenFile, 0o600);
  await expectInService(terminal);
  expect(readFileSync(tokenFile, 'utf8')).toBe('a-token-of-more-than-20-characters');
}, 60_000);

it('a local port that is taken ends the start with code 40 and the field, and touches nothing', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const dataDir = join(houseFolder(), 'data');
  await expect(startTerminal({ dataDir, local: { port } })).rejects.toThrow(
    new RegExp(
      `ended with 40:[\\s\\S]*"event":"runtime.settings-invalid","field":"local.port","problem":"${port} is taken`,
    ),
  );
  expect(() => statSync(dataDir)).toThrow(/ENOENT/);
}, 60_000);

it('wrong settings end the start with code 40 and the field', async () => {
  const settings = { dataDir: houseFolder(), gatewayUrl: 'ftp://pj.example.gov.cn' };
  await expect(startTerminal(settings)).rejects.toThrow(
    /ended with 40:[\s\S]*"event":"runtime.settings-invalid","field":"gatewayUrl"/,
  );
}, 60_000);

it('screens that were never built end the start with code 40 and the cure', async () => {
  const checkout = houseFolder();
  for (const folder of ['core', 'ops', 'pads', 'store', 'sync', 'runtime', 'package.json']) {
    cpSync(join(ROOT, 'device-app', folder), join(checkout, 'device-app', folder), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  symlinkSync(join(ROOT, 'shared'), join(checkout, 'shared'));
  const script = join(relative(ROOT, checkout), MAIN);
  await expect(startTerminal({ dataDir: houseFolder() }, script)).rejects.toThrow(
    /ended with 40:[\s\S]*no index\.html: run npm run build:screens/,
  );
  mkdirSync(join(checkout, 'device-app/screens/dist'), { recursive: true });
  writeFileSync(join(checkout, 'device-app/screens/dist/index.html'), '<!doctype html>');
  await expectInService(await startTerminal({ dataDir: houseFolder() }, script));
}, 60_000);

it.each([
  ['of another version', '{"v":99,"state":{},"mono":0,"wall":0}', 'v'],
  ['that lost its state', '{"v":1,"mono":0,"wall":0}', 'state'],
  ['that is no JSON any more', '{"v":1,', '(all)'],
])(
  'an open session %s is given up loudly: an event in the log of events and in the signed log',
  async (_, text, field) => {
    const window = await openWindow(houseFolder());
    await window.rate(1, 3);
    await window.open(2);
    await window.stop();
    const db = new Database(join(window.dataDir, 'log.db'));
    db.prepare('UPDATE live_session SET snapshot = ?').run(text);
    db.close();
    await window.start();
    await window.screen().page('idle');
    expect(eventsOf(window.terminal(), 'session.unreadable')).toMatchObject([{ field }]);
    await window.rate(3, 5);
    await window.kill();
    await window.start();
    expect(eventsOf(window.terminal(), 'session.unreadable')).toEqual([]);
    await window.stop();
    const { records, intact } = readTerminalLog(window.dataDir);
    expect(intact).toBe(true);
    const noted = records.flatMap(({ type, body }) =>
      type === 'event' && body.event === 'session.unreadable' ? [body.data] : [],
    );
    expect(noted).toEqual([{ field }]);
    const kept = records.flatMap(({ type, body }) => (type === 'rating' ? [[body.sessionId, body.level]] : []));
    expect(kept).toEqual(window.confirmed.map(({ sessionId, level }) => [sessionId, level]));
  },
  60_000,
);
