import { LEVELS } from '@mingjing/shared/domain/levels.data.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { centreOf, type Fingers, fingersOn } from './harness/fingers.ts';
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

/** How the tiles look: all that a style sheet can do to them, but for the place and the resting colour that each has of its own. */
function looksInPage() {
  const own =
    /^(width|inline-size|margin-left|margin-inline-start|transform-origin|perspective-origin|background-color|unicode-bidi)$/;
  const styleOf = (element: Element) => {
    const style = getComputedStyle(element);
    return [...style].filter((name) => !own.test(name)).map((name) => `${name}: ${style.getPropertyValue(name)}`);
  };
  return [...document.querySelectorAll('.tile')].map((tile) => ({
    style: styleOf(tile),
    inside: [...tile.querySelectorAll('.face, .stars, .tile-words')].map((part) => {
      const { opacity, filter, transform, visibility, color, animationName } = getComputedStyle(part);
      return { opacity, filter, transform, visibility, color, animationName };
    }),
  }));
}

/** The colours of the tiles, in their order. */
const coloursInPage = () =>
  [...document.querySelectorAll('.tile')].map((tile) => getComputedStyle(tile).backgroundColor);

const stillnessInPage = () => Promise.all(document.getAnimations().map((motion) => motion.finished));

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
      await screen.page
        .locator('main :is([aria-pressed], [aria-checked], [aria-selected], [autofocus], button:focus)')
        .count(),
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
      await putFingerOn(screen, fingers, level);
      await fingers.lift();
      await screen.page.locator('.tile[data-pressed]').waitFor({ state: 'detached' });
      for (const { property, endsMs } of await screen.page.evaluate(motionsInPage)) {
        expect(['transform', 'opacity']).toContain(property);
        expect(endsMs).toBeLessThanOrEqual(300);
      }
      await screen.page.evaluate(stillnessInPage);
      const looks = await screen.page.evaluate(looksInPage);
      for (const one of looks) expect(one).toEqual(looks[0]);
    }
  });

  it('a pressed tile looks the same for every level, and keeps its colour', async () => {
    const { screen } = await screens.open();
    const fingers = await fingersOn(screen.page);
    await screen.flash({ page: INVITATION });
    const atRest = await screen.page.evaluate(coloursInPage);
    expect(new Set(atRest).size).toBe(5);
    const seen = new Set<string>();
    for (const level of LEVEL_ORDER) {
      await putFingerOn(screen, fingers, level);
      const looks = await screen.page.evaluate(looksInPage);
      seen.add(JSON.stringify(looks[LEVEL_ORDER.indexOf(level)]));
      expect(await screen.page.evaluate(coloursInPage)).toEqual(atRest);
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

  // What is said is the same for every level: voice.test.ts.
  it('no device is shaken, and no sound is made but by the one player of clips', async () => {
    const { screen } = await screens.open();
    const source = await screen.page.evaluate(async () => {
      const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')];
      return (await Promise.all(scripts.map(async ({ src }) => (await fetch(src)).text()))).join('\n');
    });
    expect(source.length).toBeGreaterThan(10_000);
    expect(source).not.toMatch(/AudioContext|\.vibrate\(/);
    expect(source.match(/new Audio\b/g)).toHaveLength(1);
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

/** On a fresh page, until the tile has come to rest in its pressed look. */
async function putFingerOn(screen: Screen, fingers: Fingers, level: Level): Promise<void> {
  await screen.flash({ page: UNDO });
  await screen.show({ page: INVITATION });
  await fingers.put(await centreOf(screen.page, `.tile-${level}`));
  await screen.page.locator(`.tile-${level}[data-pressed]`).waitFor();
  await screen.page.evaluate(stillnessInPage);
}

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
