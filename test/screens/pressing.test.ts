import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { centreOf, fingersOn } from './harness/fingers.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, reasonsPage, SESSION, UNDO, WARNING } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

async function open() {
  const { screen, server } = await screens.open();
  return { screen, server, page: screen.page, fingers: await fingersOn(screen.page) };
}

describe('a level', () => {
  it.each(LEVEL_ORDER)('%i is submitted by one tap, like every other (P8)', async (level) => {
    const { screen, fingers } = await open();
    await screen.show({ page: INVITATION });
    await fingers.tap(`.tile-${level}`);
    await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level, source: 'screen' }]);
  });

  it('is submitted when the finger is lifted, not when it is put down', async () => {
    const { screen, page, fingers } = await open();
    await screen.show({ page: INVITATION });
    await fingers.put(await centreOf(page, '.tile-4'));
    await page.locator('.tile-4[data-pressed]').waitFor();
    expect(screen.acts()).toEqual([]);
    await fingers.lift();
    await expect.poll(screen.acts).toHaveLength(1);
  });

  it('is not submitted when the finger slides off, to another level or back', async () => {
    const { screen, page, fingers } = await open();
    await screen.show({ page: INVITATION });
    const [five, four] = [await centreOf(page, '.tile-5'), await centreOf(page, '.tile-4')];
    await fingers.put(five);
    await page.locator('.tile-5[data-pressed]').waitFor();
    await fingers.move(four);
    await page.locator('.tile-5:not([data-pressed])').waitFor();
    await fingers.move(five);
    await fingers.lift();
    await fingers.put(five);
    await fingers.move(four);
    await fingers.lift();
    // A tap that does count comes through alone: nothing was in the pipe before it.
    await fingers.tap('.tile-2');
    await expect.poll(screen.acts).toEqual([expect.objectContaining({ kind: 'press', level: 2 })]);
  });

  it('is not submitted by two fingers', async () => {
    const { screen, page, fingers } = await open();
    await screen.show({ page: INVITATION });
    const [five, one] = [await centreOf(page, '.tile-5'), await centreOf(page, '.tile-1')];
    await fingers.put(five);
    await fingers.put(five, one);
    await fingers.lift();
    await fingers.tap('.tile-3');
    await expect.poll(screen.acts).toEqual([expect.objectContaining({ kind: 'press', level: 3 })]);
  });

  it('is submitted once by a trembling finger, and by one that hits two levels', async () => {
    const { screen, fingers } = await open();
    await screen.show({ page: INVITATION });
    const taps = await untilQuick(
      screen.page,
      async () => {
        await screen.flash({ page: UNDO });
        await screen.show({ page: INVITATION });
        await fingers.tap('.tile-3');
        await fingers.tap('.tile-3');
        await fingers.tap('.tile-2');
      },
      500,
    );
    expect(taps).toBe(3);
    await expect.poll(screen.acts).toEqual([expect.objectContaining({ level: 3 })]);
  });

  it('is not submitted in the first 400 ms of a page, whoever else was meant by the tap', async () => {
    const { screen, page, fingers } = await open();
    await untilQuick(
      page,
      async () => {
        await screen.show({ page: UNDO });
        await screen.flash({ page: INVITATION });
        await page.evaluate(() => performance.mark('up'));
        await fingers.tap('.tile-1');
      },
      300,
    );
    await screen.page.waitForFunction(
      () => performance.now() - performance.getEntriesByName('up').at(-1)!.startTime > 500,
    );
    await fingers.tap('.tile-4');
    await expect.poll(screen.acts).toEqual([expect.objectContaining({ level: 4 })]);
  });

  it('can be pressed with a mouse, but not with its other buttons', async () => {
    const { screen, page } = await open();
    await screen.show({ page: INVITATION });
    await page.locator('.tile-1').click({ button: 'right' });
    await page.locator('.tile-1').click({ button: 'middle' });
    await page.locator('.tile-5').click();
    await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level: 5, source: 'screen' }]);
  });
});

describe('the other buttons', () => {
  it('ask for more time', async () => {
    const { screen, fingers } = await open();
    await screen.show({ page: { ...INVITATION, warning: WARNING } });
    await fingers.tap('.warning .action');
    await expect.poll(screen.acts).toEqual([{ kind: 'more-time', sessionId: SESSION }]);
  });

  it('take the level back, or confirm it', async () => {
    const { screen, page } = await open();
    await screen.show({ page: UNDO });
    await page.getByRole('button', { name: '重选' }).tap();
    await page.getByRole('button', { name: '完成' }).tap();
    await expect.poll(screen.acts).toEqual([
      { kind: 'undo', sessionId: SESSION },
      { kind: 'confirm', sessionId: SESSION },
    ]);
  });

  it('switch the language', async () => {
    const { screen, page } = await open();
    await screen.show({ page: UNDO });
    await page.getByRole('button', { name: '显示与语言' }).tap();
    await page.getByRole('button', { name: 'English' }).tap();
    await expect.poll(screen.acts).toEqual([{ kind: 'set-language', language: 'en' }]);
    await screen.show({ page: UNDO, language: 'en' });
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: '简体中文' }).tap();
    await expect.poll(screen.acts).toEqual([{ kind: 'set-language', language: 'zh-CN' }]);
    await page.keyboard.press('Escape');
    await page.locator('.sheet').waitFor({ state: 'detached' });
  });
});

describe('长辈版', () => {
  it('is one tap away on every page, and says so to a screen reader', async () => {
    const { screen, page } = await open();
    await screen.show({ page: UNDO });
    await page.getByRole('button', { name: '长辈版', pressed: false }).tap();
    await expect.poll(screen.acts).toEqual([{ kind: 'set-display', display: { elder: true } }]);
    await screen.show({ page: UNDO, display: { elder: true } });
    await page.getByRole('button', { name: '长辈版', pressed: true }).waitFor();
  });
});

describe('the reasons', () => {
  it('are sent as chosen, with the text', async () => {
    const { screen, page } = await open();
    await screen.show({ page: reasonsPage(2) });
    await page.getByRole('button', { name: '没有提供材料清单' }).tap();
    await page.getByRole('button', { name: '服务态度生硬' }).tap();
    await page.getByRole('button', { name: '没有提供材料样本' }).tap();
    await page.getByRole('button', { name: '打字' }).tap();
    await screen.settle();
    await page.getByRole('textbox').fill('排了两小时');
    await page.getByRole('button', { name: '完成' }).tap();
    await screen.settle();
    await page.getByRole('button', { name: '提交', exact: true }).tap();
    await expect.poll(screen.acts).toEqual([
      {
        kind: 'give-reasons',
        sessionId: SESSION,
        tags: ['208', '214', '207'],
        items: [],
        text: '排了两小时',
        ink: null,
      },
    ]);
  });

  it('are skipped by the button, and by submitting nothing', async () => {
    const { screen, page } = await open();
    await screen.show({ page: reasonsPage(1) });
    await page.getByRole('button', { name: '跳过' }).tap();
    await page.getByRole('button', { name: '提交', exact: true }).tap();
    const skipped = { kind: 'skip-reasons', sessionId: SESSION };
    await expect.poll(screen.acts).toEqual([skipped, skipped]);
  });

  it('show further options in turn, and keep what was chosen among the others', async () => {
    const { screen, page } = await open();
    const options = [...reasonsPage(1).options, ...reasonsPage(2).options];
    await screen.show({ page: { ...reasonsPage(1), options } });
    await page.getByRole('button', { name: '服务态度差效率低' }).tap();
    await page.getByRole('button', { name: '更多' }).tap();
    await page.getByRole('button', { name: '服务态度生硬' }).tap();
    await page.getByRole('button', { name: '提交', exact: true }).tap();
    await expect.poll(screen.acts).toEqual([expect.objectContaining({ tags: ['115', '214'] })]);
  });

  it('take no more text than the contract allows', async () => {
    const { screen, page } = await open();
    await screen.show({ page: { ...reasonsPage(1), textMax: 10 } });
    await page.getByRole('button', { name: '打字' }).tap();
    await screen.settle();
    await page.getByRole('textbox').pressSequentially('123456789012345');
    expect(await page.getByRole('textbox').inputValue()).toBe('1234567890');
  });
});

describe('the page', () => {
  it('opens no menu, drags nothing and does not zoom', async () => {
    const { screen, page } = await open();
    await screen.show({ page: INVITATION });
    const prevented = await page.evaluate(() => {
      const tile = document.querySelector('.tile')!;
      const fire = (event: Event) => !tile.dispatchEvent(event);
      const options = { bubbles: true, cancelable: true };
      return {
        menu: fire(new MouseEvent('contextmenu', options)),
        drag: fire(new DragEvent('dragstart', options)),
        drop: fire(new DragEvent('drop', options)),
        wheel: fire(new WheelEvent('wheel', { ...options, ctrlKey: true })),
        keys: fire(new KeyboardEvent('keydown', { ...options, ctrlKey: true, key: '+' })),
      };
    });
    expect(prevented).toEqual({ menu: true, drag: true, drop: true, wheel: true, keys: true });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).touchAction)).toBe('none');
  });
});

/**
 * Repeats an input until it all happened within `ms` of the browser's clock, as a person's would: on a busy machine a try may be too
 * slow to mean anything. Returns how many taps the last try made.
 */
async function untilQuick(page: Page, act: () => Promise<void>, ms: number): Promise<number> {
  await page.evaluate(() => {
    addEventListener('pointerup', () => performance.mark('tap'), true);
  });
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await page.evaluate(() => performance.clearMarks());
    await act();
    const { taps, span } = await page.evaluate(() => {
      const times = performance.getEntriesByType('mark').map((mark) => mark.startTime);
      return { taps: performance.getEntriesByName('tap').length, span: Math.max(...times) - Math.min(...times) };
    });
    if (span < ms) return taps;
  }
  throw new Error('This machine is too slow to tap twice within half a second.');
}
