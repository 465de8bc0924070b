import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Stack, startStack } from '../demo/stack.ts';
import { openChromium } from '../support/chromium.ts';
import { serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';

let dir: string;
let stack: Stack;
let browser: Browser;
let glass: Page;
let screen: ScreenClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-phone-'));
  stack = await startStack({ dir, terminal: { timing: { invitation: 600, undo: 10, notice: 1 } } });
  browser = await openChromium();
  glass = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await glass.goto(stack.terminal.screenUrl);
  screen = await connectScreen(await stack.terminal.freshScreenUrl());
});
afterAll(async () => {
  screen?.close();
  await browser?.close();
  await stack?.stop();
  rmSync(dir, { recursive: true });
});

describe('the screen on a real glass', () => {
  it('takes the token out of the address bar and survives a reload with the next one', async () => {
    await glass.locator('main').getByText('王芳', { exact: true }).first().waitFor();
    expect(new URL(glass.url()).hash).toBe('');
    await glass.reload();
    await glass.locator('main').getByText('王芳', { exact: true }).first().waitFor();
    await glass.reload();
    await glass.locator('main').getByText('王芳', { exact: true }).first().waitFor();
  });

  it('gives nothing to whoever read a used token off an address', async () => {
    const stranger = await browser.newPage();
    await stranger.goto(stack.terminal.screenUrl);
    await stranger.getByRole('heading', { name: '暂时不能评价' }).waitFor();
    await stranger.close();
  });
});

describe('a citizen with a phone', () => {
  it('rates through the code on the screen without JavaScript; the terminal steps back and the city knows', async () => {
    const record = serviceRecord(901);
    const { sessionId } = await stack.gateway.openSession(stack.shortId, record);
    const { qrUrl } = await screen.page('invitation', (page) => page.sessionId === sessionId && page.qrUrl !== null);
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const phone = await context.newPage();
    await phone.goto(qrUrl as string);
    expect(await phone.textContent('body')).toContain('内资公司设立登记');
    await phone.getByText('不满意', { exact: true }).first().click();
    const told = screen.page('already-rated');
    await phone.getByRole('button', { name: /提交/ }).click();
    await phone
      .getByText(/已记录|感谢/)
      .first()
      .waitFor();
    await told;
    await screen.page('idle');
    const held = () => stack.city.ratings().filter((rating) => rating.projectNo === record.projectNo);
    await vi.waitFor(() => expect(held()).toMatchObject([{ satisfaction: '2', pf: '3' }]), { timeout: 30_000 });
    await phone.goto(qrUrl as string);
    expect(await phone.textContent('body')).toMatch(/已经评价/);
    await context.close();
  });
});
