import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanNotice } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Stack, startStack } from '../demo/stack.ts';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { createPrinterSimulator, type PrinterSimulator } from '../simulators/printer/printer-simulator.ts';
import { createScannerSimulator, type ScannerSimulator } from '../simulators/scanner/scanner-simulator.ts';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

/** A window with a receipt printer, and a kiosk in the same hall with a scanner and a pad: all of it real processes and real ttys. */

const PATIENCE = { timeout: 30_000 };
const TIMING = { invitation: 600, undo: 10, notice: 1 };

let dir: string;
let hall: Stack;
let printer: PrinterSimulator;
let scanner: ScannerSimulator;
let kioskPad: PadSimulator;
let kiosk: TerminalProcess;
let windowScreen: ScreenClient;
let kioskScreen: ScreenClient;
let printed = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-receipt-'));
  [printer, scanner, kioskPad] = await Promise.all([
    createPrinterSimulator(),
    createScannerSimulator(),
    createPadSimulator({ keys: 5 }),
  ]);
  const peripherals = [{ profile: 'printer-escpos', path: printer.path }];
  hall = await startStack({ dir, terminal: { timing: TIMING, peripherals } });
  kiosk = await startTerminalProcess({
    dataDir: join(dir, 'kiosk'),
    gatewayUrl: hall.gateway.url,
    enrolmentCode: hall.gateway.enrolmentCode,
    pads: [{ profile: 'queue-bus-ff68-5grade', path: kioskPad.path }],
    peripherals: [{ profile: 'scanner-gm65', path: scanner.path }],
    window: { name: '自助评价机 1' },
    timing: TIMING,
  });
  await Promise.all([kiosk.logged('sync.connected'), kiosk.logged('pad.connected')]);
  windowScreen = await connectScreen(hall.terminal.screenUrl);
  kioskScreen = await connectScreen(kiosk.screenUrl);
  await vi.waitFor(async () => expect(await connectedDevices()).toEqual([true, true, true, true]), PATIENCE);
});
afterAll(async () => {
  windowScreen?.close();
  kioskScreen?.close();
  await kiosk?.stop();
  await hall?.stop();
  await Promise.all([printer?.close(), scanner?.close(), kioskPad?.close()]);
  rmSync(dir, { recursive: true });
});

async function callLocally(terminal: TerminalProcess, method: string, path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${terminal.localToken}` };
  return fetch(`${terminal.localUrl}/local/v1${path}`, { method, headers });
}

/** Of the window and of the kiosk: pad and peripheral. */
async function connectedDevices(): Promise<readonly boolean[]> {
  const answers = await Promise.all([hall.terminal, kiosk].map((terminal) => callLocally(terminal, 'GET', '/status')));
  const statuses = (await Promise.all(answers.map((answer) => answer.json()))) as {
    pads: { connected: boolean }[];
  }[];
  return statuses.flatMap(({ pads }) => pads.map(({ connected }) => connected));
}

/** A service at the window, which its business system opens at the terminal, of which the gateway has heard. */
async function serveAtWindow(n: number) {
  const record = serviceRecord(n);
  const { sessionId } = await openLocally(hall.terminal, record);
  await windowScreen.page('invitation', (page) => page.sessionId === sessionId);
  await vi.waitFor(() => hall.gateway.sessionState(sessionId), PATIENCE);
  return { sessionId: sessionId as SessionId, record };
}

async function printReceipt(sessionId: string) {
  const answer = await callLocally(hall.terminal, 'POST', `/service-sessions/${sessionId}/receipt`);
  expect(answer.status).toBe(200);
  printed += 1;
  return printer.receipt(printed);
}

/** Holds a code to the scanner, as often as it takes: a scanner that reads one code again and again is not heeded each time. */
async function scanUntil<T>(text: string, seen: Promise<T>): Promise<T> {
  const timer = setInterval(() => scanner.scan(text), 1_200);
  try {
    scanner.scan(text);
    return await seen;
  } finally {
    clearInterval(timer);
  }
}

const scanAndInvite = (text: string, sessionId: SessionId) =>
  scanUntil(
    text,
    kioskScreen.page('invitation', (page) => page.sessionId === sessionId),
  );
const scanAndBeTold = (text: string, notice: ScanNotice) =>
  scanUntil(
    text,
    kioskScreen.page('scan', (page) => page.notice === notice),
  );

/** Presses a key of the kiosk's pad until the terminal takes it: within the guard time it does not. */
async function rateAtKiosk(sessionId: SessionId, level: Level): Promise<void> {
  const timer = setInterval(() => kioskPad.press(level), 600);
  try {
    kioskPad.press(level);
    await kioskScreen.page('undo');
  } finally {
    clearInterval(timer);
  }
  kioskScreen.send({ kind: 'confirm', sessionId });
  await kioskScreen.page('reasons');
  kioskScreen.send({ kind: 'skip-reasons', sessionId });
  await kioskScreen.page('idle');
}

const atCity = (projectNo: string) => ({
  services: hall.city.services().filter((service) => service.projectNo === projectNo),
  ratings: hall.city.ratings().filter((rating) => rating.projectNo === projectNo),
});

describe('a receipt', () => {
  it('says what was served, and its code leads to the rating page', async () => {
    const { sessionId, record } = await serveAtWindow(1);
    const receipt = await printReceipt(sessionId);
    const text = receipt.lines.join('\n');
    for (const words of [record.taskName, record.projectNo, 'A0312']) expect(text).toContain(words);
    expect(receipt.codes).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/r\/[A-Za-z0-9_-]{50}$/)]);
    const page = await fetch(receipt.codes[0] as string);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(record.taskName);
  });

  it('scanned at a kiosk is rated there: the city has it once, and the window steps back', async () => {
    const { sessionId, record } = await serveAtWindow(2);
    const { codes } = await printReceipt(sessionId);
    const invitation = await scanAndInvite(codes[0] as string, sessionId);
    expect(invitation.card).toMatchObject({ matterName: record.taskName, staffName: '王芳', staffNumber: 'A0312' });
    // The window shows its notice for a second only: it is waited for before it can come.
    const told = windowScreen.page('already-rated');
    await rateAtKiosk(sessionId, 2);
    await told;
    await windowScreen.page('idle');
    await vi.waitFor(() => expect(atCity(record.projectNo).ratings).toHaveLength(1), PATIENCE);
    expect(atCity(record.projectNo)).toMatchObject({
      services: [{ projectNo: record.projectNo, proManager: '王芳' }],
      ratings: [{ satisfaction: '2', pf: '5', serviceNumber: '1', assessNumber: '1' }],
    });
    await scanAndBeTold(codes[0] as string, 'already-rated');
    await kioskScreen.page('idle');
  });

  it('rated on a phone instead closes the kiosk that shows it, and the window', async () => {
    const { sessionId, record } = await serveAtWindow(3);
    const { codes } = await printReceipt(sessionId);
    const address = codes[0] as string;
    await scanAndInvite(address, sessionId);
    const ticket = /name="ticket" value="([^"]+)"/.exec(await (await fetch(address)).text())?.[1] ?? '';
    const told = Promise.all([windowScreen.page('already-rated'), kioskScreen.page('already-rated')]);
    const sent = await fetch(address, { method: 'POST', body: new URLSearchParams({ ticket, level: '4' }) });
    expect(sent.status).toBe(200);
    await told;
    await Promise.all([windowScreen.page('idle'), kioskScreen.page('idle')]);
    await vi.waitFor(() => expect(atCity(record.projectNo).ratings).toHaveLength(1), PATIENCE);
    expect(atCity(record.projectNo).ratings).toMatchObject([{ satisfaction: '4', pf: '3' }]);
  });
});

describe('a business serial number', () => {
  it('scanned at a kiosk finds its service, also when nobody rated at the window', async () => {
    const { sessionId, record } = await serveAtWindow(4);
    // The next citizen is served before anybody rated.
    await serveAtWindow(5);
    await scanAndInvite(record.projectNo, sessionId);
    await rateAtKiosk(sessionId, 1);
    await vi.waitFor(() => expect(atCity(record.projectNo).ratings).toHaveLength(1), PATIENCE);
    expect(atCity(record.projectNo).ratings).toMatchObject([{ satisfaction: '1', pf: '5' }]);
  });

  it('that nobody knows is said to be unknown', async () => {
    await scanAndBeTold('3701002026999999', 'unknown');
    await kioskScreen.page('idle');
  });
});

describe('afterwards', () => {
  it('no number, token, name or level stands in any log (P5, P6)', () => {
    const lines = [...hall.terminal.lines.slice(1), ...kiosk.lines.slice(1), ...hall.gateway.lines].join('\n');
    expect(lines).not.toMatch(/37010020260|王芳|A0312|内资公司|"(level|satisfaction)":"?[1-5]"?[,}]|\/r\/[0-9A-Z]{6}/);
  });

  it('without a gateway the kiosk says that it is offline', async () => {
    await hall.gateway.stop();
    await kiosk.logged('sync.disconnected');
    await scanAndBeTold(serviceRecord(5).projectNo, 'offline');
    await kioskScreen.page('idle');
  });
});
