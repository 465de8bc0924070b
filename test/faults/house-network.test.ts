import { expect, it, onTestFailed, vi } from 'vitest';
import { createTcpProxy, type Direction } from '../support/tcp-proxy.ts';
import { houseFolder, startCity, startGateway } from './house.ts';
import { expectExactlyOnce, type GatewayBooks, readGateway } from './house-audit.ts';
import { ackedSeqOf } from './log-position.ts';
import { prepareRatings } from './prepared-log.ts';
import { openWindow, PATIENCE } from './window.ts';

const RATINGS = 10_000;
/** Where the wire is cut, again and again: anywhere in frames of some 120 KB going up, or of some 60 bytes coming down. */
const CUTS: readonly { readonly direction: Direction; readonly most: number }[] = [
  { direction: 'up', most: 900_000 },
  { direction: 'up', most: 900_000 },
  { direction: 'down', most: 600 },
  { direction: 'up', most: 900_000 },
  { direction: 'down', most: 600 },
  { direction: 'up', most: 900_000 },
];

it('the network cut for 10 000 ratings and back, cut again anywhere, and stalled: each counts exactly once', async () => {
  const dir = houseFolder();
  const gateway = await startGateway(dir);
  const proxy = await createTcpProxy(gateway.url);
  const settings = { gatewayUrl: proxy.url, enrolmentCode: gateway.enrolmentCode };
  const window = await openWindow(dir, { settings });
  await window.terminal().logged('sync.connected');
  await window.rate(20_001, 5);
  expect(window.screen().state().badges.offline).toBe(false);
  proxy.cut();
  await window.screen().until((state) => state.badges.offline);
  await window.rate(20_002, 1);
  await window.stop();
  window.confirmed.push(...prepareRatings(window.dataDir, 1, RATINGS));
  await window.start();
  await window.rate(20_003, 3);
  expect(window.screen().state().badges.offline).toBe(true);

  const points: number[] = [];
  onTestFailed(() => console.error(`cut after ${points.join(', ')} bytes`));
  for (const { direction, most } of CUTS) {
    const bytes = 1 + Math.floor(Math.random() * most);
    points.push(bytes);
    const cut = proxy.cutAfter(bytes, direction);
    proxy.restore();
    await cut;
    await window.screen().until((state) => state.badges.offline);
  }
  proxy.restore();
  await window.screen().until((state) => !state.badges.offline);
  proxy.stall();
  await window.rate(20_004, 2);
  expect(window.unsent()).toBeGreaterThan(0);
  proxy.restore();
  await window.drained();
  expect(window.screen().state().badges.offline).toBe(false);
  const books = await expectExactlyOnce({ gateway, windows: [window] });
  expect(books.effective.size).toBe(RATINGS + 4);
  expect(books.quarantined).toEqual([]);
}, 180_000);

function seqOfRating(books: GatewayBooks, session: string): number {
  const found = books.records.find(({ record }) => record.type === 'rating' && record.body.sessionId === session);
  if (found === undefined) throw new Error(`no rating of ${session} in the ledger`);
  return found.record.seq;
}

it('an acknowledgement that never arrives: the same record is sent again and counted once', async () => {
  const dir = houseFolder();
  const city = await startCity();
  const gateway = await startGateway(dir, city);
  const proxy = await createTcpProxy(gateway.url);
  const settings = { gatewayUrl: proxy.url, enrolmentCode: gateway.enrolmentCode };
  const window = await openWindow(dir, { settings });
  await window.terminal().logged('sync.connected');
  await window.rate(1, 5);
  await window.drained();
  proxy.loseAnswers();
  await window.rate(2, 1);
  const second = window.confirmed[1]!.sessionId;
  const held = await vi.waitFor(() => seqOfRating(readGateway(gateway.dir), second), PATIENCE);
  // It counts already, and the terminal does not know: only a second sending of the same record can tell it.
  expect(ackedSeqOf(window.dataDir)).toBeLessThan(held);
  await window.screen().until((state) => state.badges.offline);
  await window.drained();
  await expectExactlyOnce({ gateway, windows: [window], city });
}, 120_000);
