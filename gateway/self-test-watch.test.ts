import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createManualTime, type ManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PROVEN_WITHIN_MS } from './core/self-test-overdue.ts';
import { createSelfTestWatch, SETTLE_MS } from './self-test-watch.ts';
import type { GatewayStore, KeptSelfTest } from './store/gateway-store.ts';
import { openGatewayStore } from './store/open-gateway-store.ts';
import { newTerminal } from './store/testing/store-fixtures.ts';
import type { TerminalHealth } from './ws/health-board.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const OVERDUE = 'terminal.self-test-overdue';
const RECOVERED = 'terminal.self-test-recovered';
const HEALTHY: HealthReport = {
  ...{ pads: [], unsent: 0, oldestUnsentAgeMs: null, storage: 'ok', screenConnected: true, rssMb: 60 },
};

let dir: string;
let time: ManualTime;
let store: GatewayStore;
let watch: ReturnType<typeof createSelfTestWatch>;
let told: Map<string, TerminalHealth>;
let events: [string, unknown][];
/** Resolves each time the watch is about to wait for its next look. */
let looked: () => Promise<void>;
/** Set to let writes fail. */
let refusal: Error | undefined;
const terminal = newTerminal();

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-self-test-watch-'));
  time = createManualTime();
  [told, events, refusal] = [new Map(), [], undefined];
  await begin();
  await store.enrolTerminal(terminal);
});
afterEach(async () => {
  await end();
  rmSync(dir, { recursive: true });
});

async function begin(): Promise<void> {
  const { clock } = time;
  const log = (event: string, data?: unknown) => void events.push([event, data]);
  const masterKey = new Uint8Array(32).fill(7);
  store = await openGatewayStore({
    ...{ dir, masterKey, clock, randomBytes: systemRandomBytes, reasonsGraceMs: 0, log: () => {} },
  });
  const kept = {
    listTerminals: store.listTerminals,
    keepSelfTests: (rows: readonly KeptSelfTest[]) =>
      refusal === undefined ? store.keepSelfTests(rows) : Promise.reject(refusal),
  };
  watch = createSelfTestWatch({ store: kept, health: (id) => told.get(id), clock, timers: time.timers, log });
  looked = () => vi.waitFor(() => expect(time.pending()).toBe(1));
}
async function end(): Promise<void> {
  await watch.stop();
  await store.close();
  expect(time.pending()).toBe(0);
}
/** Another process on the same folder: what terminals told the old one is gone. */
async function restart(): Promise<void> {
  await end();
  told.clear();
  await begin();
  await wait(0);
}
/** Lets the look that is due run, at its own time. */
async function step(ms: number): Promise<void> {
  time.advance(ms);
  await looked();
}
/** Lets time pass, and a look at the end of it. */
async function wait(ms: number): Promise<void> {
  await step(ms);
  await step(MINUTE_MS);
}
const tell = (provenAt: number | null) =>
  told.set(terminal.deviceId, {
    ...{ lastSeenAt: time.clock.now(), clockOffsetMs: 0 },
    report: {
      ...HEALTHY,
      selfTest: { state: provenAt === null ? 'failed' : 'passed', at: time.clock.now(), provenAt },
    },
  });
const known = () => store.listTerminals('', 10)[0]?.selfTest;
const said = () => events.map(([event]) => event);

describe('a terminal without proof of its five levels', () => {
  test('is named once, not again after a restart, and once when it has proof again', async () => {
    await wait(PROVEN_WITHIN_MS);
    expect(events).toEqual([[OVERDUE, { device: terminal.deviceId }]]);
    expect(watch.overdueCount()).toBe(1);
    await restart();
    expect(watch.overdueCount()).toBe(1);
    await wait(SETTLE_MS);
    expect(said()).toEqual([OVERDUE]);
    tell(time.clock.now());
    await wait(0);
    expect(said()).toEqual([OVERDUE, RECOVERED]);
    expect(watch.overdueCount()).toBe(0);
    await restart();
    await wait(SETTLE_MS);
    expect(said()).toEqual([OVERDUE, RECOVERED]);
  });

  test('is not named before it has been enrolled for 26 hours', async () => {
    await wait(PROVEN_WITHIN_MS - MINUTE_MS);
    expect(said()).toEqual([]);
    expect(known()).toBeNull();
    await step(MINUTE_MS);
    expect(said()).toEqual([OVERDUE]);
  });

  test('is given time after a start to come back and tell', async () => {
    tell(time.clock.now());
    await wait(0);
    time.setWall(time.clock.now() + 2 * PROVEN_WITHIN_MS);
    await restart();
    await wait(SETTLE_MS - 3 * MINUTE_MS);
    expect(said()).toEqual([]);
    tell(time.clock.now());
    await wait(SETTLE_MS);
    expect(said()).toEqual([]);
  });
});

describe('what a terminal told of its self-test', () => {
  test('is there after a restart, and counts', async () => {
    const at = time.clock.now();
    tell(at);
    await wait(0);
    const kept = { state: 'passed', at, provenAt: at, overdue: false };
    expect(known()).toEqual(kept);
    time.setWall(at + PROVEN_WITHIN_MS - HOUR_MS);
    await restart();
    await wait(SETTLE_MS);
    expect(known()).toEqual(kept);
    expect(said()).toEqual([]);
    await wait(HOUR_MS);
    expect(said()).toEqual([OVERDUE]);
  });

  test('is said once where it cannot be written down, and written once it can', async () => {
    refusal = new Error('database or disk is full');
    await wait(PROVEN_WITHIN_MS);
    await step(MINUTE_MS);
    const lost = 'terminal.self-tests-not-kept';
    expect(said()).toEqual([OVERDUE, lost, lost]);
    expect(known()).toBeNull();
    refusal = undefined;
    await wait(0);
    expect(known()).toMatchObject({ overdue: true });
    expect(said()).toEqual([OVERDUE, lost, lost]);
  });

  test('is looked at in portions', async () => {
    const others = Array.from({ length: 600 }, newTerminal);
    await Promise.all(others.map((other) => store.enrolTerminal(other)));
    time.setWall(time.clock.now() + 2 * PROVEN_WITHIN_MS);
    await step(0);
    await step(SETTLE_MS);
    const seen: number[] = [];
    for (const ms of [0, MINUTE_MS, 1_000]) {
      await step(ms);
      seen.push(said().length);
    }
    expect(seen).toEqual([0, 500, 601]);
    expect(watch.overdueCount()).toBe(601);
  });
});
