import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { memoryOf } from '../support/memory-of-page.ts';
import { openSessionCycles } from './harness/session-cycles.ts';

/** Caches of the engine and of React fill within these. */
const WARM_UP = 40;
const SESSIONS = 60;
/**
 * Script objects that a session may leave, bytes: twice what code still being compiled came to in so short a run (5.6 KB a session). It finds a
 * page or a snapshot that is kept; the bench screens-memory weighs the rest over a hundred thousand.
 */
const LEFT_BYTES = 11_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser.close());

describe('sessions that are over', () => {
  it('leave no node, no listener and hardly a byte', async () => {
    const page = await openSessionCycles(browser, await builtScreens());
    const cdp = await page.context().newCDPSession(page);
    await page.evaluate((count) => window.runSessions(count), WARM_UP);
    const before = await memoryOf(cdp);
    await page.evaluate((count) => window.runSessions(count), SESSIONS);
    const after = await memoryOf(cdp);
    expect(before.nodes).toBeGreaterThan(20);
    expect(after.nodes).toBe(before.nodes);
    expect(after.listeners).toBe(before.listeners);
    expect((after.heap - before.heap) / SESSIONS).toBeLessThan(LEFT_BYTES);
  });
});
