import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { memoryOf } from '../support/memory-of-page.ts';
import { builtScreens } from './harness/built-screens.ts';
import { openSessionCycles } from './harness/session-cycles.ts';

/** Caches of the engine and of React fill within these. */
const WARM_UP = 24;
const SESSIONS = 60;
/** What a session may leave of script objects, at the most, for the noise of so short a run: a page that stays takes more. See the bench. */
const LEFT_BYTES = 5_000;

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
