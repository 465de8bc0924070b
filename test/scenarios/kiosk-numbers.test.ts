import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KioskInput } from '@mingjing/device-app/core/kiosk/kiosk-input.ts';
import { CATALOGUE_FILE } from '@mingjing/gateway/provisioning/catalogue-file.ts';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CitySimulator, createCitySimulator } from '../simulators/city/city-simulator.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

/** A hall without its gateway for a while: a window that serves, a kiosk at which citizens rate by number and by place. */

const APP_KEY = 'mingjing-kiosk';
const NUMBER = 'YW20261122-0087';
const CATALOGUE = {
  halls: [
    {
      id: 'city',
      name: '市政务服务大厅',
      windows: [{ id: 'w3', name: '3号窗口', matters: [{ id: 'card', name: '社保卡补办' }] }],
    },
  ],
};
const TIMING = { invitation: 600, undo: 10, notice: 1 } as const;

const secret = randomBytes(24).toString('base64url');
let dir: string;
let city: CitySimulator;
let gateway: GatewayProcess;
let atWindow: TerminalProcess;
let atKiosk: TerminalProcess;
let kioskSettings: Parameters<typeof startTerminalProcess>[0];
/** Short id of the kiosk. */
let kioskId: string;
let windowScreen: ScreenClient;
let kioskScreen: ScreenClient;

const startGateway = (port: number) =>
  startGatewayProcess(
    { dataDir: join(dir, 'gateway'), port, city: { adapter: 'http-json', url: city.url, appKey: APP_KEY } },
    secret,
  );

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-kiosk-numbers-'));
  city = await createCitySimulator({ appKey: APP_KEY, secret });
  mkdirSync(join(dir, 'gateway'), { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, 'gateway', CATALOGUE_FILE), JSON.stringify(CATALOGUE));
  gateway = await startGateway(0);
  const common = { gatewayUrl: gateway.url, enrolmentCode: gateway.enrolmentCode, timing: TIMING };
  kioskSettings = { ...common, dataDir: join(dir, 'kiosk'), role: 'kiosk' };
  atWindow = await startTerminalProcess({ ...common, dataDir: join(dir, 'window') });
  atKiosk = await startTerminalProcess(kioskSettings);
  kioskId = String((await atKiosk.logged('enrolment.done')).shortId);
  await Promise.all([
    atWindow.logged('sync.connected'),
    atKiosk.logged('sync.connected'),
    atKiosk.logged('kiosk.catalogue-fetched'),
  ]);
  windowScreen = await connectScreen(atWindow.screenUrl);
});
afterAll(async () => {
  windowScreen?.close();
  kioskScreen?.close();
  await Promise.all([atWindow?.stop(), atKiosk?.stop(), gateway?.stop()]);
  await city?.stop();
  rmSync(dir, { recursive: true });
});

const act = (input: KioskInput) => kioskScreen.send({ kind: 'kiosk', input });

async function rate(level: Level): Promise<void> {
  const { sessionId } = await kioskScreen.page('invitation');
  const press = () => kioskScreen.send({ kind: 'press', sessionId, level, source: 'screen' });
  // Within the guard time nothing counts.
  const timer = setInterval(press, 100);
  await kioskScreen.page('undo');
  clearInterval(timer);
  kioskScreen.send({ kind: 'confirm', sessionId });
  await kioskScreen.page('reasons');
  kioskScreen.send({ kind: 'skip-reasons', sessionId });
  await kioskScreen.page('kiosk-start');
}

describe('while the gateway cannot be reached', () => {
  it('a kiosk that starts anew still offers the halls it knows', async () => {
    await gateway.stop();
    await atKiosk.stop();
    atKiosk = await startTerminalProcess(kioskSettings);
    kioskScreen = await connectScreen(atKiosk.screenUrl);
    expect(await kioskScreen.page('kiosk-start')).toEqual({
      kind: 'kiosk-start',
      ways: ['number', 'place'],
      warning: null,
    });
    expect(kioskScreen.state()).toMatchObject({ role: 'kiosk', badges: { offline: true } });
  });

  it('a citizen rates by the number on the receipt; the screen shows the number and nothing of anybody', async () => {
    const opened = await openLocally(atWindow, { ...serviceRecord(1), serialNumber: NUMBER });
    expect(opened.state).toBe('shown');
    act({ act: 'way', way: 'number' });
    for (const key of NUMBER) act({ act: 'key', key });
    await kioskScreen.page('kiosk-number', ({ text }) => text === NUMBER);
    act({ act: 'enter' });
    const { card } = await kioskScreen.page('invitation');
    expect(card).toEqual({ serialNumber: NUMBER });
    await rate(2);
  });

  it('and one without a ticket by hall, window and matter', async () => {
    act({ act: 'way', way: 'place' });
    const windows = await kioskScreen.page('kiosk-choice', ({ step }) => step === 'window');
    expect(windows.path).toEqual(['市政务服务大厅']);
    act({ act: 'choose', id: 'w3' });
    await kioskScreen.page('kiosk-choice', ({ step }) => step === 'matter');
    act({ act: 'choose', id: 'card' });
    const { card } = await kioskScreen.page('invitation');
    expect(card).toEqual({ matterName: '社保卡补办', windowName: '3号窗口' });
    await rate(4);
  });
});

describe('once the gateway is back', () => {
  it('the number is resolved to the window’s service, which is closed there and forwarded once, as a kiosk’s', async () => {
    const told = windowScreen.page('already-rated');
    gateway = await startGateway(Number(new URL(gateway.url).port));
    await vi.waitFor(() => expect(city.ratings()).toHaveLength(1), { timeout: 60_000 });
    const { projectNo } = serviceRecord(1);
    expect(city.services()).toMatchObject([{ projectNo }]);
    expect(city.ratings()).toMatchObject([{ projectNo, satisfaction: '2', pf: '5', assessNumber: '1' }]);
    await told;
    await windowScreen.page('idle');
  });

  it('a number typed now is found, and shows matter and window, but nobody', async () => {
    const record = { ...serviceRecord(2), serialNumber: 'YW20261122-0088' };
    const opened = await openLocally(atWindow, record);
    await vi.waitFor(async () => expect(await gateway.sessionState(opened.sessionId)).toBe('open'), {
      timeout: 30_000,
    });
    act({ act: 'way', way: 'number' });
    for (const key of record.serialNumber) act({ act: 'key', key });
    act({ act: 'enter' });
    const { card } = await kioskScreen.page('invitation');
    expect(card).toEqual({
      matterName: record.taskName,
      serialNumber: record.serialNumber,
      windowName: expect.stringContaining('窗口'),
    });
    await rate(5);
    await vi.waitFor(() => expect(city.ratings()).toHaveLength(2), { timeout: 60_000 });
    expect(city.ratings()[1]).toMatchObject({ projectNo: record.projectNo, satisfaction: '5', pf: '5' });
  });

  it('other software of the kiosk jumps to the rating, and sees when it may come back, not what became of it', async () => {
    const record = serviceRecord(3);
    const { sessionId } = await openLocally(atKiosk, record);
    const ask = async () => {
      const headers = { authorization: `Bearer ${atKiosk.localToken}` };
      const answer = await fetch(`${atKiosk.localUrl}/local/v1/service-sessions/${sessionId}`, { headers });
      return (await answer.json()) as object;
    };
    expect(await ask()).toEqual({ state: 'open', showing: true });
    await rate(3);
    expect(await ask()).toMatchObject({ showing: false });
    await vi.waitFor(() => expect(city.ratings()).toHaveLength(3), { timeout: 60_000 });
    expect(city.ratings()[2]).toMatchObject({ projectNo: record.projectNo, satisfaction: '3', pf: '5' });
  });

  it('nor is a service that the business system sends to the kiosk a window’s', async () => {
    const record = serviceRecord(4);
    expect((await gateway.openSession(kioskId, record)).state).toBe('shown');
    await rate(1);
    await vi.waitFor(() => expect(city.ratings()).toHaveLength(4), { timeout: 60_000 });
    expect(city.ratings()[3]).toMatchObject({ projectNo: record.projectNo, satisfaction: '1', pf: '5' });
  });

  it('nothing went twice, the independent rating went nowhere, and the ledger holds', async () => {
    expect(city.services()).toHaveLength(4);
    expect(city.ratings()).toHaveLength(4);
    await gateway.stop();
    const report = await verifyLedger(join(dir, 'gateway', DATABASE_FILE));
    expect(report).toMatchObject({ fault: null, effectiveRatings: 5 });
    const lines = [...atKiosk.lines.slice(1), ...gateway.lines].join('\n');
    expect(lines).not.toContain(NUMBER);
  });
});
