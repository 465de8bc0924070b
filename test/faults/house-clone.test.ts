import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { eventsOf, houseFolder, startCity, startGateway } from './house.ts';
import { expectExactlyOnce } from './house-audit.ts';
import { openWindow, PATIENCE } from './window.ts';

it('two machines with one disk: the newer connection wins, the alarm is raised, and everything said at either counts once', async () => {
  const dir = houseFolder();
  const city = await startCity();
  const gateway = await startGateway(dir, city);
  const settings = { gatewayUrl: gateway.url, enrolmentCode: gateway.enrolmentCode };
  const original = await openWindow(dir, { settings });
  await original.terminal().logged('sync.connected');
  await original.rate(1, 5);
  await original.drained();
  await original.stop();
  cpSync(original.dataDir, join(dir, 'copy'), { recursive: true });

  await original.start();
  await original.terminal().logged('sync.connected');
  await original.rate(2, 4);
  await original.drained();
  const elsewhere = await createTcpProxy(gateway.url, { from: '127.0.0.2' });
  elsewhere.cut();
  const copy = await openWindow(dir, { name: 'copy', settings: { ...settings, gatewayUrl: elsewhere.url } });
  // The copy writes other records under the numbers that the original has already sent.
  await copy.rate(3, 2);
  await copy.rate(4, 5);
  elsewhere.restore();
  await copy.terminal().logged('sync.connected');
  await original.screen().until((state) => state.badges.offline);
  await copy.drained();
  expect(eventsOf(copy.terminal(), 'sync.conflict')).toHaveLength(1);
  expect(eventsOf(copy.terminal(), 'store.epoch-begun')).toMatchObject([{ reason: 'conflict' }]);
  await original.rate(5, 1);
  expect((await original.status()).gateway).toBe('offline');
  // It steps back for half a minute, comes again, and goes on with its own epoch.
  await original.drained();
  await copy.screen().until((state) => state.badges.offline);
  await copy.rate(6, 3);
  await vi.waitFor(
    async () => expect([original.unsent(), (await original.status()).gateway]).toEqual([0, 'connected']),
    PATIENCE,
  );
  await copy.stop();
  await copy.start();
  await copy.drained();

  const replaced = eventsOf({ lines: gateway.lines() }, 'terminal.replaced');
  expect(replaced).toMatchObject([{ addressesDiffer: true }, { addressesDiffer: true }, { addressesDiffer: true }]);
  expect(eventsOf({ lines: gateway.lines() }, 'ingest.conflict')).toHaveLength(1);
  const books = await expectExactlyOnce({ gateway, windows: [original, copy], city });
  expect(books.effective.size).toBe(6);
  expect(new Set(books.records.map(({ record }) => record.epoch)).size).toBe(2);
  // What contradicted is kept word for word, and counts by what its own machine sent again under the new epoch.
  expect(books.quarantined.map(({ text }) => text).join()).toContain(copy.confirmed[0]?.sessionId);
}, 150_000);
