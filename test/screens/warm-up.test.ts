import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { IDLE, INVITATION } from './harness/states.data.ts';

declare global {
  interface Window {
    /** What came up in the document ahead of its time, and how it stood there. */
    ahead: { visibility: string; inert: boolean; hidden: boolean; takesFocus: boolean }[];
  }
}

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

/** Notes every invitation that is in the document without being the page. */
async function watchAhead(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.ahead = [];
    const look = (): void => {
      const one = document.querySelector<HTMLElement>('.invitation');
      const tile = one?.querySelector<HTMLElement>('.tile');
      if (one === null || one.closest('main') !== null || !tile) return;
      tile.focus();
      window.ahead.push({
        visibility: getComputedStyle(tile).visibility,
        inert: one.closest('[inert]') !== null,
        hidden: one.closest('[aria-hidden="true"]') !== null,
        takesFocus: document.activeElement === tile,
      });
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true });
  });
}

/** Waits until an invitation was laid out ahead and is gone again. */
const untilWarm = (page: Page) =>
  page.waitForFunction(() => window.ahead.length > 0 && document.querySelector('.invitation') === null);

async function layoutsOf(page: Page, run: () => Promise<void>): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const count = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? Number.NaN;
  };
  const before = await count();
  await run();
  return (await count()) - before;
}

describe('while nobody is served', () => {
  it('an invitation is laid out that nobody can see, reach or hear, and goes again', async () => {
    const { screen } = await screens.open(undefined, { prepare: watchAhead });
    await screen.flash({ page: IDLE });
    await untilWarm(screen.page);
    const ahead = await screen.page.evaluate(() => window.ahead);
    for (const one of ahead) {
      expect(one).toEqual({ visibility: 'hidden', inert: true, hidden: true, takesFocus: false });
    }
    expect(screen.acts()).toEqual([]);
    expect(screen.troubles).toEqual([]);
  });

  it('the glyphs of the first invitation are read', async () => {
    const { screen } = await screens.open(undefined, { prepare: watchAhead });
    await screen.flash({ page: IDLE });
    await untilWarm(screen.page);
    const late: string[] = [];
    screen.page.on('request', (request) => late.push(new URL(request.url()).pathname));
    const card = { matterName: '', serialNumber: '370100202611220087' };
    await screen.flash({ page: { ...INVITATION, card } });
    expect(late).toEqual([]);
  });

  it('no session, and no other page, brings it up', async () => {
    const { screen } = await screens.open(undefined, { prepare: watchAhead });
    await screen.flash({ page: INVITATION });
    await screen.flash({ page: { kind: 'thanks' } });
    // Whoever waits for a quiet moment has had one.
    await screen.page.evaluate(
      () =>
        new Promise((resume) => requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(resume)))),
    );
    expect(await screen.page.evaluate(() => window.ahead)).toEqual([]);
  });
});

/** More than half of what one bisection after the other took for the boxes of this page, 57. */
const LAYOUTS = { first: 16, again: 5 };

it('the boxes of an invitation share their layouts, and are remembered', async () => {
  const { screen } = await screens.open(undefined, { prepare: watchAhead });
  await screen.flash({ page: IDLE });
  await untilWarm(screen.page);
  const show = () => screen.flash({ page: INVITATION });
  expect(await layoutsOf(screen.page, show)).toBeLessThanOrEqual(LAYOUTS.first);
  await screen.flash({ page: IDLE });
  expect(await layoutsOf(screen.page, show)).toBeLessThanOrEqual(LAYOUTS.again);
});
