import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { audit } from './harness/axe.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { PAGES } from './harness/states.data.ts';

let screens: ScreensFixture;
let screen: Screen;
beforeAll(async () => {
  screens = await startScreens();
  screen = (await screens.open()).screen;
});
afterAll(() => screens.close());

const THEMES = ['light', 'dark', 'contrast'] as const;
const OTHERS = languageSchema.options.filter((language) => language !== 'zh-CN');

/** Each page in Chinese in each theme, and once more in another language, taking turns through languages and themes. */
const LOOKS = Object.keys(PAGES).flatMap((name, at) => [
  ...THEMES.map((theme) => ({ name, language: 'zh-CN' as const, theme })),
  { name, language: OTHERS[at % OTHERS.length]!, theme: THEMES[Math.floor(at / OTHERS.length) % THEMES.length]! },
]);

it.each(LOOKS)('$name in $language, $theme, breaches no rule of WCAG 2.2 AA', async ({ name, language, theme }) => {
  await screen.flash({ ...PAGES[name]!, language, display: { theme } });
  const { breaches, kept } = await audit(screen.page);
  expect(breaches).toEqual([]);
  // Axe does not judge the contrast of Arabic letters; the colours are the same in every language.
  const judged = language === 'ug' ? ['html-has-lang'] : ['html-has-lang', 'color-contrast'];
  expect(kept).toEqual(expect.arrayContaining(judged));
});
