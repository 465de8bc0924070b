import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clipsHeard, listenIn, makePack, type TestPack } from './harness/clips.ts';
import { centreOf, type Fingers, fingersOn } from './harness/fingers.ts';
import { measure } from './harness/measure.ts';
import { PANELS } from './harness/panels.data.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { IDLE, INVITATION, PAGES, SESSION, SIGN_IN, UNDO } from './harness/states.data.ts';

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
const toGuide = (guided: boolean) => [{ kind: 'set-display', display: { guided } }];
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('class') ?? '');

async function open(privateEar = false) {
  const { screen } = await screens.open();
  const { page } = screen;
  const fingers = await fingersOn(page);
  const guide = (shown = INVITATION as Parameters<Screen['show']>[0]['page']) =>
    screen.show({ page: shown, display: GUIDED, sound: { clips: pack.clips, privateEar } });
  return { screen, page, fingers, guide };
}

/** Two fingers, so many mm apart from where they came down, for as long. */
async function hold(screen: Screen, fingers: Fingers, ms: number, strayMm = 0): Promise<void> {
  const [one, other] = [
    { x: 300, y: 500 },
    { x: 700, y: 520 },
  ];
  await fingers.put(one);
  await fingers.put(one, other);
  await fingers.move(one, { x: other.x + strayMm * screen.mm, y: other.y });
  await screen.page.clock.fastForward(ms);
  await fingers.lift();
}

describe('the guide is started and ended', () => {
  it.each(['idle', 'kiosk-start', 'invitation'])('by two fingers held anywhere for a second, on %s', async (name) => {
    const { screen, fingers } = await open();
    await screen.show(PAGES[name]!);
    await hold(screen, fingers, 1000);
    await expect.poll(screen.acts).toEqual(toGuide(true));
    await screen.show({ ...PAGES[name]!, display: GUIDED });
    await hold(screen, fingers, 1000);
    await expect.poll(screen.acts).toEqual(toGuide(false));
  });

  it('by no shorter hold, no fingers that stray, no third one, and it presses nothing', async () => {
    const { screen, fingers } = await open();
    await screen.show({ page: INVITATION });
    await hold(screen, fingers, 800);
    await hold(screen, fingers, 1500, 11);
    const at = [...LEVEL_ORDER.slice(0, 3)].map((level) => centreOf(screen.page, `.tile-${level}`));
    await fingers.put(...(await Promise.all(at)));
    await screen.page.clock.fastForward(1500);
    await fingers.lift();
    await fingers.tap('.tile-4');
    await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level: 4, source: 'screen' }]);
  });

  it('by the start key, but not where staff sign in', async () => {
    const { screen, page } = await open();
    await screen.show({ page: IDLE });
    await page.keyboard.press('Home');
    await expect.poll(screen.acts).toEqual(toGuide(true));
    await screen.show({ page: SIGN_IN });
    await page.keyboard.press('Home');
    await page.keyboard.press('Escape');
    await expect.poll(screen.acts).toContainEqual({ kind: 'close-staff' });
    expect(screen.acts()).not.toContainEqual(toGuide(true)[0]);
  });

  it('where the display is chosen', async () => {
    const { screen, page } = await open();
    await screen.show({ page: INVITATION });
    await page.getByRole('button', { name: '显示与语言' }).tap();
    await page.getByRole('button', { name: '语音引导', pressed: false }).tap();
    await expect.poll(screen.acts).toEqual(toGuide(true));
  });
});

describe('a finger', () => {
  it('only explores a level with its first touch, and chooses it with a double tap', async () => {
    const { screen, page, fingers, guide } = await open();
    for (const level of LEVEL_ORDER) {
      await guide();
      await fingers.tap(`.tile-${level}`);
      await expect.poll(() => focused(page)).toBe(`tile tile-${level}`);
      // Far from the first tap: a touch of its own, that explores.
      await fingers.tap('.invitation-upper');
      expect(screen.acts()).toEqual([]);
      await fingers.tap(`.tile-${level}`);
      await fingers.tap(`.tile-${level}`);
      await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level, source: 'screen' }]);
      // Nothing stays framed.
      expect(await focused(page)).toBe('');
      await guide(UNDO);
    }
  });

  it('takes the focus along where it slides, and presses nothing', async () => {
    const { screen, page, fingers, guide } = await open();
    await guide();
    const [five, one] = [await centreOf(page, '.tile-5'), await centreOf(page, '.tile-1')];
    await fingers.put(five);
    await expect.poll(() => focused(page)).toBe('tile tile-5');
    await expect
      .poll(async () => {
        await fingers.move({ x: one.x + Math.random(), y: one.y });
        return focused(page);
      })
      .toBe('tile tile-1');
    await fingers.lift();
    expect(screen.acts()).toEqual([]);
  });

  it.each([
    ['zh-CN', 1],
    ['ug', -1],
  ] as const)('goes on and back by swipes as %s is read', async (language, onward) => {
    const { screen, page, fingers } = await open();
    await screen.show({ page: INVITATION, language, display: GUIDED });
    const swipe = async (mm: number) => {
      const from = { x: 600, y: 150 };
      await fingers.put(from);
      await fingers.move({ x: from.x + mm * screen.mm, y: from.y });
      await fingers.lift();
    };
    const walk: string[] = [];
    for (const mm of [30, 30, 30, -30]) {
      await swipe(mm * onward);
      walk.push(await focused(page));
    }
    expect(walk).toEqual(['tile tile-5', 'tile tile-4', 'tile tile-3', 'tile tile-4']);
  });

  it('does nothing together with another, nor as a palm', async () => {
    const { screen, page, fingers, guide } = await open();
    await guide();
    const [five, four] = [await centreOf(page, '.tile-5'), await centreOf(page, '.tile-4')];
    for (let turn = 0; turn < 2; turn += 1) {
      await fingers.put(five);
      await fingers.put(five, four);
      await fingers.lift();
    }
    await page.keyboard.press('3');
    await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level: 3, source: 'keyboard' }]);
  });
});

describe('keys', () => {
  it('walk, choose and take back', async () => {
    const { screen, page, guide } = await open();
    await guide();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toBe('tile tile-4');
    await page.keyboard.press('Enter');
    await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level: 4, source: 'keyboard' }]);
    await guide(UNDO);
    await page.keyboard.press('Escape');
    await expect.poll(screen.acts).toEqual([{ kind: 'undo', sessionId: SESSION }]);
  });
});

describe('what is heard of the choice', () => {
  it('is every level in focus, to one ear alone', async () => {
    const { page, guide } = await open(true);
    await guide();
    for (const level of LEVEL_ORDER) {
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => clipsHeard(page)).toContain(`zh-CN/level${level}`);
    }
    await guide(UNDO);
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await clipsHeard(page)).at(-1)).toBe('zh-CN/again');
  });

  it('is nothing at all in the hall: no sound tells where the focus is', async () => {
    const traces = new Set<string>();
    for (const level of LEVEL_ORDER) traces.add(await openTrace(level));
    expect(traces.size).toBe(1);
    expect([...traces][0]).not.toMatch(/level/);
  });

  async function openTrace(level: Level): Promise<string> {
    const { screen, page, guide } = await open();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/voice/')) asked.push(new URL(request.url()).pathname);
    });
    await guide();
    await expect.poll(() => clipsHeard(page)).toHaveLength(1);
    for (let steps = 5 - level; steps >= 0; steps -= 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(screen.acts).toEqual([{ kind: 'press', sessionId: SESSION, level, source: 'keyboard' }]);
    await guide(UNDO);
    await expect.poll(() => clipsHeard(page)).toContain('zh-CN/undo');
    const document = await page.evaluate(() => window.document.body.outerHTML);
    await screens.closeScreens();
    return JSON.stringify([asked.slice(0, 2), document.replace(/\d 秒/, 'n 秒')]);
  }
});

describe('what is in focus', () => {
  const LOOKS = [{}, { elder: true }, { large: true, theme: 'contrast' }] as const;
  it.each(PANELS.filter(({ id }) => id !== '15in'))(
    'is framed and told in large words that cover nothing, on $name',
    async (panel) => {
      const { screen } = await screens.open(panel);
      for (const look of LOOKS) {
        for (const name of ['invitation', 'undo', 'kiosk-start', 'kiosk-windows']) {
          await screen.flash({ ...PAGES[name]!, display: { ...GUIDED, ...look } });
          await screen.page.keyboard.press('ArrowDown');
          // A level is framed, and no more: whoever stands near would read it (P5).
          if (name !== 'invitation') await screen.page.locator('.caption[data-item]').waitFor();
          const faults = async () => (await measure(screen.page)).faults;
          await expect.poll(faults, { message: `${name} ${JSON.stringify(look)}` }).toEqual([]);
          const frame = await screen.page.evaluate(() => {
            const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
            return { outlineStyle, width: Number.parseFloat(outlineWidth) };
          });
          expect(frame.outlineStyle).toBe('solid');
          expect(frame.width / screen.mm).toBeGreaterThanOrEqual(1.4);
        }
      }
    },
  );

  it('never stands over a warning that is to be answered, though a page has no other place for it', async () => {
    const { screen } = await screens.open(PANELS[0]);
    for (const guided of [false, true]) {
      for (const name of ['kiosk-number-typed', 'kiosk-matters']) {
        await screen.flash({ page: SIGN_IN });
        await screen.show({ ...PAGES[name]!, display: { guided } });
        await screen.page.keyboard.press('ArrowDown');
        expect((await measure(screen.page)).faults, name).toEqual([]);
      }
    }
  });
});
