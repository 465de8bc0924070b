import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { captionOn, clipsHeard, listenIn, makePack, type TestPack } from './harness/clips.ts';
import { fingersOn } from './harness/fingers.ts';
import { present } from './harness/present.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, PAGES, reasonsPage, WARNING } from './harness/states.data.ts';

let pack: TestPack;
let screens: ScreensFixture;
beforeAll(async () => {
  pack = await makePack();
  screens = await startScreens({ voice: pack, prepare: listenIn, skipsTime: true });
});
afterEach(() => screens.closeScreens());
afterAll(async () => {
  await screens.close();
  await pack.remove();
});

const GUIDED = { guided: true } as const;
const toOneEar = () => ({ clips: pack.clips, privateEar: true });
const CITIZENS = Object.entries(PAGES).filter(([, { page }]) => page.kind !== 'staff' && page.kind !== 'service');

/** Puts the focus on every item in turn: those that no clip of the pack says, and those whose first clip does not begin to sound. */
async function silentItems(
  page: Page,
  known: readonly string[],
): Promise<{ items: number; silent: readonly string[] }> {
  return page.evaluate(async (names) => {
    const heard = () => (globalThis as never as { heard: { did: string; clip: string }[] }).heard;
    const frame = () => new Promise((resume) => requestAnimationFrame(resume));
    const plays = async (clip: string, from: number): Promise<boolean> => {
      const isHeard = () =>
        heard()
          .slice(from)
          .some((one) => one.did === 'plays' && one.clip.endsWith(`/${clip}`));
      for (let frames = 0; frames < 300 && !isHeard(); frames += 1) await frame();
      return isHeard();
    };
    const items = [...document.querySelectorAll<HTMLElement>('main button, main textarea, .corner-controls button')];
    const silent: string[] = [];
    // Back, more time and the like are on many pages: to hear each once is enough.
    const shared = globalThis as never as { done?: Set<string> };
    shared.done ??= new Set();
    const { done } = shared;
    for (const item of items.filter((one) => one.offsetParent !== null)) {
      const clips = (item.dataset['clip'] ?? '').split(' ');
      const name = `${item.className}: ${item.getAttribute('aria-label') ?? item.innerText}`;
      if (!clips.every((clip) => names.includes(clip))) {
        silent.push(name);
        continue;
      }
      const first = clips[0]!.replaceAll('.', '-');
      if (done.has(first)) continue;
      done.add(first);
      const from = heard().length;
      item.focus();
      if (!(await plays(first, from))) silent.push(`${name} (${first} was not played)`);
    }
    return { items: items.length, silent };
  }, known);
}

describe('to one ear alone, with a whole pack', () => {
  it.each(['zh-CN', 'en'] as const)(
    'everything that can be chosen is heard, on every page, in %s',
    async (language) => {
      const { screen } = await screens.open();
      const known = Object.keys(pack.clips[language] ?? {});
      let items = 0;
      for (const [name, shown] of CITIZENS) {
        await screen.flash({ ...shown, language, display: GUIDED, sound: toOneEar() });
        const found = await silentItems(screen.page, known);
        expect(found.silent, name).toEqual([]);
        items += found.items;
      }
      // Of no use where nothing was there to be heard.
      expect(items).toBeGreaterThan(200);
    },
  );

  it('what is not in the pack is read all the same', async () => {
    const { screen } = await screens.open();
    await screen.flash({ ...PAGES['kiosk-start']!, display: GUIDED, sound: { clips: {}, privateEar: true } });
    await screen.page.keyboard.press('ArrowDown');
    await expect.poll(() => captionOn(screen.page)).toContain('扫凭条');
    expect(await clipsHeard(screen.page)).toEqual([]);
  });

  it('a number is heard key by key, as it is typed', async () => {
    const { screen } = await screens.open();
    const typed = (text: string) => ({ page: { kind: 'kiosk-number', text, notice: null, warning: null } as const });
    await screen.flash({ ...typed(''), display: GUIDED, sound: toOneEar() });
    await screen.flash({ ...typed('7-'), display: GUIDED, sound: toOneEar() });
    await expect.poll(() => clipsHeard(screen.page)).toContain('zh-CN/key-dash');
    expect(await clipsHeard(screen.page)).toContain('zh-CN/key-7');
  });
});

describe('a level, and a reason of one', () => {
  it.each([
    ['in the hall', false],
    ['to one ear alone', true],
  ])('is never captioned %s (P5)', async (_where, privateEar) => {
    const { screen } = await screens.open();
    for (const [shown, count] of [
      [INVITATION, 5],
      [reasonsPage(1), 8],
    ] as const) {
      await screen.flash({ page: shown, display: GUIDED, sound: { clips: {}, privateEar } });
      for (let at = 0; at < count; at += 1) {
        await screen.page.keyboard.press('ArrowDown');
        expect(await screen.page.locator('.caption[data-item]').count()).toBe(0);
      }
    }
    await screen.page.keyboard.press('ArrowDown');
    await screen.page.locator('.caption[data-item]').waitFor();
  });
});

describe('what was said', () => {
  it.each(['by End', 'by a tap of two fingers'])(
    'is heard again %s: the page, then what has the focus',
    async (way) => {
      const { screen } = await screens.open();
      const { page } = screen;
      const fingers = await fingersOn(page);
      await screen.show({ ...PAGES['kiosk-scan']!, display: GUIDED, sound: toOneEar() });
      await page.keyboard.press('ArrowDown');
      await expect.poll(async () => (await clipsHeard(page)).at(-1)).toBe('zh-CN/kiosk-back');
      if (way === 'by End') await page.keyboard.press('End');
      else {
        await fingers.put({ x: 300, y: 300 }, { x: 500, y: 300 });
        await fingers.lift();
      }
      await expect.poll(async () => (await clipsHeard(page)).at(-1)).toBe('zh-CN/kiosk-scan');
      await page.clock.fastForward(10_000);
      await expect
        .poll(async () => (await clipsHeard(page)).slice(-2))
        .toEqual(['zh-CN/kiosk-scan', 'zh-CN/kiosk-back']);
      expect(screen.acts()).toEqual([]);
    },
  );

  it('is heard faster and slower by keys, until the guide ends', async () => {
    const { screen } = await screens.open();
    const { page } = screen;
    await page.evaluate(() => {
      const rates: number[] = [];
      Object.assign(globalThis, { rates });
      const play = HTMLMediaElement.prototype.play;
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        rates.push(this.playbackRate);
        return play.call(this);
      };
    });
    const last = () => page.evaluate(() => (globalThis as never as { rates: number[] }).rates.at(-1));
    const shown = PAGES['kiosk-scan']!;
    await screen.show({ ...shown, display: GUIDED, sound: toOneEar() });
    for (const [key, rate] of [
      ['PageUp', 1.1],
      ['PageUp', 1.2],
      ['PageUp', 1.2],
      ['PageDown', 1.1],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(last).toBe(rate);
    }
    await screen.flash({ ...shown, sound: toOneEar() });
    await screen.flash({ ...shown, display: GUIDED, sound: toOneEar() });
    await expect.poll(last).toBe(1);
  });
});

describe('a screen reader', () => {
  const told = (page: Page) => page.evaluate(() => document.querySelector('.stage + [role=status]')?.textContent);

  it.each([
    ['kiosk-halls', '请选择大厅'],
    ['kiosk-windows', '请选择窗口'],
    ['kiosk-matters-none', '请选择办理事项'],
  ])('is told which step it is: %s', async (name, words) => {
    const { screen } = await screens.open();
    await screen.flash(PAGES[name]!);
    await expect.poll(() => told(screen.page)).toBe(words);
  });

  it.each([
    ['invitation', { ...INVITATION, warning: WARNING }, '评价即将结束，可以选择再等一会'],
    ['reasons', { ...reasonsPage(2), warning: WARNING }, '评价即将结束，可以选择再等一会'],
    ['kiosk-matters', PAGES['kiosk-matters']!.page, '时间快到了，可以再等一会'],
    ['kiosk-number-typed', PAGES['kiosk-number-typed']!.page, '时间快到了，可以再等一会'],
  ])('is told that time runs out: %s', async (_name, page, words) => {
    const { screen } = await screens.open();
    await screen.flash({ page });
    await expect.poll(() => told(screen.page)).toBe(words);
  });
});

describe('显示与语言', () => {
  it('says so 20 s before it closes, and stays for whoever touches anything', async () => {
    const { screen } = await screens.open();
    const { page } = screen;
    await present(screen, { name: 'sheet-display', mode: 'usual', language: 'zh-CN' } as never);
    const more = page.getByRole('button', { name: '再等一会' });
    await page.clock.fastForward(39_000);
    expect(await more.count()).toBe(0);
    await page.keyboard.press('Shift');
    await page.clock.fastForward(39_000);
    expect(await more.count()).toBe(0);
    await page.clock.fastForward(1500);
    await more.waitFor();
    await expect.poll(() => page.locator('.warning-words').textContent()).toMatch(/还剩 (19|20) 秒/);
    await more.tap();
    await expect.poll(() => more.count()).toBe(0);
    await page.clock.fastForward(59_000);
    expect(await page.locator('.sheet').count()).toBe(1);
    await page.clock.fastForward(1500);
    await expect.poll(() => page.locator('.sheet').count()).toBe(0);
  });

  it('tells the terminal, now and then, that somebody is there who only reads', async () => {
    const { screen, server } = await screens.open();
    await screen.show(PAGES['idle-board']!);
    const present = () => server.intents().filter(({ kind }) => kind === 'present').length;
    const before = present();
    for (let touches = 0; touches < 5; touches += 1) await screen.page.touchscreen.tap(400, 300);
    await expect.poll(present).toBe(before + 1);
    await screen.show({ page: INVITATION });
    await screen.page.clock.fastForward(6000);
    await screen.page.keyboard.press('Shift');
    await screen.page.keyboard.press('3');
    await expect.poll(() => screen.acts().length).toBe(1);
    expect(present()).toBe(before + 1);
  });
});
