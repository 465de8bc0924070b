import { AMPLE_MINIMA_MM, MINIMA_MM } from '@mingjing/device-app/screens/theme/tokens.ts';
import type { Language } from '@mingjing/shared/domain/display.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapBetween, heightOf, measure, widthOf } from './harness/measure.ts';
import { MODES } from './harness/modes.data.ts';
import { PANELS } from './harness/panels.data.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { BOARD, INVITATION } from './harness/states.data.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
});
afterAll(() => screens.close());

interface Look {
  readonly language: Language;
  readonly mode: string;
}

/** The narrowest panel in every language; the others in the scripts that take the most room, and with the largest type. */
const LOOKS: Readonly<Record<string, readonly Look[]>> = {
  '7in': [
    { language: 'zh-CN', mode: 'usual' },
    { language: 'en', mode: 'dark' },
    { language: 'ug', mode: 'usual' },
    { language: 'bo', mode: 'usual' },
    { language: 'zh-CN', mode: 'elder' },
    { language: 'zh-CN', mode: 'large-contrast' },
  ],
  '10in': [
    { language: 'zh-CN', mode: 'usual' },
    { language: 'bo', mode: 'usual' },
    { language: 'zh-CN', mode: 'large' },
    { language: 'ug', mode: 'elder' },
  ],
  '43in-portrait': [
    { language: 'en', mode: 'usual' },
    { language: 'zh-CN', mode: 'elder-low' },
  ],
};

const PIECES = [
  ...[BOARD.staff!.name, BOARD.staff!.number, BOARD.staff!.post],
  ...BOARD.notices.map(({ title }) => title),
  ...BOARD.guide.flatMap(({ name, materials, takes }) => [name, ...materials, takes!]),
  ...['09:00–12:00', '13:30–17:00', '1/1', '春节调休'],
].map(plain);

describe.each(PANELS.filter(({ id }) => id in LOOKS))('the board on $name', (panel) => {
  let screen: Screen;
  beforeAll(async () => {
    screen = (await screens.open(panel)).screen;
  });
  afterAll(() => screens.closeScreens());

  it.each(LOOKS[panel.id]!)('is whole on every slide in $language, $mode', async ({ language, mode }) => {
    await screen.flash({ page: INVITATION });
    await screen.show({ page: BOARD, language, display: MODES[mode]! });
    const all = plain(await readAll(screen, ['usual', 'dark'].includes(mode) ? MINIMA_MM : AMPLE_MINIMA_MM));
    for (const piece of PIECES) expect(all).toContain(piece);
    for (const { title, text } of BOARD.notices) {
      // A long text goes on on the next slide, under its title again.
      expect(all.replaceAll(plain(title), '')).toContain(plain(text));
    }
    expect(screen.troubles).toEqual([]);
  });
});

function plain(text: string): string {
  return text.replaceAll(/\s/g, '');
}

/** Goes through every slide by hand; on each nothing is cut and every target is large. Returns all words. */
async function readAll(screen: Screen, least: { readonly control: number; readonly gap: number }): Promise<string> {
  const place = () => screen.page.locator('.slides-place').innerText();
  const seen: string[] = [];
  for (let now = await place(); ; now = await place()) {
    await expectWhole(screen, least, now);
    seen.push(await screen.page.locator('.slides').innerText());
    const [at, count] = now.split('/').map(Number);
    if (at === count) return seen.join(' ');
    await screen.page.locator('.turn-forth').tap();
    await expect.poll(place).not.toBe(now);
    await screen.settle();
  }
}

async function expectWhole(screen: Screen, least: { control: number; gap: number }, slide: string): Promise<void> {
  const { faults, controls } = await measure(screen.page);
  expect(faults, slide).toEqual([]);
  for (const [index, one] of controls.entries()) {
    expect(Math.min(widthOf(one), heightOf(one)) / screen.mm, one.name).toBeGreaterThan(least.control - 0.05);
    for (const other of controls.slice(index + 1)) {
      expect(gapBetween(one, other) / screen.mm, `${one.name} ${other.name}`).toBeGreaterThan(least.gap - 0.25);
    }
  }
}
