import { panelOf } from '@mingjing/device-app/screens/theme/panel.ts';
import { TYPE_SCALE } from '@mingjing/device-app/screens/theme/tokens.ts';
import type { Language } from '@mingjing/shared/domain/display.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PANELS } from './harness/panels.data.ts';
import { present } from './harness/present.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { BIG_WORDS_MM, CROWDED, LABELS_MM, SEARCH_STEP_U, TYPE_PAGES, TYPE_PANELS } from './harness/type-modes.data.ts';
import { shrunk, type TypeSizes, typeSizes } from './harness/type-sizes.ts';

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
});
afterAll(() => screens.close());

const LOOKS = Object.entries(TYPE_PAGES).flatMap(([language, names]) =>
  names.map((name) => ({ language: language as Language, name })),
);
const MODES = ['usual', 'contrast', 'elder', 'large'] as const;

describe.each(TYPE_PANELS)('on %s', (id) => {
  const panel = PANELS.find((row) => row.id === id)!;
  let screen: Screen;
  beforeAll(async () => {
    screen = (await screens.open(panel)).screen;
  });
  afterAll(() => screens.closeScreens());

  const slack = () => SEARCH_STEP_U * panelOf({ ...panel, density: 1 }, STANDARD_DISPLAY).u + 0.05;
  const sizesIn = async (mode: string, look: { name: string; language: Language }): Promise<TypeSizes> => {
    // Whatever was opened before is closed.
    await screen.flash({ page: { kind: 'thanks' } });
    await present(screen, { ...look, mode });
    return typeSizes(screen.page);
  };

  it.each(LOOKS)('no words of $name in $language become smaller where larger ones were asked for', async (look) => {
    const sizes = {} as Record<(typeof MODES)[number], TypeSizes>;
    for (const mode of MODES) sizes[mode] = await sizesIn(mode, look);
    const big = BIG_WORDS_MM * screen.mm;
    expect(sizes.usual.size).toBeGreaterThan(2);
    const crowded = CROWDED[`${id} ${look.language} ${look.name}`];
    for (const mode of ['contrast', 'elder', 'large'] as const) {
      const smaller = shrunk(sizes.usual, sizes[mode], { slack: slack(), big });
      expect(
        smaller.filter((fault) => crowded === undefined || !fault.startsWith(crowded)),
        mode,
      ).toEqual([]);
    }
    expect(grown(sizes.usual, sizes.elder), 'words that 长辈版 makes larger').toBeGreaterThan(0);
    expect(grown(sizes.usual, sizes.large), 'words that larger type makes larger').toBeGreaterThan(0);
  });

  it.each(['usual', 'elder', 'large'] as const)(
    'the labels of the levels are as large as UX asks for in %s',
    async (mode) => {
      const sizes = await sizesIn(mode, { name: 'invitation', language: 'zh-CN' });
      const labels = [...sizes].filter(([role]) => role.startsWith('tile-line'));
      expect(labels.map(([role]) => role)).toHaveLength(4);
      for (const [role, em] of labels) expect(em / screen.mm, role).toBeGreaterThanOrEqual(LABELS_MM[id][mode] - 0.02);
    },
  );

  it.each(['elder', 'large'] as const)('words with room around them grow by the whole factor in %s', async (mode) => {
    const usual = await sizesIn('usual', { name: 'thanks', language: 'zh-CN' });
    const larger = await sizesIn(mode, { name: 'thanks', language: 'zh-CN' });
    const factors = [...usual].map(([role, em]) => (larger.get(role) ?? 0) / em);
    expect(Math.max(...factors)).toBeGreaterThanOrEqual(TYPE_SCALE[mode] - 0.05);
  });
});

function grown(before: TypeSizes, after: TypeSizes): number {
  return [...before].filter(([role, em]) => (after.get(role) ?? 0) > em * 1.05).length;
}
