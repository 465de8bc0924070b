import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestApp, type TestApp } from '@mingjing/gateway/http/testing/app-fixture.ts';
import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';
import { QR_KINDS } from '@mingjing/shared/qr/kinds.data.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { CONTRASTS } from './harness/contrasts.data.ts';
import { dress, inPage, newCode, openPhone } from './harness/phone.ts';

const PICTURES = fileURLToPath(new URL('./out/phone-page/', import.meta.url));
const LANGUAGES: readonly Language[] = languageSchema.options;

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

/** A phone on which a service was just rated. */
async function rated(options: BrowserContextOptions = {}, language: Language = 'zh-CN') {
  const code = await newCode(app);
  const phone = await openPhone(browser, options);
  const { page } = phone;
  await page.goto(`${code.address}?lang=${language}`);
  await page.locator('label[for=l5]').tap();
  app.terminals.expectClosings(1);
  await page.locator('.send button').tap();
  await page.locator('.card').first().waitFor();
  return { ...code, ...phone };
}
const overflow = (page: Page) =>
  inPage<number>(page, 'document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.each([true, false])('after a rating, JavaScript %s', (javaScriptEnabled) => {
  it('a contact is left, seen as left after a reload, and deleted', async () => {
    const { page, requests, troubles, close } = await rated({ javaScriptEnabled });
    await page.locator('#k').fill('139 0000 1111');
    await page.getByRole('button', { name: '留下联系方式' }).tap();
    await page.getByText('已留下联系方式').waitFor();
    if (javaScriptEnabled) await page.reload();
    await page.getByRole('button', { name: '删除联系方式' }).tap();
    await page.getByText('联系方式已删除').waitFor();
    for (const url of [...requests, page.url()]) expect(url).not.toMatch(/1111|139/);
    expect(troubles).toEqual([]);
    await close();
  });

  it('one 追评 is given, and the first rating stays', async () => {
    const { sessionId, page, close } = await rated({ javaScriptEnabled });
    await page.getByRole('link', { name: '补充评价（追评）' }).tap();
    await page.getByText('不会改变第一次的评价').waitFor();
    expect(await page.locator('.pick:checked').count()).toBe(0);
    await page.locator('label[for=l2]').tap();
    await page.locator('.w2 .tag').first().tap();
    await page.locator('.send button').tap();
    await page.getByText('追评已记录').waitFor();
    expect(app.store.materialOf(sessionId)).toMatchObject({
      rating: { level: 5, assessNumber: 1 },
      followUp: { level: 2, assessNumber: 2, tags: ['207'] },
    });
    await close();
  });
});

it('comes back weeks later under the address that the phone keeps, without a level in it', async () => {
  const { page, sessionId, close } = await rated();
  const address = page.url();
  expect(address).not.toMatch(/level|tag|act=/);
  app.advance(20 * 24 * 3600_000 + QR_KINDS.screen.scanWindowMs);
  const later = await page.context().newPage();
  await later.goto(address);
  await later.getByText('本次服务已经评价').waitFor();
  await later.getByRole('link', { name: '补充评价（追评）' }).tap();
  await later.locator('label[for=l1]').tap();
  await later.locator('.send button').tap();
  await later.getByText('追评已记录').waitFor();
  expect(app.store.materialOf(sessionId)?.followUp?.level).toBe(1);
  await close();
});

it('the follow-up, too, goes out by itself after the connection broke', async () => {
  const { page, sessionId, close } = await rated();
  await page.getByRole('link', { name: '补充评价（追评）' }).tap();
  await page.locator('label[for=l4]').tap();
  await page.context().setOffline(true);
  await page.locator('.send button').tap();
  await page.getByText('网络不好，会自动再试').waitFor();
  await page.context().setOffline(false);
  await page.getByText('追评已记录').waitFor();
  expect(app.store.materialOf(sessionId)?.followUp?.level).toBe(4);
  await close();
});

describe('every eye', () => {
  const looks = LANGUAGES.flatMap((language) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ language, colorScheme })),
  );
  it.each(looks)('$language, $colorScheme: contrast, targets, nothing wider than the phone', async (look) => {
    const { language, colorScheme } = look;
    const { page, close } = await rated({ colorScheme, bypassCSP: true }, language);
    await dress(page, 1);
    const texts = await inPage<{ text: string; ratio: number }[]>(page, CONTRASTS);
    expect(texts.length).toBeGreaterThan(8);
    expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    for (const target of await page.locator('.go, #k, .bar a').all()) {
      expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    }
    const picture = await page.screenshot({
      path: join(PICTURES, `after-${language}-${colorScheme}.png`),
      fullPage: true,
    });
    expect(picture.length).toBeGreaterThan(10_000);
    for (const [width, scale] of [
      [320, 1.75],
      [320, 1],
      [390, 1.4],
      [430, 0.9],
    ] as const) {
      await page.setViewportSize({ width, height: 700 });
      await page.addStyleTag({ content: `html{font-size:${16 * scale}px!important}` });
      expect(await overflow(page)).toBe(0);
    }
    await close();
  });
});
