import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@mingjing/device-app/core/screen/screen-state.ts';
import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import { THEMES } from '@mingjing/device-app/screens/theme/themes.data.ts';
import { MINIMA_MM } from '@mingjing/device-app/screens/theme/tokens.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asChromium61 } from './harness/chromium-61/as-chromium-61.ts';
import { FAMILIAR_NAMES } from './harness/chromium-61/familiar-names.data.ts';
import { HARMLESS } from './harness/chromium-61/harmless.data.ts';
import { judgeCss } from './harness/chromium-61/judge-css.ts';
import { judgeScript } from './harness/chromium-61/judge-script.ts';
import { untilFontsAreDrawn } from './harness/fonts.ts';
import { heightOf, measure, widthOf } from './harness/measure.ts';
import { PANELS, type PanelRow } from './harness/panels.data.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, PAGES } from './harness/states.data.ts';

let folder: string;
let texts: ReadonlyMap<string, string>;
beforeAll(async () => {
  folder = await builtScreens();
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(js|css)$/.test(name));
  texts = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
});
const textsOf = (kind: string) => [...texts].filter(([name]) => name.endsWith(kind));

describe('the scripts of the build', () => {
  it('parse in Chromium 61, and name nothing newer that they do not bring or ask for', () => {
    const judged = textsOf('.js').map(([name, text]) => ({ name, ...judgeScript(text) }));
    expect(judged.length).toBeGreaterThan(2);
    expect(judged.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`))).toEqual([]);
    const named = new Map(judged.flatMap(({ suspects }) => [...suspects]));
    expect(
      [...named].filter(([name]) => !Object.hasOwn(FAMILIAR_NAMES, name)).map((pair) => pair.join(' of ')),
    ).toEqual([]);
  });
});

describe('the style sheets of the build', () => {
  it('hold nothing that Chromium 61 drops, unless something stands in for it', () => {
    const judged = textsOf('.css').map(([, text]) => judgeCss(text));
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.flatMap(({ faults }) => faults)).toEqual([]);
    const used = new Set(judged.flatMap((one) => [...one.used]));
    expect(Object.keys(HARMLESS).filter((what) => !used.has(what))).toEqual([]);
  });

  it('and the colours that scripts set are ones it knows', () => {
    const colours = Object.values(THEMES).flatMap((theme) => [
      ...Object.values(theme.colours),
      ...Object.values(theme.levels),
    ]);
    expect(judgeCss(colours.map((colour) => `a { color: ${colour} }`).join('\n')).faults).toEqual([]);
  });

  it.each([
    ['a { gap: 1px }', 'gap'],
    ['a { inset: 0 }', 'inset'],
    ['a { aspect-ratio: 1 }', 'aspect-ratio'],
    ['a { width: min(1px, 2px) }', 'min()'],
    ['a { height: 1dvh }', 'dvh'],
    ['a { color: #11223344 }', '#11223344'],
    ['a:is(b) { top: 0 }', ':is'],
    ['a:focus-visible { top: 0 }', ':focus-visible'],
    ['a { overflow-wrap: anywhere }', 'overflow-wrap: anywhere'],
    ['a { overflow: clip }', 'overflow: clip'],
    ['a { &:lang(zh) { top: 0 } }', '&'],
    ['@container (width > 1px) { a { top: 0 } }', '@container'],
    ['@media (width > 1px) { a { top: 0 } }', '@media range'],
  ])('are judged by what they say: %s', (text, what) => {
    expect(judgeCss(text).faults.join()).toContain(`: ${what} (`);
  });
});

describe('in a browser that knows no more than Chromium 61', () => {
  let screens: ScreensFixture;
  beforeAll(async () => {
    screens = await startScreens();
  });
  afterEach(() => screens.closeScreens());
  afterAll(() => screens.close());
  const openOld = async (panel: PanelRow) => {
    const { screen } = await screens.open(panel, { prepare: (context) => asChromium61(context, folder) });
    return screen;
  };

  it.each([
    { language: 'zh-CN', panel: PANELS[0] },
    { language: 'ug', panel: PANELS[1] },
  ] as const)('everything in $language fits on $panel.name and keeps its size', async ({ language, panel }) => {
    const old = await openOld(panel);
    const doubtful: string[] = [];
    for (const name of Object.keys(PAGES)) {
      const { faults, small } = await look(old, name, language);
      if (faults.length + small.length > 0) doubtful.push(name);
    }
    expect(old.troubles).toEqual([]);
    // Nothing is worse than where the browser knows everything.
    const { screen: today } = await screens.open(panel);
    for (const name of doubtful) {
      expect((await look(old, name, language)).small, name).toEqual((await look(today, name, language)).small);
    }
    const worse = [];
    for (const name of doubtful) if ((await look(today, name, language)).faults.length === 0) worse.push(name);
    expect(worse).toEqual([]);
  });

  it('show a ring around what keys have reached, and none around what a finger has', async () => {
    const screen = await openOld(PANELS[1]);
    await screen.show({ page: INVITATION });
    const ring = () => screen.page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    await screen.page.keyboard.press('Tab');
    expect(await ring()).toBe('solid');
    const corner = screen.page.locator('.corner-button').first();
    await corner.dispatchEvent('pointerdown');
    await corner.focus();
    expect(await ring()).toBe('none');
  });
});

/** What is cut or lies on something else, and which controls are smaller than any may be. */
async function look(screen: Screen, name: string, language: Language) {
  const { page, badges = {} } = PAGES[name]!;
  await screen.flash({ page, badges, language });
  await untilFontsAreDrawn(screen.page);
  const { controls, faults } = await measure(screen.page);
  const least = MINIMA_MM.control * screen.mm - 1;
  const small = controls.filter((one) => Math.min(widthOf(one), heightOf(one)) < least).map((one) => one.name);
  return { faults, small };
}
