import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, reasonsPage, UNDO } from './harness/states.data.ts';

const NEXT = sessionIdSchema.parse('0190a3b4-5c6d-7e8f-9a0b-000000000001');

/** A page as most people see it. */
function stateOf(page: ScreenState['page']): Omit<ScreenState, 'revision'> {
  return { language: 'zh-CN', display: STANDARD_DISPLAY, ppi: 149, ...BARE_SCREEN, padKeys: [], role: 'window', page };
}

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

describe('the token', () => {
  it('leaves the address bar at once, and a reload connects again', async () => {
    const { screen, server } = await screens.open();
    await screen.flash({ page: INVITATION });
    expect(new URL(screen.page.url()).hash).toBe('');
    await screen.page.reload();
    await screen.flash({ page: UNDO });
    await screen.page.getByText('已收到').first().waitFor();
    expect(server.connected()).toBe(true);
  });

  it('without a good one the screen shows its fault page; with one from the shell it recovers', async () => {
    const { screen, server } = await screens.open();
    await screen.flash({ page: INVITATION });
    const good = server.url();
    await screen.page.evaluate(() => sessionStorage.setItem('mingjing.screen-token', 'stale'));
    await screen.page.reload();
    await screen.page.getByText('runtime-lost').waitFor();
    await screen.page.goto(good);
    await screen.page.locator('.tile-5').waitFor();
  });
});

describe('the painted intent', () => {
  it('reports each revision after it is on the glass, and the last again as a heartbeat', async () => {
    const { screen, server } = await screens.open();
    await screen.flash({ page: INVITATION });
    await screen.flash({ page: UNDO });
    const revisions = () => server.intents().map((intent) => (intent.kind === 'painted' ? intent.revision : null));
    expect(revisions()).toEqual([1, 2]);
    await expect.poll(revisions, { timeout: 20_000 }).toEqual([1, 2, 2]);
  });

  it('comes when the words can be read, not while their font is still loading', async () => {
    const { screen, server } = await screens.open();
    await screen.flash({ page: UNDO });
    const release = Promise.withResolvers<void>();
    let asked = 0;
    await screen.page.route('**/*.woff2', async (route) => {
      asked += 1;
      await release.promise;
      await route.continue();
    });
    // Characters that no page so far has needed, so that a part of the font must be fetched.
    const revision = server.show(stateOf({ ...INVITATION, card: { matterName: '龘靐齉齾爨麤鬱驫' } }));
    await expect.poll(() => asked).toBeGreaterThan(0);
    const painted = () => server.intents().some((intent) => intent.kind === 'painted' && intent.revision === revision);
    expect(painted()).toBe(false);
    release.resolve();
    await server.painted(revision);
    expect(await screen.page.evaluate(() => document.fonts.status)).toBe('loaded');
  });
});

describe('a lost runtime (P7)', () => {
  it('is shown on a page of its own, in both languages, and the screen comes back by itself', async () => {
    const { screen, server } = await screens.open();
    const { page } = screen;
    await screen.flash({ page: INVITATION });
    server.die();
    await page.getByText('runtime-lost').waitFor();
    await page.getByText('暂时不能评价').first().waitFor();
    expect(await page.locator('.tile').count()).toBe(0);
    const before = server.intents().length;
    await screen.settle();
    await page.getByRole('button', { name: '显示与语言' }).tap();
    await page.getByRole('button', { name: 'English' }).tap();
    await page.getByRole('button', { name: 'Done' }).tap();
    await page.getByRole('heading', { name: 'Rating is not possible now' }).waitFor();
    server.revive();
    await page.locator('.tile-5').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    const sinceThen = () => server.intents().slice(before);
    await expect.poll(() => sinceThen().length).toBeGreaterThan(0);
    expect(sinceThen().every(({ kind }) => kind === 'painted')).toBe(true);
  });

  it('is not mentioned when it was away only for a moment', async () => {
    const { screen, server } = await screens.open();
    await screen.flash({ page: INVITATION });
    await screen.page.evaluate(() => {
      new MutationObserver(() => {
        if (document.body.textContent?.includes('runtime-lost')) document.title = 'seen';
      }).observe(document.body, { childList: true, subtree: true });
    });
    server.die();
    server.revive();
    await expect.poll(server.connected).toBe(true);
    await screen.flash({ page: UNDO });
    expect(await screen.page.title()).not.toBe('seen');
  });

  it('takes no reasons with it that were chosen but not sent; the next citizen sees none of them', async () => {
    const { screen, server } = await screens.open();
    const { page } = screen;
    await screen.show({ page: reasonsPage(1) });
    await page.getByRole('button', { name: '多头跑窗口和部门' }).tap();
    server.die();
    await page.getByText('runtime-lost').waitFor();
    server.revive();
    await page.getByRole('button', { name: '多头跑窗口和部门', pressed: true }).waitFor();
    await screen.flash({ page: { ...reasonsPage(1), sessionId: NEXT } });
    expect(await page.locator('main [aria-pressed=true]').count()).toBe(0);
  });

  it('shows and keeps nothing of what was being written, neither while it is away nor to the next citizen', async () => {
    const { screen, server } = await screens.open();
    const { page } = screen;
    await screen.show({ page: reasonsPage(1) });
    await page.locator('.way').nth(1).tap();
    const field = page.getByRole('textbox');
    await field.fill('保密的话');
    await expect.poll(() => page.evaluate(traces)).toContain('保密');
    server.die();
    await page.getByText('runtime-lost').waitFor();
    expect(await field.count()).toBe(0);
    expect(await page.evaluate(traces)).not.toContain('保密');
    server.show(stateOf({ ...reasonsPage(1), sessionId: NEXT }));
    server.revive();
    await page.locator('.way').nth(1).waitFor();
    expect(await page.getByRole('button', { name: /已填写/ }).count()).toBe(0);
    await screen.settle();
    await page.locator('.way').nth(1).tap();
    expect(await field.inputValue()).toBe('');
    expect(await page.evaluate(traces)).not.toContain('保密');
  });
});

/** Whatever a page could keep or show. Runs in the page. */
function traces(): string {
  return JSON.stringify([
    document.documentElement.outerHTML,
    [...document.querySelectorAll('textarea')].map(({ value }) => value),
    [...Object.entries(sessionStorage), ...Object.entries(localStorage)],
    document.cookie,
    location.href,
  ]);
}
