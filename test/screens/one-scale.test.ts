import { startTestApp, type TestApp } from '@mingjing/gateway/http/testing/app-fixture.ts';
import { newSession } from '@mingjing/gateway/store/testing/store-fixtures.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { mintQrToken } from '@mingjing/shared/qr/token.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION } from './harness/states.data.ts';

/** The scale as a citizen may meet it twice in a minute: on the glass and on the own phone. */

interface Drawn {
  /** Every stroke with its place, every circle with centre and radius. */
  readonly shapes: readonly string[];
  /** Colours of the tile, of the face's disc, of brow and mouth. */
  readonly tile: string;
  readonly disc: string;
  readonly brow: string;
  readonly mouth: string;
  readonly mouthFilled: string;
}

/** Reads the face in a tile. Runs in the page; text, because here there are no DOM types. */
const drawnIn = (page: Page, selector: string) =>
  page.evaluate(`(() => {
    const tile = document.querySelector(${JSON.stringify(selector)});
    const face = tile.querySelector('svg');
    const style = (element) => getComputedStyle(element);
    const names = ['d', 'transform', 'cx', 'cy', 'r'];
    const shapes = [...face.querySelectorAll('path, circle')].map((shape) =>
      [shape.tagName, ...names.map((name) => shape.getAttribute(name) ?? '')].join(' ').trim());
    const [brow, , mouth] = face.querySelectorAll('path');
    return {
      shapes,
      tile: style(tile).backgroundColor,
      disc: style(face.querySelector('circle')).fill,
      brow: style(brow).stroke + ' ' + style(brow).strokeWidth,
      mouth: style(mouth).stroke + ' ' + style(mouth).strokeLinecap,
      mouthFilled: style(mouth).fill,
    };
  })()`) as Promise<Drawn>;

let app: TestApp;
let screens: ScreensFixture;
beforeAll(async () => {
  [app, screens] = await Promise.all([startTestApp(), startScreens()]);
});
afterAll(async () => {
  await screens?.close();
  await app?.close();
});

async function openPhonePage(page: Page): Promise<void> {
  const session = newSession(app.terminal.deviceId, app.now());
  await app.store.openSession(session);
  const token = mintQrToken(app.terminal.shortId, session.view.qrHandle, app.now(), app.terminal.qrKey);
  await page.goto(`${app.url}/r/${token}`);
}

describe('one scale', () => {
  it('has the same faces in the same colours on the terminal and on the phone, chosen', async () => {
    const { screen } = await screens.open();
    await screen.flash({ page: INVITATION });
    const browser = await openChromium();
    const phone = await browser.newPage();
    await openPhonePage(phone);
    for (const level of LEVEL_ORDER) {
      await phone.locator(`label[for=l${level}]`).click();
      const onPhone = await drawnIn(phone, `.tile.l${level}`);
      expect(onPhone.shapes).toHaveLength(6);
      expect(onPhone).toEqual(await drawnIn(screen.page, `.tile-${level}`));
    }
    await browser.close();
  });
});
