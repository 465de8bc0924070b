import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { readTerminalLog } from '../support/terminal-log.ts';
import { eventsOf, houseFolder } from './house.ts';
import { prepareRatings } from './prepared-log.ts';
import { spoilRootPage } from './spoil-page.ts';
import { openWindow, type Window } from './window.ts';

/** A terminal without a gateway, with hundreds of unsent records, one citizen's rating of its own and a session that invites. */
async function busyWindow() {
  const window = await openWindow(houseFolder());
  await window.stop();
  window.confirmed.push(...prepareRatings(window.dataDir, 1, 100));
  await window.start();
  await window.rate(1_001, 4);
  const session = await window.open(1_002);
  await window.screen().page('invitation', ({ sessionId }) => sessionId === session);
  return { window, session };
}

function keptRatings(window: Window) {
  const { records, intact } = readTerminalLog(window.dataDir);
  expect(intact).toBe(true);
  return records.flatMap(({ type, body }) => (type === 'rating' ? [[body.sessionId, body.level]] : []));
}

it.each(['sqlite_autoindex_entries_1', 'entries', 'epochs', 'live_session'])(
  'a page of %s is damaged while the terminal runs: a fault page, a repair without a human, and everything goes on',
  async (name) => {
    const { window, session } = await busyWindow();
    const fault = window.screen().page('fault');
    spoilRootPage(window.dataDir, name);
    await expect(openLocally(window.terminal(), serviceRecord(1_003))).rejects.toThrow(/HTTP 503/);
    expect(await fault).toEqual({ kind: 'fault', code: 'storage-damaged' });
    await window.terminal().logged('store.recovered');
    expect(eventsOf(window.terminal(), 'store.suspect')).toHaveLength(1);
    expect(eventsOf(window.terminal(), 'store.damaged')).toHaveLength(1);
    expect(eventsOf(window.terminal(), 'store.epoch-begun')).toMatchObject([{ reason: 'damaged', unreadable: 0 }]);

    await window.press(session, 2);
    await window.confirm(session, 1_002, 2);
    await window.rate(1_004, 5);
    expect(eventsOf(window.terminal(), 'store.suspect')).toHaveLength(1);
    expect(await window.status()).toMatchObject({ storage: 'ok' });
    await window.stop();
    expect(keptRatings(window)).toEqual(window.confirmed.map(({ sessionId, level }) => [sessionId, level]));
    expect(readdirSync(window.dataDir).filter((file) => /^log\.db\.damaged-[^-]+$/.test(file))).toHaveLength(1);
  },
  90_000,
);

it('a level that was pressed before the damage is committed after the repair, at its time', async () => {
  const { window, session } = await busyWindow();
  await window.press(session, 1);
  spoilRootPage(window.dataDir, 'live_session');
  // Nobody does anything: the end of the undo time meets the damage.
  await window.terminal().logged('store.recovered');
  await window.confirm(session, 1_002, 1);
  await window.stop();
  expect(keptRatings(window)).toEqual(window.confirmed.map(({ sessionId, level }) => [sessionId, level]));
}, 90_000);
