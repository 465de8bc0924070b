import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STANDARD_HASHES } from '@mingjing/device-app/runtime/secret-hash.ts';
import { writeServicePin } from '@mingjing/device-app/runtime/service-pin.ts';
import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import { openReader } from '@mingjing/gateway/store/open-database.ts';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { verifyLedger } from '@mingjing/gateway/verify/verify-ledger.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Stack, startStack } from '../demo/stack.ts';
import { openChromium } from '../support/chromium.ts';
import { serviceRecord } from '../support/local-api.ts';
import { connectScreen } from '../support/screen-client.ts';

const PIN = '27182818';
const PATIENCE = { timeout: 40_000, interval: 100 };

let dir: string;
let stack: Stack;
let browser: Browser;
let glass: Page;

beforeAll(async () => {
  await builtScreens();
  dir = mkdtempSync(join(tmpdir(), 'mingjing-self-test-'));
  stack = await startStack({ dir, terminal: { timing: { invitation: 600, undo: 5, notice: 1 } } });
  await writeServicePin(
    { dataDir: join(dir, 'terminal'), hashes: STANDARD_HASHES, randomBytes: systemRandomBytes },
    PIN,
  );
  browser = await openChromium();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, hasTouch: true });
  glass = await context.newPage();
  await glass.goto(stack.terminal.screenUrl);
  await glass.locator('.page-idle').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  rmSync(dir, { recursive: true });
});

/** As a technician begins it, at the service pages. */
async function begin(): Promise<void> {
  const technician = await connectScreen(await stack.terminal.freshScreenUrl());
  const act = (input: Parameters<typeof technician.send>[0] & { kind: 'service' }) => technician.send(input);
  const step = (name: string) => technician.page('service', ({ view }) => view.step === name);
  act({ kind: 'service', input: { act: 'open' } });
  await step('pin');
  act({ kind: 'service', input: { act: 'pin', pin: PIN } });
  await step('menu');
  act({ kind: 'service', input: { act: 'go', to: 'self-test' } });
  await step('self-test');
  act({ kind: 'service', input: { act: 'run-self-test' } });
  await technician.until(({ selfTest }) => selfTest !== null);
  technician.close();
}

const remembered = () => JSON.parse(readFileSync(join(dir, 'terminal', 'self-test.json'), 'utf8'));
/** Taps until the page is another one: in the guard time a tap does nothing. */
async function tapUntilPast(page: string, target: string): Promise<void> {
  await vi.waitFor(async () => {
    if ((await glass.locator(page).count()) > 0) await glass.locator(target).tap();
    expect(await glass.locator(page).count()).toBe(0);
  }, PATIENCE);
}
/** What the gateway has counted, from its own database. */
function totals(): Record<string, number> {
  const reader = openReader(join(dir, 'gateway', DATABASE_FILE));
  try {
    const rows = reader.prepare<[], { name: string; value: number }>('select name, value from total').all();
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  } finally {
    reader.close();
  }
}
const logged = (event: string) => stack.terminal.lines.filter((line) => line.includes(`"${event}"`)).length;

it('proves all five levels from the glass to the gateway, and the city hears nothing', async () => {
  await begin();
  await glass.getByText('自检中').waitFor();
  // A key of the real pad in the middle of it is no test rating, and no rating.
  stack.pad.press(1);
  await vi.waitFor(() => expect(remembered().provenAt).not.toBeNull(), PATIENCE);
  expect(remembered().last.levels).toEqual(
    LEVEL_ORDER.map((level) => ({ level, glass: 'ok', kept: 'ok', sent: 'ok', seq: expect.any(Number) })),
  );
  await glass.locator('.page-idle').waitFor();
  expect(await glass.locator('.self-test').count()).toBe(0);
  expect(totals()).toMatchObject({ selfTestRatings: 5 });
  expect(totals()).not.toHaveProperty('sessions');
  expect(totals()).not.toHaveProperty('ratedSessions');
  expect(stack.pad.acks()).toEqual([]);
  expect(stack.city.requests()).toEqual([]);
  await stack.terminal.logged('self-test.passed');
});

it('gives way to a finger on the glass, which rates nothing', async () => {
  await begin();
  await glass.getByText('自检中').waitFor();
  await glass.locator('.tile-5').tap();
  await stack.terminal.logged('self-test.given-way');
  await glass.locator('.page-idle').waitFor();
  expect(stack.city.requests()).toEqual([]);
});

it('gives way to a citizen at once, whose rating counts', async () => {
  const before = logged('self-test.given-way');
  await begin();
  await glass.getByText('自检中').waitFor();
  const record = serviceRecord(1);
  expect(await stack.gateway.openSession(stack.shortId, record)).toMatchObject({ state: 'shown' });
  await glass.getByText(record.taskName).waitFor();
  expect(await glass.locator('.self-test').count()).toBe(0);
  await vi.waitFor(() => expect(logged('self-test.given-way')).toBe(before + 1), PATIENCE);
  await tapUntilPast('.page-invitation', '.tile-2');
  await glass.locator('.page-reasons').waitFor();
  await tapUntilPast('.page-reasons', 'button:has-text("跳过")');
  await vi.waitFor(() => expect(stack.city.ratings()).toHaveLength(1), PATIENCE);
  expect(stack.city.ratings()).toMatchObject([{ projectNo: record.projectNo, satisfaction: '2' }]);
  const counted = totals();
  expect(counted).toMatchObject({ sessions: 1, ratedSessions: 1 });
  const report = await verifyLedger(join(dir, 'gateway', DATABASE_FILE));
  expect(report).toMatchObject({ ok: true, fault: null, effectiveRatings: 1 });
});

it('leaves no level in any log (P5)', () => {
  const lines = [...stack.terminal.lines.slice(1), ...stack.gateway.lines].join('\n');
  expect(lines).not.toMatch(/"(level|satisfaction)":"?[1-5]"?[,}]/);
});
