import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { createScreenProtocol } from '@mingjing/device-app/electron/protocol.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { toneWav } from '../support/voice-pack.ts';

// The built screens in a real Chromium, served by the Electron shell's own protocol handler with its own policy. Chromium does not know
// app://, so the requests of an https page are answered by it.
const ROOT = fileURLToPath(new URL('../../device-app/screens/dist', import.meta.url));
const ORIGIN = 'https://mingjing.test';
const STATE: ScreenState = {
  revision: 1,
  language: 'zh-CN',
  display: STANDARD_DISPLAY,
  role: 'window',
  ppi: 149,
  page: {
    kind: 'idle',
    windowName: '一号窗口',
    department: '市场监督管理局',
    staff: { name: '王芳', number: '0012', post: '综合受理', stars: null, photo: null },
    notices: [],
    guide: [],
    hours: null,
    signIn: { pin: false, card: false },
  },
  ...BARE_SCREEN,
  padKeys: [],
};

let browser: Browser;
let page: Page;
beforeAll(async () => {
  if (!existsSync(ROOT)) throw new Error('the screens are not built: run `npm run build:screens`');
  browser = await openChromium();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const serve = createScreenProtocol({ root: ROOT, readFile, readClip: async () => toneWav(0.2) });
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== ORIGIN) return route.abort();
    const answer = await serve({ url: `app://mingjing${url.pathname}`, method: route.request().method() });
    return route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  // What the preload exposes, and a witness of every broken rule.
  await page.addInitScript(`
    window.sent = [];
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
    window.mingjing = { onState: (listener) => listener(${JSON.stringify(STATE)}), onLink: () => {}, send: (intent) => sent.push(intent) };
  `);
  await page.goto(`${ORIGIN}/index.html`);
  return () => page.close();
});

const violations = () => page.evaluate('violations') as Promise<string[]>;

describe('the built screens under the policy of the Electron shell', () => {
  it('show a state, report the painted frame, and break no rule doing so', async () => {
    await expect.poll(() => page.innerText('body')).toContain('王芳');
    await expect.poll(() => page.evaluate('sent')).toContainEqual({ kind: 'painted', revision: 1 });
    await page.evaluate('document.fonts.ready');
    expect(await page.evaluate(`[...document.fonts].some(({ status }) => status === 'loaded')`)).toBe(true);
    expect(await violations()).toEqual([]);
  });

  it('may play the clips of the runtime', async () => {
    const address = '/voice/zh-CN/invite.wav';
    await page.evaluate(`void (window.clip = Object.assign(new Audio('${address}'), { muted: true })).play()`);
    await expect.poll(() => page.evaluate('clip.ended')).toBe(true);
    expect(await page.evaluate('clip.duration')).toBeCloseTo(0.2);
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['call anyone', `fetch('${ORIGIN}/index.html')`, 'connect-src'],
    ['open a socket', `new WebSocket('wss://mingjing.test/')`, 'connect-src'],
    ['play a foreign sound', `new Audio('https://example.org/x.wav').play()`, 'media-src'],
    ['load a foreign picture', `new Image().src = 'https://example.org/x.png'`, 'img-src'],
    [
      'run a script that was slipped in',
      `document.body.append(Object.assign(document.createElement('script'), { textContent: '0' }))`,
      'script-src',
    ],
    [
      'be led into a frame',
      `document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.org/' }))`,
      'default-src',
    ],
  ])('cannot %s', async (_, script, directive) => {
    await page.evaluate(`void (() => { try { void Promise.resolve(${script}).catch(() => {}) } catch {} })()`);
    await expect.poll(violations).toEqual([expect.stringMatching(new RegExp(`^(${directive}|frame-src)`))]);
  });
});
