import type { KioskInput } from '@mingjing/device-app/core/kiosk/kiosk-input.ts';
import { type KioskAct, type KioskState, stepKiosk, UNTOUCHED } from '@mingjing/device-app/core/kiosk/kiosk-machine.ts';
import { kioskPageOf } from '@mingjing/device-app/core/kiosk/kiosk-page-of.ts';
import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';
import type { VersionedCatalogue } from '@mingjing/shared/domain/service-catalogue.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Fingers, fingersOn } from './harness/fingers.ts';
import { PANELS as ALL_PANELS, type PanelRow } from './harness/panels.data.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION } from './harness/states.data.ts';

const PANELS = ALL_PANELS.filter(({ id }) => ['7in', '21in-portrait', '43in-portrait'].includes(id));

const CATALOGUE: VersionedCatalogue = {
  version: '0123456789abcdef',
  catalogue: {
    halls: ['市政务服务大厅', '便民服务中心'].map((name, hall) => ({
      id: `h${hall}`,
      name,
      windows: Array.from({ length: 20 }, (_, at) => ({
        id: `w${at}`,
        name: `${at + 1}号窗口`,
        matters: [{ id: 'card', name: '社保卡补办' }],
      })),
    })),
  },
};

const OTHER_MATTER: Readonly<Record<Language, string>> = {
  'zh-CN': '咨询或其他服务',
  en: 'A question, or something else',
  ug: 'مەسلىھەت ياكى باشقا',
  bo: 'འདྲི་རྩད་དམ་གཞན།',
};

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

/** A citizen in front of the real screens; the kiosk's own rules answer each touch, as in the terminal. */
async function stand(panel: PanelRow) {
  const { screen } = await screens.open(panel);
  const fingers = await fingersOn(screen.page);
  let state: KioskState = UNTOUCHED;
  const context = { mono: 0, idleMs: 60_000, catalogue: CATALOGUE, isAsSet: true, mayRate: true };
  const page = () => kioskPageOf(state, { ...context, warningMs: 20_000, hasScanner: true });
  await screen.show({ page: page(), role: 'kiosk' });

  /** Lets the kiosk take what the touch sent. `pageTurns`: the next page has its guard against early taps. */
  async function answer(pageTurns: boolean): Promise<KioskAct | null> {
    await expect.poll(() => screen.acts().length).toBeGreaterThan(0);
    let act: KioskAct | null = null;
    for (const intent of screen.acts()) {
      if (intent.kind !== 'kiosk') throw new Error(`the screen sent ${intent.kind}`);
      ({ state, act } = stepKiosk(state, intent.input as KioskInput, context));
    }
    await (pageTurns ? screen.show : screen.flash)({ page: page(), role: 'kiosk' });
    return act;
  }
  return { screen, fingers, page, answer, tap: tapOn(screen, fingers) };
}

function tapOn(screen: Screen, fingers: Fingers) {
  return async (name: string, exact = true) => {
    const target = screen.page.getByRole('button', { name, exact });
    const box = await target.boundingBox();
    if (box === null) throw new Error(`${name} is not on the glass`);
    await fingers.put({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    await fingers.lift();
  };
}

describe.each(PANELS)('on $name', (panel) => {
  it('a number is typed by hand, digits and letters, a digit twice in a row, and corrected', async () => {
    const { tap, answer, page, screen } = await stand(panel);
    await tap('输流水号', false);
    await answer(true);
    for (const key of ['1', '1', '3', '删除', '7']) {
      await tap(key);
      await answer(false);
    }
    expect(page()).toMatchObject({ kind: 'kiosk-number', text: '117' });
    const groups = screen.page.getByRole('button', { name: 'A–J', exact: true });
    if ((await groups.count()) > 0) await tap('A–J');
    await tap('B');
    await answer(false);
    await screen.page.getByText('117B', { exact: true }).waitFor();
    await tap('确定');
    expect(await answer(false)).toEqual({ kind: 'look-up', serialNumber: '117B' });
    expect(screen.troubles).toEqual([]);
  });

  it('hall, window and matter are chosen by hand, on a later page too', async () => {
    const { tap, answer, page, screen } = await stand(panel);
    await tap('选窗口', false);
    await answer(true);
    await tap('市政务服务大厅');
    await answer(true);
    const wanted = screen.page.getByRole('button', { name: '18号窗口', exact: true });
    for (let turns = 0; (await wanted.count()) === 0; turns += 1) {
      if (turns > 20) throw new Error('the window is on no page');
      await tap('下一页');
      await answer(false);
    }
    await tap('18号窗口');
    await answer(true);
    expect(page()).toMatchObject({ step: 'matter', path: ['市政务服务大厅', '18号窗口'] });
    await tap('咨询或其他服务', false);
    expect(await answer(true)).toMatchObject({
      kind: 'rate',
      place: { hallId: 'h0', windowId: 'w17' },
      matterName: null,
    });
    expect(screen.troubles).toEqual([]);
  });

  it('a named matter is chosen by hand', async () => {
    const { tap, answer } = await stand(panel);
    await tap('选窗口', false);
    await answer(true);
    for (const name of ['便民服务中心', '2号窗口']) {
      await tap(name);
      await answer(true);
    }
    await tap('社保卡补办');
    expect(await answer(true)).toEqual({
      kind: 'rate',
      place: { hallId: 'h1', windowId: 'w1', matterId: 'card', catalogueVersion: CATALOGUE.version },
      windowName: '2号窗口',
      matterName: '社保卡补办',
    });
  });

  it('everything is done with a keyboard alone: arrows, Enter, digits, Esc', async () => {
    const { answer, page, screen } = await stand(panel);
    const { keyboard } = screen.page;
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await answer(true);
    expect(page()).toMatchObject({ kind: 'kiosk-number' });
    for (const key of ['4', '4', 'a', '-', 'Backspace', '9']) {
      await keyboard.press(key, { delay: 5 });
      await answer(false);
    }
    expect(page()).toMatchObject({ text: '44A9' });
    await keyboard.press('Enter');
    expect(await answer(false)).toEqual({ kind: 'look-up', serialNumber: '44A9' });
    await keyboard.press('Escape');
    await answer(true);
    expect(page()).toMatchObject({ kind: 'kiosk-start' });
  });

  it('five keys alone type a number: they walk over the pad, and Enter presses', async () => {
    const { answer, page, screen } = await stand(panel);
    const { keyboard } = screen.page;
    const focused = () => screen.page.evaluate(() => document.activeElement?.textContent ?? '');
    /** Steps until this has the focus. A key alone is known to be typed by hand only a moment later. */
    const walkTo = async (words: string) => {
      for (let steps = 0; !(await focused()).startsWith(words); steps += 1) {
        if (steps > 60) throw new Error(`five keys do not reach ${words}`);
        const before = await focused();
        await keyboard.press('1');
        await screen.page.clock.fastForward(100);
        await expect.poll(focused).not.toBe(before);
      }
    };
    const press = async (words: string, pageTurns = false) => {
      await walkTo(words);
      await keyboard.press('Enter');
      return answer(pageTurns);
    };
    await press('输流水号', true);
    for (const key of ['5', '5', '1', '7']) await press(key);
    expect(page()).toMatchObject({ kind: 'kiosk-number', text: '5517' });
    expect(await press('确定')).toEqual({ kind: 'look-up', serialNumber: '5517' });
    // A keyboard that has more than five keys types again.
    for (const key of ['8', '1']) {
      await keyboard.press(key);
      await screen.page.clock.fastForward(100);
      await answer(false);
    }
    expect(page()).toMatchObject({ text: '551781' });
    expect(screen.troubles).toEqual([]);
  });

  it('确定 on what is no number says so and leads nowhere; an identity number is gone at once', async () => {
    const { tap, answer, page, screen } = await stand(panel);
    await tap('输流水号', false);
    await answer(true);
    await tap('1');
    await answer(false);
    await tap('确定');
    expect(await answer(false)).toBeNull();
    const said = screen.page.locator('.kiosk-number [role=status]');
    await expect.poll(() => said.textContent()).toBe('流水号还没有输完，请接着输入');
    for (const key of '1010519491231002') {
      await tap(key);
      await answer(false);
    }
    await screen.page.keyboard.press('x');
    await screen.page.clock.fastForward(100);
    await answer(false);
    expect(page()).toMatchObject({ text: '11010519491231002X', notice: null });
    await expect.poll(() => said.textContent()).toBe('');
    await tap('确定');
    expect(await answer(false)).toBeNull();
    await expect.poll(() => said.textContent()).toBe('请输入业务流水号，不要输入身份证号');
    expect(await screen.page.content()).not.toContain('110105');
  });

  it('more time is one touch away when the kiosk is about to return to its start', async () => {
    const { screen, tap } = await stand(panel);
    const warning = { remainingMs: 18_000, totalMs: 20_000 };
    for (const page of [
      { kind: 'kiosk-start', ways: ['number'], warning },
      { kind: 'kiosk-scan', warning },
      { kind: 'kiosk-number', text: '12', notice: null, warning },
      { kind: 'kiosk-choice', step: 'hall', path: [], entries: [{ id: 'h', name: '大厅', note: null }], warning },
    ] as const) {
      await screen.show({ page: page as never, role: 'kiosk' });
      await tap('再等一会');
      await expect.poll(screen.acts).toEqual([{ kind: 'kiosk', input: { act: 'more-time' } }]);
    }
    // The sheet of languages and displays hides no warning.
    await screen.show({ page: { kind: 'kiosk-scan', warning: null }, role: 'kiosk' });
    await screen.page.locator('.corner-button').last().click();
    await screen.page.locator('.sheet').waitFor();
    await screen.show({ page: { kind: 'kiosk-scan', warning }, role: 'kiosk' });
    await screen.page.locator('.sheet').getByRole('button', { name: '再等一会' }).click();
    await expect.poll(screen.acts).toEqual([{ kind: 'kiosk', input: { act: 'more-time' } }]);
  });
});

it('what no catalogue names is rated under a name in every language', async () => {
  const { screen } = await screens.open(PANELS[0] as PanelRow);
  const { serialNumber: _, matterName: __, ...card } = INVITATION.card;
  const page = { ...INVITATION, card: { ...card, otherMatter: true, windowName: '3号窗口' } } as const;
  for (const language of languageSchema.options) {
    await screen.flash({ page, language, role: 'kiosk' });
    const matter = screen.page.locator(`.matter-name[lang="${language}"]`);
    await matter.waitFor();
    expect(await matter.innerText()).toBe(OTHER_MATTER[language]);
  }
});
