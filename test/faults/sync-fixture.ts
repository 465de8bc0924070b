import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import type { SyncDelays } from '@mingjing/device-app/core/sync/sync-delays.ts';
import type { DeviceKey } from '@mingjing/device-app/store/device-identity.ts';
import { loadOrCreateKey } from '@mingjing/device-app/store/device-key.ts';
import { createSyncClient } from '@mingjing/device-app/sync/create-sync-client.ts';
import type { GatewayCalls } from '@mingjing/device-app/sync/sync-client.ts';
import type { LogRecord } from '@mingjing/shared/domain/record.ts';
import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import { unrefTimers } from '@mingjing/shared/system/machine.ts';
import { expect, onTestFinished, vi } from 'vitest';
import { commitRatings, openStore, ratingNumbers, temporaryFolder } from './log-fixture.ts';

/** How long a test waits at the most for what must happen. */
export const PATIENCE = { timeout: 30_000, interval: 20 };

const soon = { firstMs: 20, maxMs: 60, factor: 2, jitter: 0.5 };
/** The waits of a terminal in a hurry: tests wait for what happens, not for the clock. */
export const QUICK: SyncDelays = {
  handshakeMs: 2_000,
  pingMs: 150,
  callMs: 400,
  findMs: 400,
  reconnect: { network: soon, refused: soon, replaced: soon, revoked: soon, 'going-down': soon },
  pause: { busy: soon, refused: soon, broken: soon, storage: soon },
};

export const HEALTH: HealthReport = {
  pads: [],
  unsent: 0,
  oldestUnsentAgeMs: null,
  storage: 'ok',
  screenConnected: true,
  rssMb: 80,
};

const CALLS: GatewayCalls = {
  openSession: () => {
    throw new Error('not scripted');
  },
  closeSession: () => {
    throw new Error('not scripted');
  },
  health: () => HEALTH,
};

export interface TestTerminal {
  readonly dir: string;
  readonly key: DeviceKey;
}

/** A folder with a key in it. */
export function newTerminal(): TestTerminal {
  const dir = temporaryFolder();
  const key = loadOrCreateKey(dir, { clock: { now: Date.now, mono: () => 0 }, randomBytes });
  if (!key.ok) throw new Error(key.error.message);
  return { dir, key: key.value };
}

/** The real store and the real client of a terminal, against an address. Stopped with the test. */
export function startSync(
  terminal: TestTerminal,
  gatewayUrl: string,
  options: { delays?: Partial<SyncDelays>; calls?: Partial<GatewayCalls>; now?: () => number; dir?: string } = {},
) {
  const store = openStore(options.dir ?? terminal.dir, { deviceId: terminal.key.deviceId });
  const events: string[] = [];
  const client = createSyncClient({
    gatewayUrl,
    identity: terminal.key,
    store,
    calls: { ...CALLS, ...options.calls },
    appVersion: '0.1.0',
    catalogueVersion: 'national-1',
    delays: { ...QUICK, ...options.delays },
    clock: { now: options.now ?? Date.now, mono: () => performance.now() },
    timers: unrefTimers,
    random: Math.random,
    randomBytes,
    log: (event) => void events.push(event),
    onStatus: () => {},
  });
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await client.stop();
    store.close();
  };
  onTestFinished(stop);
  client.start();
  return { store, client, events, stop };
}

/** A terminal online until these ratings are confirmed. */
async function syncOnce(terminal: TestTerminal, gatewayUrl: string, from: number, to: number): Promise<void> {
  const { store, client, stop } = startSync(terminal, gatewayUrl);
  commitRatings(store, from, to);
  client.nudge();
  await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
  await stop();
}

/**
 * Ratings 1 to `common`, then the disk is copied and both go on under the same key, epoch and numbers: the original with the next
 * `each`, and then the copy, offline so far, with as many that begin at `common` + 1001.
 * @returns the events of the copy, when it has nothing left to send
 */
export async function syncFromTwoDisks(
  terminal: TestTerminal,
  gatewayUrl: string,
  { common, each }: { readonly common: number; readonly each: number },
): Promise<readonly string[]> {
  await syncOnce(terminal, gatewayUrl, 1, common);
  const copy = temporaryFolder();
  cpSync(terminal.dir, copy, { recursive: true });
  await syncOnce(terminal, gatewayUrl, common + 1, common + each);
  const offline = openStore(copy, { deviceId: terminal.key.deviceId });
  commitRatings(offline, 1_000 + common + 1, 1_000 + common + each);
  offline.close();
  const { store, events } = startSync(terminal, gatewayUrl, { dir: copy });
  await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
  return events;
}

/** Which ratings a list of record texts holds, in order. */
export function ratingsIn(texts: readonly string[]): readonly number[] {
  return ratingNumbers(texts.map((text) => JSON.parse(text) as LogRecord));
}
