import type { TileProblem } from '@mingjing/device-app/core/service/service-page.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { untilFontsAreDrawn } from './harness/fonts.ts';
import { measure } from './harness/measure.ts';
import { PANELS, type PanelRow } from './harness/panels.data.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

const { sessionId } = INVITATION;
/** As the terminal opens it to try itself: without anything of a service. */
const PAGE = { ...INVITATION, card: {}, qrUrl: null };
const saw = (level: Level, problem: TileProblem | null) => ({ kind: 'self-test-saw', level, problem });
const press = (level: Level) => ({ kind: 'press', sessionId, level, source: 'screen' });

async function open(panel?: PanelRow) {
  const { screen } = await screens.open(panel);
  /** What the screen did, each once: it presses again as long as nothing follows. */
  const acts = (): unknown[] =>
    [...new Set(screen.acts().map((act) => JSON.stringify(act)))].map((act) => JSON.parse(act));
  return { screen, page: screen.page, acts };
}

/** What is broken, and by which style. */
const BROKEN: readonly (readonly [TileProblem, string])[] = [
  ['missing', '.tile-1 { display: none }'],
  ['missing', '.tile-1 { visibility: hidden }'],
  ['missing', '.tiles { opacity: 0.1 }'],
  ['off-glass', '.tile-1 { position: relative; top: 400px }'],
  ['too-small', '.tile { max-width: 60px }'],
  ['unequal', '.tile-1 { max-width: 140px }'],
  ['unequal', '.tile-5 { order: 9 }'],
];

describe('the self-test on the glass', () => {
  it('finds each of the five tiles and presses it as a finger does', async () => {
    const { screen, acts } = await open();
    for (const level of LEVEL_ORDER) {
      // Each level has a session of its own, so that its page is a new one with its guard.
      const own = sessionIdSchema.parse(sessionId.replace(/.$/, String(level)));
      await screen.flash({ page: { ...PAGE, sessionId: own }, selfTest: { level } });
      await expect.poll(acts).toEqual([saw(level, null), { ...press(level), sessionId: own }]);
    }
    expect(screen.troubles).toEqual([]);
  });

  it('presses nothing on an invitation that is no test', async () => {
    const { screen, page, acts } = await open();
    await screen.show({ page: PAGE });
    await page.locator('.tile-3').tap();
    await expect.poll(acts).toEqual([press(3)]);
  });

  it('says what is wrong with a tile, and does not press it', async () => {
    const { screen, page, acts } = await open();
    for (const [problem, css] of BROKEN) {
      await page.evaluate((style) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style);
        document.adoptedStyleSheets = [sheet];
      }, css);
      await screen.flash({ page: PAGE });
      await screen.flash({ page: PAGE, selfTest: { level: 1 } });
      await expect.poll(acts, { message: css }).toEqual([saw(1, problem)]);
    }
  });

  it.each([
    ['all of it', { width: '100%', height: '100%' }],
    ['one corner', { width: '30%', height: '30%' }],
  ])('says that a tile is covered, be it %s', async (_part, { width, height }) => {
    const { screen, page, acts } = await open();
    await screen.flash({ page: PAGE });
    await page.locator('.tile-2').evaluate(
      (tile, size) => {
        const { left, top, width: wide, height: high } = tile.getBoundingClientRect();
        const lid = document.createElement('div');
        const share = Number.parseFloat(size.width) / 100;
        Object.assign(lid.style, {
          ...{ position: 'fixed', left: `${left}px`, top: `${top}px`, zIndex: '9' },
          ...{ width: `${wide * share}px`, height: `${high * share}px` },
        });
        document.body.append(lid);
      },
      { width, height },
    );
    await screen.flash({ page: PAGE, selfTest: { level: 2 } });
    await expect.poll(acts).toEqual([saw(2, 'covered')]);
  });

  it.each([
    ['a finger on a tile', (page: Awaited<ReturnType<typeof open>>['page']) => page.locator('.tile-5').tap()],
    ['a key of a keyboard', (page: Awaited<ReturnType<typeof open>>['page']) => page.keyboard.press('5')],
  ])('ends by %s, which rates nothing', async (_who, touch) => {
    const { screen, page, acts } = await open();
    // A tile that the test does not press: nothing but the person's own touch could rate now.
    await screen.show({ page: PAGE });
    await page.evaluate(() => document.querySelector('.tile-1')?.remove());
    await screen.flash({ page: PAGE, selfTest: { level: 1 } });
    await expect.poll(acts).toEqual([saw(1, 'missing')]);
    await touch(page);
    await expect.poll(acts).toEqual([saw(1, 'missing'), { kind: 'self-test-touched' }]);
  });

  it.each([PANELS[0], PANELS[1]])(
    'says in words that nobody is asked, and leaves the tiles as they are: $name',
    async (panel) => {
      const { screen, page } = await open(panel);
      for (const language of ['zh-CN', 'en', 'ug', 'bo'] as const) {
        await screen.flash({ page: PAGE, language });
        await untilFontsAreDrawn(page);
        const { tiles } = await measure(page);
        await screen.flash({ page: PAGE, language, selfTest: { level: 5 } });
        const during = await measure(page);
        expect(during.tiles).toEqual(tiles);
        expect(during.faults, language).toEqual([]);
        const banner = await page.locator('.self-test').boundingBox();
        expect(banner!.y + banner!.height, language).toBeLessThan(Math.min(...tiles.map(({ top }) => top)));
        expect(await page.getByRole('heading').isVisible()).toBe(false);
      }
    },
  );
});
