import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestApp, type TestApp } from '@mingjing/gateway/http/testing/app-fixture.ts';
import { PAGE_TEXTS } from '@mingjing/gateway/rate-page/texts/texts.ts';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';
import type { QrHandle } from '@mingjing/shared/domain/ids.ts';
import { QR_KINDS } from '@mingjing/shared/qr/kinds.data.ts';
import { mintQrToken, mintReceiptToken, QR_CLOCK_LEAD_MS, QR_STEP_MS } from '@mingjing/shared/qr/token.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { CONTRASTS } from './harness/contrasts.data.ts';
import { dress, inPage, openPhone } from './harness/phone.ts';

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

/** A code of a terminal that has told the gateway nothing of it. */
function code(ageMs: number, mint = mintQrToken): string {
  const handle = toBase64Url(randomBytes(16)) as QrHandle;
  return mint(app.terminal.shortId, handle, app.now() - ageMs, app.terminal.qrKey);
}

/** Each page that a citizen may meet instead of the form, and how. */
const NOTICES = {
  expired: () => code(QR_KINDS.screen.scanWindowMs + QR_STEP_MS),
  'receipt-expired': () => code(QR_KINDS.receipt.scanWindowMs + QR_STEP_MS, mintReceiptToken),
  clock: () => code(-QR_CLOCK_LEAD_MS - 2 * QR_STEP_MS),
  unknown: () => 'x'.repeat(50),
} as const;

async function look(page: Page, name: string): Promise<void> {
  await dress(page, 1);
  const texts = await inPage<{ text: string; ratio: number }[]>(page, CONTRASTS);
  expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await page.setViewportSize({ width: 320, height: 568 });
  await page.addStyleTag({ content: 'html{font-size:28px!important}' });
  const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await inPage<number>(page, wider)).toBe(0);
}

describe.each(languageSchema.options)('in %s', (language: Language) => {
  const texts = PAGE_TEXTS[language];

  it.each(Object.keys(NOTICES) as (keyof typeof NOTICES)[])(
    '%s says what to do, and another language says it too',
    async (notice) => {
      const { page, troubles, close } = await openPhone(browser, { colorScheme: 'dark', bypassCSP: true });
      const answer = await page.goto(`${app.url}/r/${NOTICES[notice]()}?lang=${language}`);
      expect(answer?.status()).toBeGreaterThanOrEqual(400);
      expect(await page.locator('h1').textContent()).toBe(texts.notices[notice].title);
      expect(await page.locator('form').count()).toBe(0);
      await look(page, `notice-${notice}-${language}`);
      const other = language === 'en' ? 'zh-CN' : 'en';
      await page.locator(`a[hreflang="${other}"]`).tap();
      await page.getByText(PAGE_TEXTS[other].notices[notice].title).waitFor();
      // What the browser itself says of an answer above 399.
      expect(troubles.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
      await close();
    },
  );

  it('a terminal without a network: rates all the same, and learns that it will count', async () => {
    const { page, close } = await openPhone(browser, { bypassCSP: true });
    await page.goto(`${app.url}/r/${code(0)}?lang=${language}`);
    await page.getByText(texts.offline).waitFor();
    await look(page, `offline-terminal-${language}`);
    await page.locator('label[for=l2]').tap();
    await page.locator('.send button').tap();
    await page.getByText(texts.notices.held.title).waitFor();
    await close();
  });
});
