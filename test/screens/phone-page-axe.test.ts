import { startTestApp, type TestApp } from '@mingjing/gateway/http/testing/app-fixture.ts';
import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { audit } from './harness/axe.ts';
import { newCode, openPhone } from './harness/phone.ts';

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startTestApp({ limits: { perAddress: 10_000 } }), openChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function expectClean(page: Page): Promise<void> {
  const { breaches, kept } = await audit(page);
  expect(breaches).toEqual([]);
  expect(kept).toEqual(expect.arrayContaining(['document-title', 'html-has-lang', 'meta-viewport']));
}

const LOOKS = languageSchema.options.flatMap((language) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ language, colorScheme })),
);

it.each(LOOKS)(
  'from the form to what follows it, in $language, $colorScheme: no breach of WCAG 2.2 AA',
  async (look) => {
    const { address } = await newCode(app);
    const { page, close } = await openPhone(browser, { colorScheme: look.colorScheme });
    await page.goto(`${address}?lang=${look.language}`);
    await expectClean(page);
    for (const level of LEVEL_ORDER) {
      await page.locator(`label[for=l${level}]`).tap();
      await expectClean(page);
    }
    app.terminals.expectClosings(1);
    await page.locator('.send button').tap();
    await page.locator('.note:not(#p)').waitFor();
    await expectClean(page);
    await page.goto(`${app.url}/r/broken?lang=${look.language}`);
    await expectClean(page);
    await close();
  },
);
