import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, reasonsPage, SESSION } from './harness/states.data.ts';

const PAD_KEYS = ['F13', 'F14', 'Numpad1', 'ArrowRight'];

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

/** Keys through the browser's own input pipeline, whatever keyboards Playwright knows. */
async function keyboardOf(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  const send = (type: 'keyDown' | 'rawKeyDown' | 'keyUp', code: string, key = code, autoRepeat = false) =>
    session.send('Input.dispatchKeyEvent', { type, code, key, autoRepeat, ...(type === 'keyDown' && { text: key }) });
  return {
    down: (code: string, key?: string) => send('rawKeyDown', code, key),
    type: (code: string, key: string) => send('keyDown', code, key),
    repeat: (code: string) => send('rawKeyDown', code, code, true),
    up: (code: string, key?: string) => send('keyUp', code, key),
  };
}

const key = (code: string, down: boolean) => ({ kind: 'key', code, down });

describe('the keys of a pad that types', () => {
  it('are handed over, each once however long it is held', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION, padKeys: PAD_KEYS });
    const keys = await keyboardOf(screen.page);
    await keys.down('F13');
    await keys.repeat('F13');
    await keys.down('F14');
    await keys.up('F13');
    await keys.up('F14');
    await expect.poll(screen.acts).toEqual([key('F13', true), key('F14', true), key('F13', false), key('F14', false)]);
  });

  it('do nothing else: no level by a digit, no walk by an arrow, no trace of others', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION, padKeys: PAD_KEYS });
    const keys = await keyboardOf(screen.page);
    await keys.down('Numpad1', '1');
    await keys.up('Numpad1', '1');
    await keys.down('ArrowRight');
    await keys.up('ArrowRight');
    await keys.down('F15');
    await keys.up('F15');
    expect(await screen.page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await keys.down('Digit4', '4');
    await expect
      .poll(screen.acts)
      .toEqual([
        key('Numpad1', true),
        key('Numpad1', false),
        key('ArrowRight', true),
        key('ArrowRight', false),
        { kind: 'press', sessionId: SESSION, level: 4, source: 'keyboard' },
      ]);
  });

  it('are the citizen’s while a remark is written, but for those that no letter keyboard has', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: reasonsPage(2), padKeys: PAD_KEYS });
    const keys = await keyboardOf(screen.page);
    await screen.page.getByRole('button', { name: '打字' }).click();
    await screen.page.getByRole('textbox').focus();
    await keys.type('Numpad1', '1');
    await keys.up('Numpad1', '1');
    expect(await screen.page.getByRole('textbox').inputValue()).toBe('1');
    await keys.down('F13');
    await keys.up('F13');
    await expect.poll(screen.acts).toEqual([key('F13', true), key('F13', false)]);
  });

  it('cannot be made up by a script', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION, padKeys: PAD_KEYS });
    await screen.page.evaluate(() => {
      for (const type of ['keydown', 'keyup']) {
        document.body.dispatchEvent(new KeyboardEvent(type, { code: 'F13', key: 'F13', bubbles: true }));
      }
    });
    const keys = await keyboardOf(screen.page);
    await keys.down('F14');
    await expect.poll(screen.acts).toEqual([key('F14', true)]);
  });

  it('come up when the window no longer sees them, and a late release says nothing more', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION, padKeys: PAD_KEYS });
    const keys = await keyboardOf(screen.page);
    await keys.down('F13');
    await screen.page.evaluate(() => {
      window.dispatchEvent(new Event('blur'));
      window.dispatchEvent(new Event('blur'));
    });
    await keys.up('F13');
    await keys.down('F14');
    await expect.poll(screen.acts).toEqual([key('F13', true), { kind: 'release-keys' }, key('F14', true)]);
  });

  it('belong to the pad only as long as the terminal asks for them', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION, padKeys: PAD_KEYS });
    const keys = await keyboardOf(screen.page);
    await keys.down('Numpad1', '1');
    await expect.poll(screen.acts).toEqual([key('Numpad1', true)]);
    await screen.flash({ page: INVITATION });
    await keys.up('Numpad1', '1');
    await keys.down('Numpad1', '1');
    await expect
      .poll(screen.acts)
      .toEqual([key('Numpad1', false), { kind: 'press', sessionId: SESSION, level: 1, source: 'keyboard' }]);
  });
});
