import { LEVELS } from '@mingjing/shared/domain/levels.data.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { centreOf, fingersOn } from './harness/fingers.ts';
import { heightOf, measure, widthOf } from './harness/measure.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, PAGES, reasonsPage, UNDO } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterEach(() => screens.closeScreens());
afterAll(() => screens.close());

/** Everything by which one tile could be told from another, but for its own colour. */
function looksInPage() {
  return [...document.querySelectorAll('.tile')].map((tile) => {
    const looks: Record<string, string> = {};
    for (const part of [tile, ...tile.querySelectorAll('*')]) {
      const style = getComputedStyle(part);
      const tag = part.tagName;
      for (const name of ['transform', 'opacity', 'filter', 'boxShadow', 'outlineStyle', 'borderWidth'] as const) {
        looks[`${tag} ${name}`] = `${looks[`${tag} ${name}`] ?? ''}${style[name]};`;
      }
    }
    const { backgroundImage, fontWeight, zIndex, scale } = getComputedStyle(tile);
    return {
      frame: [looks['BUTTON transform'], looks['BUTTON boxShadow'], looks['BUTTON outlineStyle']],
      backgroundImage,
      fontWeight,
      zIndex,
      scale,
    };
  });
}

describe('before a tap', () => {
  it('the five levels have one size, stand best first, and none is chosen or in focus (P8)', async () => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION });
    const { tiles } = await measure(screen.page);
    expect(tiles.map(({ name }) => name)).toEqual(LEVEL_ORDER.map((level) => `button.tile tile-${level}`));
    for (const size of [widthOf, heightOf]) {
      const sizes = tiles.map(size);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(0.1);
    }
    expect(new Set(tiles.map(({ top }) => top)).size).toBe(1);
    expect(
      await screen.page.locator('[aria-pressed], [aria-checked], [aria-selected], [autofocus], button:focus').count(),
    ).toBe(0);
    const looks = await screen.page.evaluate(looksInPage);
    for (const one of looks) expect(one).toEqual(looks[0]);
  });

  it.each(['zh-CN', 'en'] as const)('each level is told by its words, stars and face in %s', async (language) => {
    const { screen } = await screens.open();
    await screen.show({ page: INVITATION, language });
    for (const { level, zh, en } of LEVELS) {
      const tile = screen.page.locator(`.tile-${level}`);
      const words = await tile.locator('.tile-line').allInnerTexts();
      expect(words.join(language === 'en' ? ' ' : '')).toBe(language === 'en' ? en : zh);
      expect(await tile.locator('.star-full').count()).toBe(level);
      expect(await tile.locator('.star-empty').count()).toBe(5 - level);
      expect(await tile.getAttribute('aria-label')).toContain(language === 'en' ? en : zh);
    }
    const faces = await screen.page.locator('.face').evaluateAll((all) => all.map((face) => face.innerHTML));
    expect(new Set(faces).size).toBe(5);
  });
});

describe('after a tap (P5)', () => {
  it('the tile is like the others within 300 ms, and moves by transform and opacity alone', async () => {
    const { screen } = await screens.open();
    const fingers = await fingersOn(screen.page);
    for (const level of LEVEL_ORDER) {
      await screen.flash({ page: UNDO });
      await screen.show({ page: INVITATION });
      await fingers.put(await centreOf(screen.page, `.tile-${level}`));
      await screen.page.locator(`.tile-${level}[data-pressed]`).waitFor();
      await fingers.lift();
      await screen.page.locator('.tile[data-pressed]').waitFor({ state: 'detached' });
      const motions = await screen.page.evaluate(motionsInPage);
      for (const { property, endsMs } of motions) {
        expect(['transform', 'opacity']).toContain(property);
        expect(endsMs).toBeLessThanOrEqual(300);
      }
      await screen.page.evaluate(() => Promise.all(document.getAnimations().map((motion) => motion.finished)));
      const looks = await screen.page.evaluate(looksInPage);
      for (const one of looks) expect(one).toEqual(looks[0]);
    }
  });

  it('a pressed tile looks the same for every level', async () => {
    const { screen } = await screens.open();
    const fingers = await fingersOn(screen.page);
    const seen = new Set<string>();
    for (const level of LEVEL_ORDER) {
      await screen.flash({ page: UNDO });
      await screen.show({ page: INVITATION });
      await fingers.put(await centreOf(screen.page, `.tile-${level}`));
      await screen.page.locator(`.tile-${level}[data-pressed]`).waitFor();
      await screen.page.evaluate(() => Promise.all(document.getAnimations().map((motion) => motion.finished)));
      const looks = await screen.page.evaluate(looksInPage);
      seen.add(JSON.stringify(looks[LEVEL_ORDER.indexOf(level)]));
      await fingers.lift();
    }
    expect(seen.size).toBe(1);
  });

  it('what follows is the same document for all five levels, and nothing of the level stays behind', async () => {
    const { screen } = await screens.open();
    const traces = new Set<string>();
    for (const level of LEVEL_ORDER) traces.add(await traceAfter(screen, level));
    expect(traces.size).toBe(1);
    expect(JSON.parse([...traces][0]!).document).not.toMatch(/满意|tile|level/);
  });

  it('no sound is made and no device is shaken', async () => {
    const { screen } = await screens.open();
    const source = await screen.page.evaluate(async () => {
      const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')];
      return (await Promise.all(scripts.map(async ({ src }) => (await fetch(src)).text()))).join('\n');
    });
    expect(source.length).toBeGreaterThan(10_000);
    expect(source).not.toMatch(/AudioContext|new Audio\b|speechSynthesis|\.vibrate\(/);
  });
});

describe('已记录 (P1)', () => {
  it.each(['zh-CN', 'en'] as const)(
    'is said in %s where the level is committed, and nowhere else',
    async (language) => {
      const { screen } = await screens.open();
      const saying: string[] = [];
      for (const [name, shown] of Object.entries(PAGES)) {
        await screen.flash({ ...shown, language });
        const words = await screen.page.evaluate(() => document.body.textContent ?? '');
        if (/已记录|recorded/i.test(words)) saying.push(name);
      }
      expect(saying).toEqual(['reasons', 'reasons-2', 'reasons-warning', 'reasons-many', 'thanks']);
    },
  );
});

/** Presses a level, lets the runtime answer with the undo page, and takes down all that the page then holds. */
async function traceAfter(screen: Screen, level: Level): Promise<string> {
  const { page } = screen;
  await screen.show({ page: reasonsPage(level) });
  await screen.show({ page: INVITATION });
  await page.locator(`.tile-${level}`).tap();
  await expect.poll(screen.acts).toEqual([expect.objectContaining({ kind: 'press', level })]);
  await screen.flash({ page: UNDO });
  return page.evaluate(() => {
    const style = (element: Element) => element.getAttribute('style');
    return JSON.stringify({
      document: document.body.outerHTML.replace(/\d 秒/, 'n 秒'),
      root: style(document.documentElement),
      title: document.title,
      address: location.pathname + location.search + location.hash,
      stored: Object.keys(sessionStorage).concat(Object.keys(localStorage)),
      focus: document.activeElement?.tagName,
    });
  });
}

/** What moves in the page now: which property, and when it ends at the latest. */
function motionsInPage() {
  return document.getAnimations().flatMap((motion) => {
    const effect = motion.effect as KeyframeEffect;
    const endsMs = Number(effect.getComputedTiming().endTime);
    const passive = new Set(['offset', 'easing', 'composite', 'computedOffset']);
    const properties = new Set(effect.getKeyframes().flatMap((frame) => Object.keys(frame)));
    return [...properties].filter((property) => !passive.has(property)).map((property) => ({ property, endsMs }));
  });
}
