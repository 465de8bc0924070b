import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestApp, type TestApp } from '@mingjing/gateway/http/testing/app-fixture.ts';
import { languageSchema } from '@mingjing/shared/domain/display.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';
import { QR_KINDS } from '@mingjing/shared/qr/kinds.data.ts';
import { QR_STEP_MS } from '@mingjing/shared/qr/token.ts';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { CONTRASTS } from './harness/contrasts.data.ts';
import { dress, inPage, newCode as newCodeOf, openPhone } from './harness/phone.ts';

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

const newCode = (view: object = {}) => newCodeOf(app, view);
const openPage = (options: BrowserContextOptions = {}) => openPhone(browser, options);
const ratingOf = (sessionId: SessionId) => app.store.materialOf(sessionId)?.rating;

describe('without JavaScript', () => {
  it.each(LEVEL_ORDER)('level %i is two taps away, and its reasons appear at once', async (level) => {
    const { sessionId, address } = await newCode();
    const { page, requests } = await openPage({ javaScriptEnabled: false });
    await page.goto(address);
    expect(await page.locator('.why:visible').count()).toBe(0);
    await page.locator(`label[for=l${level}]`).tap();
    expect(await page.locator('.why:visible').count()).toBe(1);
    expect(await page.locator(`.w${level} .tag:visible`).count()).toBe(8);
    app.terminals.expectClosings(1);
    await page.locator('.send button').tap();
    await page.locator('.note:not(#p)').waitFor();
    expect(ratingOf(sessionId)).toMatchObject({ level, tags: [], text: '' });
    expect(requests.every((url) => url.startsWith(app.url))).toBe(true);
    await page.context().close();
  });

  it('takes reasons and words, and drops what was ticked under another level', async () => {
    const { sessionId, address } = await newCode();
    const { page } = await openPage({ javaScriptEnabled: false });
    await page.goto(`${address}?lang=en`);
    await page.locator('label[for=l5]').tap();
    await page.locator('.w5 .tag').nth(1).tap();
    await page.locator('label[for=l2]').tap();
    await page.locator('.w2 .tag').nth(0).tap();
    await page.locator('.w2 .tag').nth(6).tap();
    await page.locator('textarea').fill('too slow\nand unclear');
    app.terminals.expectClosings(1);
    await page.locator('.send button').tap();
    await page.locator('.note:not(#p)').waitFor();
    expect(ratingOf(sessionId)).toMatchObject({ level: 2, tags: ['207', '213'], text: 'too slow\nand unclear' });
    await page.context().close();
  });
});

describe('with JavaScript', () => {
  it('runs under its own security policy, loads nothing else and counts the characters', async () => {
    const { address } = await newCode();
    const { page, requests, troubles } = await openPage();
    await page.goto(address);
    await page.locator('label[for=l3]').tap();
    await page.locator('textarea').fill('字'.repeat(37));
    expect(await page.locator('#c').textContent()).toBe(`37/${REMARK_MAX}`);
    await page.locator('textarea').fill('字'.repeat(REMARK_MAX + 100));
    expect(await page.locator('textarea').inputValue()).toHaveLength(REMARK_MAX);
    expect(troubles).toEqual([]);
    expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([address]);
    await page.context().close();
  });

  it('survives a reload after the code has changed', async () => {
    const { sessionId, address } = await newCode();
    const { page } = await openPage();
    await page.goto(address);
    app.advance(QR_KINDS.screen.scanWindowMs + QR_STEP_MS);
    await page.reload();
    await page.locator('label[for=l4]').tap();
    app.terminals.expectClosings(1);
    await page.locator('.send button').tap();
    await page.locator('.note:not(#p)').waitFor();
    expect(ratingOf(sessionId)?.level).toBe(4);
    await page.context().close();
  });

  it('never puts a level, a name or a reason into the address', async () => {
    const { address } = await newCode();
    const { page, requests } = await openPage();
    await page.goto(address);
    await page.locator('label[for=l1]').tap();
    await page.locator('.w1 .tag').first().tap();
    app.terminals.expectClosings(1);
    await page.locator('.send button').tap();
    await page.locator('.note:not(#p)').waitFor();
    for (const url of [...requests, page.url()]) expect(url).not.toMatch(/level|tag\d|108|满意|%E/i);
    await page.context().close();
  });

  it('can be used with the keyboard alone', async () => {
    const { sessionId, address } = await newCode();
    const { page } = await openPage({ isMobile: false, hasTouch: false });
    await page.goto(address);
    for (let links = 0; links < 3; links += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#l4').isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('.w4 input').first().isChecked()).toBe(true);
    await page.locator('.send button').focus();
    app.terminals.expectClosings(1);
    await page.keyboard.press('Enter');
    await page.locator('.note:not(#p)').waitFor();
    expect(ratingOf(sessionId)).toMatchObject({ level: 4, tags: ['406'] });
    await page.context().close();
  });
});

interface Box {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}
const BOXES = `[...document.querySelectorAll('.tile')].map((tile) => tile.getBoundingClientRect()).map(({ x, width, height }) => ({ x, width, height }))`;

describe('equal effort and every eye', () => {
  const sizes = [
    [320, 1],
    [320, 1.75],
    [390, 0.9],
    [390, 1.4],
    [390, 1.75],
    [430, 1.4],
    [430, 1.75],
    [320, 0.9],
    [320, 1.4],
    [820, 1],
  ] as const;
  it.each(sizes)(
    'five equal targets of at least 44 px, no sideways scrolling: %i px wide, font ×%f',
    async (width, scale) => {
      for (const language of languageSchema.options) {
        const { address } = await newCode();
        const { page } = await openPage({ viewport: { width, height: 700 }, bypassCSP: true });
        await page.goto(`${address}?lang=${language}`);
        await page.addStyleTag({ content: `html{font-size:${16 * scale}px}` });
        const boxes = await inPage<Box[]>(page, BOXES);
        expect(boxes).toHaveLength(5);
        expect(new Set(boxes.map((box) => `${box.x} ${box.width} ${box.height}`)).size).toBe(1);
        expect(boxes[0]!.height).toBeGreaterThanOrEqual(44);
        await page.locator('label[for=l2]').tap();
        const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await inPage<number>(page, overflow)).toBe(0);
        const tags = await page.locator('.w2 .tag').all();
        for (const tag of tags) expect((await tag.boundingBox())!.height).toBeGreaterThanOrEqual(43);
        await page.context().close();
      }
    },
  );

  it('shows the worst level as early as the best one, on a small phone too', async () => {
    const { address } = await newCode();
    const { page } = await openPage({ viewport: { width: 320, height: 568 } });
    await page.goto(address);
    const last = (await page.locator('.l1').boundingBox())!;
    expect(last.y + last.height).toBeLessThanOrEqual(568);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('contrast of every text is at least 4.5 (%s)', async (colorScheme) => {
    const { address } = await newCode();
    const { page } = await openPage({ colorScheme, bypassCSP: true });
    await page.goto(address);
    for (const level of LEVEL_ORDER) {
      await page.locator(`label[for=l${level}]`).tap();
      const texts = await inPage<{ text: string; ratio: number }[]>(page, CONTRASTS);
      expect(texts.length).toBeGreaterThan(20);
      expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
    await page.context().close();
  });
});

describe('pictures', () => {
  const looks = [
    ['light', { colorScheme: 'light' }, 1, 5, ''],
    ['light-bad', { colorScheme: 'light' }, 1, 1, ''],
    ['dark', { colorScheme: 'dark' }, 1, 4, ''],
    ['large', { colorScheme: 'light' }, 1.75, undefined, ''],
    ['small', { viewport: { width: 320, height: 568 } }, 1, undefined, ''],
    ['english', { colorScheme: 'dark' }, 1, 2, '?lang=en'],
    ['uyghur', { colorScheme: 'light' }, 1, 3, '?lang=ug'],
    ['uyghur-large', { viewport: { width: 320, height: 568 } }, 1.75, undefined, '?lang=ug'],
    ['tibetan', { colorScheme: 'dark' }, 1, 5, '?lang=bo'],
    ['tibetan-large', { viewport: { width: 320, height: 568 } }, 1.75, undefined, '?lang=bo'],
  ] as const;
  it.each(looks)('%s', async (name, options, scale, level, query) => {
    const { address } = await newCode();
    const { page } = await openPage({ ...options, bypassCSP: true });
    await page.goto(address + query);
    await dress(page, scale);
    await page.screenshot({ path: join(PICTURES, `${name}-first.png`) });
    if (level !== undefined) await page.locator(`label[for=l${level}]`).tap();
    if (level !== undefined) await page.locator(`.w${level} .tag`).nth(1).tap();
    // A picture of the whole page would show the button where it floats.
    await page.addStyleTag({ content: '.send{position:static!important}' });
    const picture = await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    expect(picture.length).toBeGreaterThan(10_000);
    if (level === undefined) return page.context().close();
    app.terminals.expectClosings(1);
    await page.locator('.send button').tap();
    await page.locator('.note:not(#p)').waitFor();
    await dress(page, scale);
    await page.screenshot({ path: join(PICTURES, `${name}-done.png`) });
    await page.context().close();
  });
});
