import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { audit } from './harness/axe.ts';
import { present } from './harness/present.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { VIEWS } from './harness/views.data.ts';

let screens: ScreensFixture;
let screen: Screen;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
  screen = (await screens.open()).screen;
});
afterAll(() => screens.close());

const THEMES = ['light', 'dark', 'contrast'] as const;
const OTHERS = languageSchema.options.filter((language) => language !== 'zh-CN');

/** The mode of each theme. */
const MODE_OF = { light: 'usual', dark: 'dark', contrast: 'contrast' } as const;

/** Each view in Chinese and in another language, taking turns through languages and themes; the colours of every theme are judged by themselves. */
const LOOKS = Object.keys(VIEWS).flatMap((name, at) => [
  { name, language: 'zh-CN' as const, theme: THEMES[at % THEMES.length]! },
  { name, language: OTHERS[at % OTHERS.length]!, theme: THEMES[(at + 1 + Math.floor(at / 3)) % THEMES.length]! },
]);

it.each(LOOKS)('$name in $language, $theme, breaches no rule of WCAG 2.2 AA', async ({ name, language, theme }) => {
  await present(screen, { name, language, mode: MODE_OF[theme] });
  const { breaches, kept } = await audit(screen.page);
  expect(breaches).toEqual([]);
  // Axe does not judge the contrast of Arabic letters; the colours are the same in every language.
  const judged = language === 'ug' ? ['html-has-lang'] : ['html-has-lang', 'color-contrast'];
  expect(kept).toEqual(expect.arrayContaining(judged));
});
