import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestApp, type TestApp } from '@mingjing/gateway/http/testing/app-fixture.ts';
import { newPhoneRating } from '@mingjing/gateway/store/testing/store-fixtures.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { dress, inPage, newCode, openPhone, type Phone } from './harness/phone.ts';

const PICTURES = fileURLToPath(new URL('./out/phone-page/', import.meta.url));

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [app, browser] = await Promise.all([startTestApp({ limits: { perAddress: 10_000 } }), openChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const ratingOf = (sessionId: SessionId) => app.store.materialOf(sessionId)?.rating;
const kept = (page: Page) => inPage<string | null>(page, `localStorage.getItem('mingjing-page')`);
const answer = (page: Page) => page.locator('.note:not(#p) h1');

/** A page with a rating entered, about to be sent. */
async function filled(level: number, phone?: Phone) {
  const code = await newCode(app);
  const opened = phone ?? (await openPhone(browser));
  const { page } = opened;
  await page.goto(code.address);
  await page.locator(`label[for=l${level}]`).tap();
  await page.locator(`.w${level} .tag`).nth(1).tap();
  await page.locator('textarea').fill('等了很久');
  return { ...code, ...opened };
}
const send = (page: Page) => page.locator('.send button').tap();

describe('a connection that breaks', () => {
  it('does not lose what is sent: it goes out by itself when the phone is connected again, once', async () => {
    const { sessionId, page, close } = await filled(2);
    await page.context().setOffline(true);
    await send(page);
    await page.getByText('网络不好，会自动再试').waitFor();
    expect(await page.locator('#f').isVisible()).toBe(false);
    expect(ratingOf(sessionId)).toBeNull();
    expect(await kept(page)).toContain('level=2');
    app.terminals.expectClosings(1);
    await page.context().setOffline(false);
    await page.getByText('评价已记录').waitFor();
    expect(ratingOf(sessionId)).toMatchObject({ level: 2, tags: ['208'], text: '等了很久' });
    expect(await kept(page)).toBeNull();
    await close();
  });

  it('nor is it doubled when only the answer was lost', async () => {
    const before = app.store.counts();
    const { sessionId, page, close } = await filled(4);
    app.terminals.expectClosings(1);
    let tries = 0;
    await page.route('**/r/**', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      tries += 1;
      if (tries > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await send(page);
    await page.getByText('网络不好，会自动再试').waitFor();
    expect(ratingOf(sessionId)?.level).toBe(4);
    await page.locator('#g').tap();
    await page.getByText('评价已记录').waitFor();
    expect(tries).toBe(2);
    const after = app.store.counts();
    expect(after.ratedSessions - before.ratedSessions).toBe(1);
    expect(after.duplicateRatings).toBe(before.duplicateRatings);
    await close();
  });

  it('tries again where the gateway is busy, and says nothing of the level meanwhile', async () => {
    const { sessionId, page, close } = await filled(1);
    let tries = 0;
    await page.route('**/r/**', (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      tries += 1;
      return tries === 1 ? route.fulfill({ status: 503, body: 'busy' }) : route.continue();
    });
    app.terminals.expectClosings(1);
    await send(page);
    await page.locator('#p').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/满意|等了很久/);
    await page.getByText('评价已记录').waitFor();
    expect(ratingOf(sessionId)?.level).toBe(1);
    await close();
  });

  it('goes on after the page was closed and opened again', async () => {
    const { sessionId, address, page, close } = await filled(3);
    await page.context().setOffline(true);
    await send(page);
    await page.getByText('网络不好，会自动再试').waitFor();
    const context = page.context();
    await page.close();
    app.terminals.expectClosings(1);
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(address);
    await again.getByText('评价已记录').waitFor();
    expect(ratingOf(sessionId)).toMatchObject({ level: 3, tags: ['308'], text: '等了很久' });
    expect(await kept(again)).toBeNull();
    await close();
  });
});

describe('what is kept on the phone', () => {
  it('is the draft, also when a gateway with a trouble of its own answers a reload', async () => {
    const { page, close } = await filled(2);
    const store = app.store as { isHandleRated: unknown };
    const { isHandleRated } = store;
    store.isHandleRated = () => {
      throw new Error('the disk is gone');
    };
    expect((await page.reload())?.status()).toBe(500);
    await answer(page).waitFor();
    store.isHandleRated = isHandleRated;
    await page.reload();
    expect(await page.locator('#l2').isChecked()).toBe(true);
    expect(await page.locator('textarea').inputValue()).toBe('等了很久');
    await close();
  });

  it('is the draft, also when a busy gateway answers a reload', async () => {
    const busy = await startTestApp({ limits: { perAddress: 1 } });
    const phone = await openPhone(browser);
    const { page } = phone;
    await page.goto((await newCode(busy)).address);
    await page.locator('label[for=l2]').tap();
    expect((await page.reload())?.status()).toBe(429);
    await page.getByText('请稍等').waitFor();
    expect(await kept(page)).toContain('level=2');
    await Promise.all([phone.close(), busy.close()]);
  });

  it('is the draft: a reload or another language keeps it', async () => {
    const { page, close } = await filled(2);
    await page.reload();
    expect(await page.locator('#l2').isChecked()).toBe(true);
    await page.getByRole('link', { name: 'English' }).tap();
    await page.getByText('What made you dissatisfied?').waitFor();
    expect(await page.locator('#l2').isChecked()).toBe(true);
    expect(await page.locator('.w2 input:checked').count()).toBe(1);
    expect(await page.locator('textarea').inputValue()).toBe('等了很久');
    await close();
  });

  it('is wiped when another service is opened, or this one turns out to be rated', async () => {
    const first = await filled(5);
    const other = await newCode(app);
    await first.page.goto(other.address);
    expect(await first.page.locator('.pick:checked').count()).toBe(0);
    expect(await kept(first.page)).toBeNull();
    await first.page.locator('label[for=l1]').tap();
    expect(await kept(first.page)).toContain('level=1');
    await app.store.submitPhoneRating(newPhoneRating(app.terminal.deviceId, other.qrHandle, app.now()));
    await first.page.reload();
    await answer(first.page).waitFor();
    expect(await kept(first.page)).toBeNull();
    await first.close();
  });
});

describe('without JavaScript', () => {
  it('pressing again after the answer was lost is the same rating', async () => {
    const before = app.store.counts().ratedSessions;
    const { sessionId, page, close } = await filled(2, await openPhone(browser, { javaScriptEnabled: false }));
    let tries = 0;
    await page.route('**/r/**', async (route) => {
      tries += 1;
      if (tries > 1) return route.continue();
      await route.fetch();
      // Nothing to show: the browser stays where it is.
      return route.fulfill({ status: 204 });
    });
    app.terminals.expectClosings(1);
    await send(page);
    await expect.poll(() => ratingOf(sessionId)?.level).toBe(2);
    expect(await page.locator('#l2').isChecked()).toBe(true);
    await page.locator('label[for=l5]').tap();
    await send(page);
    await page.getByText('评价已记录').waitFor();
    expect(tries).toBe(2);
    expect(ratingOf(sessionId)).toMatchObject({ level: 2, tags: ['208'] });
    expect(app.store.counts().ratedSessions - before).toBe(1);
    await close();
  });
});

it.each(['light', 'dark'] as const)('picture of a page that waits for the network (%s)', async (colorScheme) => {
  const { page, close } = await filled(1, await openPhone(browser, { colorScheme, bypassCSP: true }));
  await dress(page, 1);
  await page.context().setOffline(true);
  await send(page);
  await page.getByText('网络不好，会自动再试').waitFor();
  const picture = await page.screenshot({ path: join(PICTURES, `waiting-${colorScheme}.png`) });
  expect(picture.length).toBeGreaterThan(10_000);
  await close();
});
