import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostics } from '@mingjing/device-app/core/screen/diagnostics-page.ts';
import { STANDARD_HASHES } from '@mingjing/device-app/runtime/secret-hash.ts';
import { writeServicePin } from '@mingjing/device-app/runtime/service-pin.ts';
import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { readTerminalLog } from '../support/terminal-log.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

/** A pad that types, at a real runtime whose screen is a real Chromium. */

const PATIENCE = { timeout: 20_000 };
const SERVICE_PIN = '246810';
const KEY_OF: Readonly<Record<Level, string>> = { 5: 'F13', 4: 'F14', 3: 'F15', 2: 'F16', 1: 'F17' };

let dir: string;
let terminal: TerminalProcess;
let browser: Browser;
let page: Page;
let session: CDPSession;
let hand: ScreenClient;
let atStart: Partial<Diagnostics>;
let cases = 0;

beforeAll(async () => {
  await builtScreens();
  dir = mkdtempSync(join(tmpdir(), 'mingjing-typing-pad-'));
  mkdirSync(join(dir, 'terminal'), { mode: 0o700 });
  const pin = await writeServicePin(
    { dataDir: join(dir, 'terminal'), hashes: STANDARD_HASHES, randomBytes: systemRandomBytes },
    SERVICE_PIN,
  );
  expect(pin.ok).toBe(true);
  terminal = await startTerminalProcess({
    dataDir: join(dir, 'terminal'),
    pads: [{ profile: 'keyboard-f13-f17' }],
    window: { name: '3号窗口' },
    timing: { invitation: 600, undo: 10, notice: 1 },
  });
  browser = await openChromium();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(terminal.screenUrl);
  hand = await connectScreen(await terminal.freshScreenUrl());
  session = await page.context().newCDPSession(page);
  await vi.waitFor(async () => expect(await diagnose()).toMatchObject({ devices: [{ connected: true }] }), PATIENCE);
  atStart = await diagnose();
});
afterAll(async () => {
  hand?.close();
  await browser?.close();
  await terminal?.stop();
  rmSync(dir, { recursive: true });
});

const key = (type: 'rawKeyDown' | 'keyUp', code: string) =>
  session.send('Input.dispatchKeyEvent', { type, code, key: code });

async function press(code: string): Promise<void> {
  await key('rawKeyDown', code);
  await key('keyUp', code);
}

/** Presses a key of the pad until the terminal takes it: within the guard time it does not. */
async function rateWith(code: string): Promise<void> {
  const timer = setInterval(() => void press(code), 600);
  try {
    await page.getByRole('heading', { name: '已收到' }).waitFor();
  } finally {
    clearInterval(timer);
  }
}

async function open(): Promise<SessionId> {
  cases += 1;
  const { sessionId } = await openLocally(terminal, serviceRecord(cases));
  await page.locator('.tile-5').waitFor();
  return sessionId as SessionId;
}

/** By a second screen, which has no guard against early taps to wait out. */
async function finish(sessionId: SessionId): Promise<void> {
  hand.send({ kind: 'confirm', sessionId });
  await hand.page('reasons');
  hand.send({ kind: 'skip-reasons', sessionId });
  await hand.page('idle');
}

async function diagnose(): Promise<Partial<Diagnostics>> {
  const headers = { authorization: `Bearer ${terminal.localToken}` };
  return (await fetch(`${terminal.localUrl}/local/v1/diagnostics`, { headers })).json() as Promise<
    Partial<Diagnostics>
  >;
}

/** Opened by keys at the same screen as the pad's: it comes after them. */
async function openDiagnostics(): Promise<void> {
  await page.keyboard.press('Control+Shift+D');
  await hand.page('service', ({ view }) => view.step === 'pin');
  hand.send({ kind: 'service', input: { act: 'pin', pin: SERVICE_PIN } });
  await hand.page('service', ({ view }) => view.step === 'menu');
  hand.send({ kind: 'service', input: { act: 'go', to: 'diagnostics' } });
  await page.locator('.diagnostics').getByText('keyboard-f13-f17').first().waitFor({ state: 'attached' });
}

describe('a pad that types', () => {
  it.each(LEVEL_ORDER)('rates %i with one press of its key', async (level) => {
    const sessionId = await open();
    await rateWith(KEY_OF[level]);
    await finish(sessionId);
  });

  it('rates nothing while nobody is asked, and shows its presses to nobody who was not there (P5)', async () => {
    const before = await diagnose();
    // Five people rated: nothing has been counted since the first of them came.
    expect(before.devices).toEqual(atStart.devices);
    await press('F14');
    await openDiagnostics();
    // Less than a minute ago somebody rated here: not even that a key was pressed.
    expect((await diagnose()).devices).toEqual(before.devices);
    expect(before.devices).toMatchObject([{ presses: [], traffic: [], strayPresses: 0 }]);
    const sessionId = await open();
    expect(await diagnose()).toMatchObject({ code: 'in-use' });
    await rateWith('F13');
    await page.keyboard.press('Control+Shift+D');
    expect(await diagnose()).toMatchObject({ code: 'in-use' });
    expect(await page.locator('.diagnostics').count()).toBe(0);
    await finish(sessionId);
  });

  it('says on the technician’s page that it is there, and goes when somebody is to be served', async () => {
    await openDiagnostics();
    await page.locator('.device-heading').getByText('已连接').first().waitFor({ state: 'attached' });
    const sessionId = await open();
    expect(await page.locator('.diagnostics').count()).toBe(0);
    await rateWith('F17');
    await finish(sessionId);
  });

  it('left every rating in the log once, as pressed on a pad', async () => {
    expect(await terminal.stop()).toBe(0);
    const { records, intact } = readTerminalLog(join(dir, 'terminal'));
    expect(intact).toBe(true);
    const ratings = records.filter(({ type }) => type === 'rating').map(({ body }) => body);
    expect(ratings).toMatchObject([5, 4, 3, 2, 1, 5, 1].map((level) => ({ level, source: 'pad', channel: 'window' })));
  });
});
