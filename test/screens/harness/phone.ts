import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestApp } from '@mingjing/gateway/http/testing/app-fixture.ts';
import { newSession } from '@mingjing/gateway/store/testing/store-fixtures.ts';
import type { QrHandle, SessionId } from '@mingjing/shared/domain/ids.ts';
import { mintQrToken } from '@mingjing/shared/qr/token.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const PHONE = {
  viewport: { width: 390, height: 780 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
};

/** A code on a screen, and the service behind it. */
export interface Code {
  readonly sessionId: SessionId;
  readonly qrHandle: QrHandle;
  readonly address: string;
}

export async function newCode(app: TestApp, view: object = {}): Promise<Code> {
  const session = newSession(app.terminal.deviceId, app.now());
  const details = { matterName: '内资公司设立登记', serialNumber: '370102-2026-000187', ...view };
  await app.store.openSession({ ...session, view: { ...session.view, ...details } });
  const { sessionId, qrHandle } = session.view;
  const token = mintQrToken(app.terminal.shortId, qrHandle, app.now(), app.terminal.qrKey);
  return { sessionId, qrHandle, address: `${app.url}/r/${token}` };
}

export interface Phone {
  readonly page: Page;
  readonly requests: string[];
  /** Exceptions, console errors, breaches of the security policy. */
  readonly troubles: string[];
  close(): Promise<void>;
}

export async function openPhone(browser: Browser, options: BrowserContextOptions = {}): Promise<Phone> {
  const context = await browser.newContext({ ...PHONE, ...options });
  const page = await context.newPage();
  const phone: Phone = { page, requests: [], troubles: [], close: () => context.close() };
  page.on('request', (request) => phone.requests.push(request.url()));
  page.on('pageerror', (error) => phone.troubles.push(error.message));
  page.on('console', (message) => phone.troubles.push(message.text()));
  return phone;
}

/** Runs in the page; text, because here there are no DOM types. */
export const inPage = <T>(page: Page, code: string) => page.evaluate(code) as Promise<T>;

const FONTS = [
  ['@fontsource-variable/noto-sans-sc', 'Noto Sans SC Variable'],
  ['@fontsource-variable/noto-sans-arabic', 'Noto Sans Arabic Variable'],
  ['@fontsource-variable/noto-serif-tibetan', 'Noto Serif Tibetan Variable'],
] as const;

/** Fonts that phones have and this machine has not, and the phone's font size. */
export async function dress(page: Page, scale: number): Promise<void> {
  const folders = FONTS.map(([name]) => dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`))));
  await page.route('https://fonts.invalid/**', (route) => {
    const [, index, ...rest] = new URL(route.request().url()).pathname.split('/');
    const path = join(folders[Number(index)] as string, 'files', ...rest);
    return route.fulfill({ path, headers: { 'access-control-allow-origin': '*' } });
  });
  const faces = folders.map((folder, index) =>
    readFileSync(join(folder, 'index.css'), 'utf8').replaceAll('./files/', `https://fonts.invalid/${index}/`),
  );
  const families = FONTS.map(([, family]) => `"${family}"`).join(',');
  await page.addStyleTag({
    content: `${faces.join('')} html{font-size:${16 * scale}px} body,body :lang(ug),body :lang(bo),:lang(ug) body,:lang(bo) body{font-family:${families}!important}`,
  });
  const painted = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
  await inPage(page, `${painted}.then(() => document.fonts.ready).then(() => true)`);
}
