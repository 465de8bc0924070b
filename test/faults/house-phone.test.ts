import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { serviceRecord } from '../support/local-api.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { type HouseCity, houseFolder, startCity, startGateway } from './house.ts';
import { expectSound, type GatewayBooks, ratingsPerSession, readGateway } from './house-audit.ts';
import { openWindow, PATIENCE, type Window } from './window.ts';

/** Which of the two said what: so that the city's books tell who won. */
const BY_PHONE: Level = 5;
const BY_PAD: Level = 2;

const RECORDED = 200;
const HELD = 202;
const DUPLICATE = 409;

/** Scans the code on the glass. Returns what sends the form, which answers with its HTTP status. */
async function scan(window: Window, sessionId: SessionId): Promise<() => Promise<number>> {
  const { qrUrl } = await window.screen().page('invitation', (page) => page.sessionId === sessionId);
  const page = await fetch(qrUrl ?? '');
  const ticket = /name="ticket" value="([^"]+)"/.exec(await page.text())?.[1];
  if (ticket === undefined) throw new Error(`the page of ${qrUrl} has no ticket (HTTP ${page.status})`);
  return async () => {
    const answer = await fetch(qrUrl ?? '', {
      method: 'POST',
      body: new URLSearchParams({ ticket, level: String(BY_PHONE) }),
    });
    return answer.status;
  };
}

/** The citizen at the window presses and taps 完成, unless the phone is faster. Returns whether the screen said 已记录. */
async function rateByPad(window: Window, pad: PadSimulator, sessionId: SessionId): Promise<boolean> {
  const screen = window.screen();
  const again = setInterval(() => pad.press(BY_PAD), 100);
  try {
    await screen.until(({ page }) => page.kind !== 'invitation');
  } finally {
    clearInterval(again);
  }
  screen.send({ kind: 'confirm', sessionId });
  const { page } = await screen.until((state) => state.page.kind !== 'undo');
  if (page.kind !== 'reasons') return false;
  screen.send({ kind: 'skip-reasons', sessionId });
  return true;
}

async function expectAtCity({ simulator }: HouseCity, levels: ReadonlyMap<number, Level>): Promise<void> {
  const expected = [...levels].map(([n, level]) => [serviceRecord(n).projectNo, String(level)]).sort();
  const held = () => simulator.ratings().map(({ projectNo, satisfaction }) => [projectNo, satisfaction]);
  await vi.waitFor(() => expect(held().sort()).toEqual(expected), PATIENCE);
}

/** One effective rating a session; all others are there too, as duplicates. */
function expectOneEach(books: GatewayBooks, sessions: readonly SessionId[], phones: number): void {
  expect([...books.effective.keys()].sort()).toEqual([...sessions].sort());
  const atWindow = ratingsPerSession(books);
  expect([...atWindow.values()].filter((count) => count !== 1)).toEqual([]);
  expect(books.duplicates).toHaveLength(atWindow.size + phones - sessions.length);
  expect(books.held).toBe(0);
}

async function phoneAndPad() {
  const city = await startCity();
  const dir = houseFolder();
  const gateway = await startGateway(dir, city);
  const proxy = await createTcpProxy(gateway.url);
  const pad = await createPadSimulator({ keys: 5 });
  onTestFinished(() => pad.close());
  const settings = { gatewayUrl: proxy.url, publicUrl: gateway.url, enrolmentCode: gateway.enrolmentCode };
  const window = await openWindow(dir, { pad, settings });
  const { shortId } = await window.terminal().logged('enrolment.done');
  await window.terminal().logged('sync.connected');
  return { city, gateway, proxy, pad, window, shortId: String(shortId) };
}

it('phone and pad at the same moment: one of them counts, the other is kept, whoever was first', async () => {
  const { city, gateway, pad, window, shortId } = await phoneAndPad();
  const levels = new Map<number, Level>();
  const sessions: SessionId[] = [];
  for (let n = 1; n <= 6; n += 1) {
    const sessionId = (await gateway.now().openSession(shortId, serviceRecord(n))).sessionId as SessionId;
    sessions.push(sessionId);
    const send = await scan(window, sessionId);
    // Both from the start, or the phone when the press is on the screen already.
    const pressed = n % 2 === 0 ? window.screen().page('undo') : Promise.resolve();
    const [confirmed, status] = await Promise.all([rateByPad(window, pad, sessionId), pressed.then(send)]);
    expect([RECORDED, DUPLICATE]).toContain(status);
    // At least one of the two was told that it counts.
    expect(confirmed || status === RECORDED).toBe(true);
    levels.set(n, status === RECORDED ? BY_PHONE : BY_PAD);
    await window.screen().page('idle');
  }
  await window.drained();
  await expectAtCity(city, levels);
  await window.stop();
  await gateway.stop();
  const books = readGateway(gateway.dir);
  expectOneEach(books, sessions, sessions.length);
  const counted = sessions.map((sessionId) => books.effective.get(sessionId)?.level);
  expect(counted).toEqual([...levels.values()]);
  expectSound(gateway.dir);
}, 120_000);

it('a phone while the terminal is offline: held, and settled by who was first once its record arrives', async () => {
  const { city, gateway, proxy, pad, window } = await phoneAndPad();
  proxy.cut();
  await window.screen().until((state) => state.badges.offline);

  const phoneFirst = await window.open(1);
  expect(await (await scan(window, phoneFirst))()).toBe(HELD);
  expect(await rateByPad(window, pad, phoneFirst)).toBe(true);

  const padFirst = await window.open(2);
  const late = await scan(window, padFirst);
  expect(await rateByPad(window, pad, padFirst)).toBe(true);
  expect(await late()).toBe(HELD);

  const phoneOnly = await window.open(3);
  expect(await (await scan(window, phoneOnly))()).toBe(HELD);
  expect(window.screen().state().page.kind).toBe('invitation');
  // The terminal tells of the session, and hears that it is settled.
  const told = window.screen().page('already-rated');
  proxy.restore();
  await told;
  await window.screen().page('idle');
  await window.drained();

  await expectAtCity(
    city,
    new Map([
      [1, BY_PHONE],
      [2, BY_PAD],
      [3, BY_PHONE],
    ]),
  );
  await window.stop();
  await gateway.stop();
  const books = readGateway(gateway.dir);
  expectOneEach(books, [phoneFirst, padFirst, phoneOnly], 3);
  const channels = [phoneFirst, padFirst, phoneOnly].map((sessionId) => books.effective.get(sessionId)?.channel);
  expect(channels).toEqual(['qr', 'window', 'qr']);
  expectSound(gateway.dir);
}, 120_000);
