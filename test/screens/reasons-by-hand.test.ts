import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { decodeStroke, INK_WIDTH } from '@mingjing/shared/domain/ink.ts';
import { inkSchema } from '@mingjing/shared/domain/ink-schema.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fingersOn } from './harness/fingers.ts';
import { measure } from './harness/measure.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { reasonsPage, SESSION, WARNING } from './harness/states.data.ts';

const OTHER_SESSION = sessionIdSchema.parse('0190a3b4-5c6d-7e8f-9a0b-1c2d3e4f5a6c');

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

const given = (screen: Screen) =>
  screen.acts().filter((act): act is Extract<Intent, { kind: 'give-reasons' }> => act.kind === 'give-reasons');

async function press(screen: Screen, name: string): Promise<void> {
  await screen.page.getByRole('button', { name, exact: true }).tap();
}

/** Opens a way of saying more, and waits out the guard against a second tap. */
async function goTo(screen: Screen, name: string): Promise<void> {
  await press(screen, name);
  await screen.settle();
}

async function type(screen: Screen, letters: string): Promise<void> {
  for (const letter of letters) await press(screen, letter);
}

async function openKeyboard(language: 'zh-CN' | 'en' | 'ug' | 'bo' = 'zh-CN', textMax = 200) {
  const { screen, server } = await screens.open();
  await screen.show({ page: { ...reasonsPage(2), textMax }, language });
  await screen.page.locator('.way').nth(1).tap();
  // The guard begins once the keys have their glyphs.
  await screen.page.evaluate(() => document.fonts.ready.then(() => {}));
  await screen.settle();
  const text = () => screen.page.getByRole('textbox').inputValue();
  return { screen, server, page: screen.page, text };
}

describe('typing on the glass', () => {
  it('writes a phrase by pinyin, which is sent with the reasons', async () => {
    const { screen, text } = await openKeyboard();
    await type(screen, 'bufangbian');
    expect(await text()).toBe("bu'fang'bian");
    await press(screen, '不方便');
    expect(await text()).toBe('不方便');
    await goTo(screen, '完成');
    await press(screen, '提交');
    await expect
      .poll(() => given(screen))
      .toEqual([{ kind: 'give-reasons', sessionId: SESSION, tags: [], items: [], text: '不方便', ink: null }]);
  });

  it('takes a character and leaves the other letters for the next word', async () => {
    const { screen, page, text } = await openKeyboard();
    await type(screen, 'bufangbian');
    while ((await page.getByRole('button', { name: '不', exact: true }).count()) === 0) {
      await press(screen, '下一页候选词');
      await screen.settle();
    }
    await press(screen, '不');
    expect(await text()).toBe("不fang'bian");
    await press(screen, '选第一个');
    expect(await text()).toBe('不方便');
  });

  it('tells 西安 from 先 by the key that splits syllables', async () => {
    const { screen, page } = await openKeyboard();
    await type(screen, 'xi');
    await press(screen, '分词');
    await type(screen, 'an');
    expect(await page.locator('.typekey-word').first().innerText()).toBe('西安');
    await expect.poll(() => page.locator('.write [role=status]').innerText()).toMatch(/^xi'an：西安，/);
  });

  it('takes letters as letters where they are no word, signs, capitals, and what was written back again', async () => {
    const { screen, text } = await openKeyboard();
    await press(screen, '换成ABC');
    await press(screen, '大写');
    await press(screen, 'W');
    await type(screen, 'c');
    await press(screen, '123，数字和标点');
    await press(screen, '3');
    await press(screen, '?');
    expect(await text()).toBe('Wc3?');
    await press(screen, '退格');
    expect(await text()).toBe('Wc3');
    await press(screen, '清空');
    expect(await text()).toBe('');
  });

  it('takes back one after another while the key is held', async () => {
    const { screen, page, text } = await openKeyboard();
    await page.getByRole('textbox').fill('一二三四五六');
    const key = (await page.getByRole('button', { name: '退格' }).boundingBox())!;
    const fingers = await fingersOn(page);
    await fingers.put({ x: key.x + key.width / 2, y: key.y + key.height / 2 });
    await expect.poll(text, { timeout: 20_000 }).toBe('');
    await fingers.lift();
    await press(screen, '，');
    expect(await text()).toBe('，');
  });

  it('says how much is left, and takes no more', async () => {
    const { screen, page, text } = await openKeyboard('zh-CN', 10);
    await page.getByRole('textbox').fill('一二三四五六七八九');
    await expect.poll(() => page.locator('.write-count').innerText()).toBe('9/10');
    await press(screen, '。');
    await press(screen, '！');
    await type(screen, 'hao');
    expect(await text()).toBe('一二三四五六七八九。');
  });

  it.each([
    ['ug', ['س', 'ا', 'ل', 'ا', 'م'], 'سالام'],
    ['bo', ['བ', 'ོ', 'ད'], 'བོད'],
  ] as const)('writes %s in its own script', async (language, keys, word) => {
    const { screen, page, text } = await openKeyboard(language);
    // A vowel sign stands on a circle that only holds it.
    for (const key of keys) await page.locator('.typekey', { hasText: new RegExp(`^\u25cc?${key}$`) }).tap();
    expect(await text()).toBe(word);
    expect(screen.troubles).toEqual([]);
  });

  it('works with a keyboard of real keys as well, pinyin included', async () => {
    const { screen, page, text } = await openKeyboard();
    await page.keyboard.type('bufangbian');
    await expect.poll(text).toBe("bu'fang'bian");
    await page.keyboard.press('Space');
    await page.keyboard.type('xian3');
    expect(await text()).toMatch(/^不方便\p{Script=Han}+$/u);
    await page.keyboard.type('wo');
    await page.keyboard.press('Escape');
    expect(await text()).toMatch(/^不方便\p{Script=Han}+$/u);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await screen.settle();
    expect(await page.getByRole('button', { name: '打字，已填写' }).count()).toBe(1);
  });

  it('keeps the text in sight: the keys are below it, and a warning takes the place of the candidates', async () => {
    const { screen, page } = await openKeyboard();
    await type(screen, 'bu');
    await screen.flash({ page: { ...reasonsPage(2), warning: WARNING } });
    const field = (await page.getByRole('textbox').boundingBox())!;
    const warning = (await page.locator('.warning').boundingBox())!;
    expect(warning.y).toBeGreaterThanOrEqual(field.y + field.height);
    await press(screen, '再等一会');
    await expect.poll(screen.acts).toEqual([{ kind: 'more-time', sessionId: SESSION }]);
  });
});

describe('writing by hand', () => {
  async function openSheet() {
    // A stroke is made of places and times: of the browser's own.
    const { screen, server } = await screens.open(undefined, { skipsTime: false });
    await screen.show({ page: reasonsPage(2) });
    await goTo(screen, '手写');
    const sheet = (await screen.page.locator('.sheet-ink').boundingBox())!;
    const at = (x: number, y: number) => ({ x: sheet.x + sheet.width * x, y: sheet.y + sheet.height * y });
    return { screen, server, page: screen.page, fingers: await fingersOn(screen.page), at };
  }
  const strokes = (screen: Screen) => screen.page.locator('.sheet-ink path[d^=M]').count();

  it('is sent as strokes, where they were drawn', async () => {
    const { screen, fingers, at } = await openSheet();
    await fingers.put(at(0.25, 0.5));
    await fingers.move(at(0.5, 0.5));
    await fingers.move(at(0.75, 0.5));
    await fingers.lift();
    await expect.poll(() => strokes(screen)).toBe(1);
    await fingers.put(at(0.5, 0.2));
    await fingers.lift();
    await goTo(screen, '完成');
    await press(screen, '提交');
    await expect.poll(() => given(screen)).toHaveLength(1);
    const ink = inkSchema.parse(given(screen)[0]?.ink);
    const [line, dot] = ink.strokes.map((text) => decodeStroke(text)).map((stroke) => (stroke.ok ? stroke.value : []));
    expect(line?.[0]?.x).toBeCloseTo(INK_WIDTH / 4, -1);
    expect(line?.at(-1)?.x).toBeCloseTo((INK_WIDTH * 3) / 4, -1);
    for (const { y } of line ?? []) expect(Math.abs(y - ink.height / 2)).toBeLessThanOrEqual(4);
    expect(dot).toHaveLength(1);
  });

  it('takes strokes back one by one or all', async () => {
    const { screen, fingers, at } = await openSheet();
    for (const x of [0.2, 0.4, 0.6]) {
      await fingers.put(at(x, 0.2));
      await fingers.move(at(x, 0.8));
      await fingers.lift();
    }
    await expect.poll(() => strokes(screen)).toBe(3);
    await press(screen, '撤一笔');
    await expect.poll(() => strokes(screen)).toBe(2);
    await press(screen, '清空');
    await expect.poll(() => strokes(screen)).toBe(0);
    await goTo(screen, '完成');
    await press(screen, '提交');
    await expect.poll(screen.acts).toEqual([{ kind: 'skip-reasons', sessionId: SESSION }]);
  });

  it('is not disturbed by a palm', async () => {
    const { screen, page, at } = await openSheet();
    const palm = { ...at(0.5, 0.5), radiusX: 60 * screen.mm, radiusY: 60 * screen.mm, id: 7 };
    const session = await page.context().newCDPSession(page);
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [palm] });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    const fingers = await fingersOn(page);
    await fingers.put(at(0.1, 0.1));
    await fingers.lift();
    await expect.poll(() => strokes(screen)).toBe(1);
  });
});

describe('steps of the matter', () => {
  it('are chosen beside the tags, and sent with them', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: reasonsPage(4) });
    await press(screen, '服务态度较好');
    await goTo(screen, '办理环节');
    await press(screen, '取号排队');
    await press(screen, '人员服务');
    await press(screen, '提交');
    await expect
      .poll(() => given(screen))
      .toMatchObject([{ tags: ['413'], items: ['q02', 'q11'], text: '', ink: null }]);
  });
});

describe('whatever the level (P5, P8)', () => {
  it('there are as many choices of the same size at the same places, and one tap skips', async () => {
    const { screen } = await screens.open();
    const seen = new Set<string>();
    for (const level of LEVEL_ORDER) {
      await screen.flash({ page: { kind: 'thanks' } });
      await screen.show({ page: reasonsPage(level) });
      const { controls } = await measure(screen.page);
      await goTo(screen, '办理环节');
      const words = await screen.page.locator('main').innerText();
      const places = controls.map(({ name, left, top, right, bottom }) => [name, left, top, right, bottom]);
      seen.add(JSON.stringify([places, words]));
      await press(screen, '跳过');
      await expect.poll(screen.acts).toContainEqual({ kind: 'skip-reasons', sessionId: SESSION });
    }
    expect(seen.size).toBe(1);
  });
});

describe('what was begun', () => {
  const traces = () =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('textarea')].map(({ value }) => value),
      [...Object.entries(sessionStorage), ...Object.entries(localStorage)],
      document.cookie,
      location.href,
    ]);

  it.each([
    ['the session ends', { kind: 'thanks' } as const],
    ['the next person is asked', { ...reasonsPage(2), sessionId: OTHER_SESSION }],
  ])('is gone from page and storage when %s', async (_, next) => {
    const { screen, page } = await openKeyboard();
    await page.getByRole('textbox').fill('保密的话');
    await type(screen, 'mimi');
    await goTo(screen, '完成');
    await goTo(screen, '手写');
    const sheet = (await page.locator('.sheet-ink').boundingBox())!;
    const fingers = await fingersOn(page);
    await fingers.put({ x: sheet.x + 40, y: sheet.y + 40 });
    await fingers.move({ x: sheet.x + 240, y: sheet.y + 90 });
    await fingers.lift();
    await expect.poll(() => page.evaluate(traces)).toContain('M');
    await screen.show({ page: next });
    if (next.kind === 'reasons') await page.locator('.way').nth(2).tap();
    const left = await page.evaluate(traces);
    expect(left).not.toMatch(/保密|mimi|mi'mi/);
    expect(await page.locator('.sheet-ink path[d^=M]').count()).toBe(0);
    await screen.flash({ page: reasonsPage(2) });
    expect(await page.getByRole('button', { name: /已填写/ }).count()).toBe(0);
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  });
});
