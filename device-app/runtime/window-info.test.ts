import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { systemClock, systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { QUICK_HASHES } from '@mingjing/test/support/quick-hashes.ts';
import { uuidOf } from '@mingjing/test/support/sessions.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogStore } from '../store/log-store.ts';
import { openLogStore } from '../store/open-log-store.ts';
import { type LocalApiService, localApi } from './local-api.ts';
import { startLocalServer } from './local-server.ts';
import { PHOTOS_MAX } from './photos.ts';
import { createWindowInfo, type WindowInfo } from './window-info.ts';

const TOKEN = 'test-token-0123456789abcdef';
/** The smallest picture of each kind that says what it is. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100', 'hex');
const WEBP = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');

let dir: string;
let time: ReturnType<typeof createManualTime>;
let store: LogStore;
let window: WindowInfo;
let changes: number;
let server: Awaited<ReturnType<typeof startLocalServer>>;

async function start(): Promise<void> {
  time = createManualTime(Date.parse('2026-03-02T10:00:00+08:00'));
  const { clock, timers } = time;
  const log = () => {};
  const opened = openLogStore({ dir, deviceId: uuidOf(3, 1) as DeviceId, clock, randomBytes: systemRandomBytes, log });
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
  window = createWindowInfo({
    settings: terminalSettingsSchema.parse({
      dataDir: dir,
      window: {
        name: '3号窗口',
        staff: { name: '值班员', number: '0001' },
        notices: [{ title: '设置里的通知', text: '以此为准。' }],
      },
    }),
    ...{ store, hashes: QUICK_HASHES, clock, timers, log },
    clockOffset: () => null,
    isIdle: () => true,
    onScreenChange: () => {
      changes += 1;
    },
    onRecord: () => {},
  });
  window.start();
  server = await startLocalServer({
    port: 0,
    screensDir: dir,
    api: localApi({
      // Only what belongs to the window is asked for here.
      service: { window: () => window.service } as LocalApiService,
      token: () => TOKEN,
      clock: systemClock,
      log,
    }),
    screenUpgrade: (_request, socket) => socket.destroy(),
    log,
  });
}

async function stop(): Promise<void> {
  await server.stop();
  window.stop();
  store.close();
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-window-'));
  changes = 0;
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(dir, { recursive: true });
});

async function call(method: string, path: string, body?: object | Buffer, type = 'application/json', token = TOKEN) {
  const response = await fetch(`${server.url}/local/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

const board = {
  notices: [
    { title: '系统升级', text: '今天上午暂停。', until: '2026-03-02T12:00:00+08:00' },
    { title: '欢迎', text: '请您取号。' },
  ],
  guide: [{ name: '参保登记', materials: ['身份证'] }],
  hours: { week: { monday: [{ from: '09:00', to: '17:00' }] } },
};
const shownTitles = () => window.idlePage().notices.map(({ title }) => title);

describe('the board', () => {
  it('is the settings’ until another is sent, survives a restart, and can be taken back', async () => {
    expect(shownTitles()).toEqual(['设置里的通知']);
    expect((await call('PUT', '/board', board)).status).toBe(204);
    expect(changes).toBeGreaterThan(1);
    expect(shownTitles()).toEqual(['系统升级', '欢迎']);
    await stop();
    await start();
    expect(shownTitles()).toEqual(['系统升级', '欢迎']);
    expect((await call('GET', '/board')).body).toMatchObject(board);
    expect((await call('DELETE', '/board')).status).toBe(204);
    expect(shownTitles()).toEqual(['设置里的通知']);
    await stop();
    await start();
    expect(shownTitles()).toEqual(['设置里的通知']);
  });

  it('drops a notice at its end by itself, and says when the window closes', async () => {
    await call('PUT', '/board', board);
    expect(window.idlePage().hours?.opening).toMatchObject({ now: 'open', change: { time: '17:00' } });
    const before = changes;
    time.advance(2 * 3_600_000);
    expect(changes).toBeGreaterThan(before);
    expect(shownTitles()).toEqual(['欢迎']);
    time.advance(5 * 3_600_000);
    expect(window.idlePage().hours?.opening.now).toBe('closed');
  });

  it('names what is wrong with one and keeps the old', async () => {
    const answer = await call('PUT', '/board', { ...board, notices: [{ title: '', text: '文' }], colour: 'red' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(answer.body.issues).toEqual([
      { field: 'notices.0.title', problem: 'must not be empty' },
      { field: '(body)', problem: 'unknown: colour' },
    ]);
    const long = Array.from({ length: 20 }, () => ({ title: '题', text: '文'.repeat(600) }));
    const guide = Array.from({ length: 30 }, () => ({ name: '名', materials: Array(12).fill('证'.repeat(30)) }));
    expect(await call('PUT', '/board', { notices: long, guide })).toMatchObject({ status: 413 });
    expect(shownTitles()).toEqual(['设置里的通知']);
  });

  it('is nobody’s business without the token', async () => {
    for (const [method, path] of [
      ['GET', '/staff'],
      ['PUT', '/board'],
      ['PUT', '/photos/a.png'],
    ] as const) {
      expect((await call(method, path, method === 'PUT' ? {} : undefined, 'application/json', 'guess')).status).toBe(
        401,
      );
    }
  });
});

describe('staff and photos', () => {
  const staff = async () => ({
    staff: [
      {
        name: '王芳',
        number: 'A0312',
        post: '综合受理岗',
        stars: 5,
        photo: 'wang.png',
        pinHash: await QUICK_HASHES.ofPin('4711', systemRandomBytes(16)),
      },
      { name: '李雷', number: 'A0313' },
    ],
  });

  it('show nobody before sign-in, then who signed in, and name them in new sessions', async () => {
    expect(window.staff()).toMatchObject({ name: '值班员' });
    await call('PUT', '/photos/wang.png', PNG, 'image/png');
    expect((await call('PUT', '/staff', await staff())).status).toBe(204);
    expect(window.idlePage()).toMatchObject({ staff: null, signIn: { pin: true, card: false } });
    expect(window.staff()).toBeUndefined();
    window.desk.open();
    window.desk.enter({ number: '0312', pin: '4711', what: 'in' });
    await expect.poll(() => window.staff()?.name).toBe('王芳');
    expect(window.idlePage().staff).toEqual({
      ...{ name: '王芳', number: 'A0312', post: '综合受理岗', stars: 5 },
      photo: { type: 'image/png', base64: PNG.toString('base64') },
    });
    const events = store.readAfter(0, 10, 100_000).texts.map((text) => JSON.parse(text).body);
    expect(events.filter(({ event }) => event.startsWith('staff.'))).toEqual([
      { event: 'staff.provisioned', data: { count: 2 } },
      { event: 'staff.signed-in', data: { number: 'A0312', by: 'pin' } },
    ]);
    await stop();
    await start();
    expect(window.staff()?.name).toBe('王芳');
  });

  it('are listed without any hash', async () => {
    await call('PUT', '/staff', await staff());
    const answer = await call('GET', '/staff');
    expect(JSON.stringify(answer.body)).not.toContain('scrypt');
    expect(answer.body).toMatchObject({
      staff: [{ number: 'A0312', signsInBy: ['pin'] }, { signsInBy: [] }],
      signedIn: null,
    });
  });

  it.each([
    ['a.png', PNG, 'image/png'],
    ['a.jpg', JPEG, 'image/jpeg'],
    ['a.webp', WEBP, 'image/webp'],
  ])('take %s as a file for its owner alone', async (name, bytes, type) => {
    expect((await call('PUT', `/photos/${name}`, bytes, type)).status).toBe(204);
    expect(readdirSync(join(dir, 'photos'))).toEqual([name]);
    expect(statSync(join(dir, 'photos', name)).mode & 0o077).toBe(0);
    expect((await call('DELETE', `/photos/${name}`)).status).toBe(204);
    expect(readdirSync(join(dir, 'photos'))).toEqual([]);
  });

  it.each([
    ['a.png', JPEG, 'image/png', 400, /PNG, JPEG or WebP/],
    ['a.png', SVG, 'image/png', 400, /PNG, JPEG or WebP/],
    ['a.svg', SVG, 'image/png', 400, /such as a0312.jpg/],
    ['a.png', SVG, 'image/svg+xml', 415, /./],
    ['..%2Fboard.json', PNG, 'image/png', 400, /such as a0312.jpg/],
    ['a.png', Buffer.concat([PNG, Buffer.alloc(300 * 1024)]), 'image/png', 400, /has 301 KB; at most 300/],
    ['a.png', Buffer.concat([PNG, Buffer.alloc(700 * 1024)]), 'image/png', 413, /./],
  ])('refuse %s when it is not what it must be (%#)', async (name, bytes, type, status, problem) => {
    const answer = await call('PUT', `/photos/${name}`, bytes, type);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toMatch(problem);
    expect(readdirSync(dir)).not.toContain('photos');
  });

  it.each([
    [2000, 2000, 204],
    [2001, 1, 400],
    [1, 12_000, 400],
    [1, 0, 400],
  ])('take a picture of %i × %i pixels, however few its bytes, with %i', async (width, height, status) => {
    const png = Buffer.from(PNG);
    png.writeUInt32BE(width, 16);
    png.writeUInt32BE(height, 20);
    const answer = await call('PUT', '/photos/a.png', png, 'image/png');
    expect(answer.status).toBe(status);
    if (status !== 204 && height > 0) expect(JSON.stringify(answer.body)).toContain('at most 2000 a side: scale');
  });

  it('take no more than there is room for, but another of the same name', async () => {
    const folder = join(dir, 'photos');
    mkdirSync(folder);
    for (let at = 0; at < PHOTOS_MAX; at += 1) writeFileSync(join(folder, `p${at}.png`), PNG);
    const answer = await call('PUT', '/photos/new.png', PNG, 'image/png');
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('80 pictures are kept: delete one first');
    expect((await call('PUT', '/photos/p7.png', PNG, 'image/png')).status).toBe(204);
    expect((await call('DELETE', '/photos/p7.png')).status).toBe(204);
    expect((await call('PUT', '/photos/new.png', PNG, 'image/png')).status).toBe(204);
  });

  it('leave no sign-in page open for when the citizen has gone', async () => {
    await call('PUT', '/staff', await staff());
    window.desk.open();
    window.follow(true);
    expect(window.desk.page()).not.toBeNull();
    window.follow(false);
    expect(window.desk.page()).toBeNull();
    window.follow(true);
    expect(window.desk.page()).toBeNull();
  });

  it('do without a picture that is not there', async () => {
    const list = await staff();
    await call('PUT', '/staff', list);
    window.desk.open();
    window.desk.enter({ number: '0312', pin: '4711', what: 'in' });
    await expect.poll(() => window.idlePage().staff?.name).toBe('王芳');
    expect(window.idlePage().staff?.photo).toBeNull();
  });
});
