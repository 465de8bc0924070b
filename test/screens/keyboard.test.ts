import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, reasonsPage, SESSION, UNDO } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

const focused = () => document.activeElement?.getAttribute('class') ?? '';

describe('with keys alone', () => {
  it.each(['5', '4', '3', '2', '1'])('the digit %s rates with that level', async (digit) => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION });
    await screen.page.keyboard.press(digit);
    await expect
      .poll(screen.acts)
      .toEqual([{ kind: 'press', sessionId: SESSION, level: Number(digit), source: 'keyboard' }]);
  });

  it('a digit that is no level, a held one and one with Ctrl rate nothing', async () => {
    const { screen, server } = await screens.open();
    await screen.show({ page: INVITATION });
    for (const key of ['0', '6', 'Control+3', 'a']) await screen.page.keyboard.press(key);
    // Keys that follow one another faster than hands can are a card reader's.
    await screen.settle();
    await screen.page.keyboard.down('2');
    await screen.page.keyboard.down('2');
    await expect.poll(screen.acts).toHaveLength(1);
    expect(server.intents().filter(({ kind }) => kind === 'press')).toHaveLength(1);
  });

  it('Tab and Enter walk to a level and press it, once however long the key is held', async () => {
    const { screen } = await screens.open();
    const { keyboard } = screen.page;
    await screen.show({ page: INVITATION });
    for (const level of [5, 4, 3]) {
      await keyboard.press('Tab');
      expect(await screen.page.evaluate(focused)).toBe(`tile tile-${level}`);
    }
    await keyboard.down('Enter');
    await keyboard.down('Enter');
    await keyboard.up('Enter');
    await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level: 3, source: 'keyboard' }]);
  });

  it('the arrows go through the buttons and around the ends', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION });
    const walk: string[] = [];
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowRight']) {
      await screen.page.keyboard.press(key);
      walk.push(await screen.page.evaluate(focused));
    }
    // The two buttons of every page come after those of the page itself.
    expect(walk).toEqual([
      ...['tile tile-5', 'tile tile-4', 'tile tile-5', 'corner-button', 'tile tile-5', 'tile tile-4'],
    ]);
  });

  it('the reasons can be chosen, written and sent', async () => {
    const { screen } = await screens.open();
    const { keyboard } = screen.page;
    await screen.show({ page: reasonsPage(2) });
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await screen.page.getByRole('button', { name: '打字' }).focus();
    await keyboard.press('Enter');
    await screen.settle();
    await keyboard.type('5');
    await keyboard.press('ArrowLeft');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await screen.settle();
    await screen.page.getByRole('button', { name: '提交', exact: true }).focus();
    await keyboard.press('Enter');
    await expect
      .poll(screen.acts)
      .toEqual([{ kind: 'give-reasons', sessionId: SESSION, tags: ['207'], items: [], text: '5', ink: null }]);
  });
});

describe('to a screen reader', () => {
  it('each new page is announced, a countdown only once', async () => {
    const { screen } = await screens.open();
    const heard: string[] = [];
    await screen.page.exposeFunction('heard', (words: string) => heard.push(words));
    await screen.flash({ page: INVITATION });
    await screen.page.evaluate(() => {
      const live = document.querySelector('[aria-live]')!;
      new MutationObserver(() =>
        (globalThis as never as { heard(words: string): void }).heard(live.textContent ?? ''),
      ).observe(live, { childList: true, characterData: true, subtree: true });
    });
    await screen.flash({ page: { ...INVITATION, warning: { remainingMs: 20_000, totalMs: 20_000 } } });
    await screen.flash({ page: { ...INVITATION, warning: { remainingMs: 10_000, totalMs: 20_000 } } });
    await screen.flash({ page: UNDO });
    await screen.flash({ page: { kind: 'thanks' } });
    await expect
      .poll(() => heard)
      .toEqual(['评价即将结束，可以选择再等一会', '已收到，点错了可以重选', '已记录，感谢您的评价']);
  });

  it('the focus goes to the new page, where nothing is chosen', async () => {
    const { screen } = await screens.open();
    await screen.flash({ page: UNDO });
    await screen.page.keyboard.press('Tab');
    await screen.flash({ page: INVITATION });
    expect(await screen.page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });
});

describe('where motion is unwanted', () => {
  it('nothing moves', async () => {
    const { screen } = await screens.open(undefined, { reducedMotion: 'reduce' });
    await screen.show({ page: UNDO });
    expect(await screen.page.locator('.countdown').isVisible()).toBe(false);
    await screen.page.getByRole('button', { name: '重选' }).hover();
    await screen.page.mouse.down();
    expect(
      await screen.page.evaluate(() => document.getAnimations().filter((one) => one instanceof CSSTransition).length),
    ).toBe(0);
  });
});
