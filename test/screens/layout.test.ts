import { MINIMA_MM } from '@mingjing/device-app/screens/theme/tokens.ts';
import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coveringSample, tripleOf } from './harness/covering.ts';
import { faultsOf, qrFaults, smallTargets } from './harness/faults.ts';
import { measure } from './harness/measure.ts';
import { MODES } from './harness/modes.data.ts';
import { PANELS } from './harness/panels.data.ts';
import type { Look } from './harness/present.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION } from './harness/states.data.ts';
import { VIEWS } from './harness/views.data.ts';

const FACTORS = {
  names: Object.keys(VIEWS),
  languages: languageSchema.options,
  modes: Object.keys(MODES),
  panels: PANELS.map(({ id }) => id),
};
/** All of them are looked at by `npm run shots -- --check`. */
const SAMPLE = coveringSample(FACTORS);

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens({ skipsTime: true });
});
afterAll(() => screens.close());

it('the sample has every page in every language, mode and panel, and every language in every mode on every panel', () => {
  for (const name of FACTORS.names) {
    const rows = SAMPLE.filter((row) => row.name === name);
    expect(new Set(rows.map(({ language }) => language)).size, name).toBe(FACTORS.languages.length);
    expect(new Set(rows.map(({ mode }) => mode)).size, name).toBe(FACTORS.modes.length);
    expect(new Set(rows.map(({ panel }) => panel)).size, name).toBe(FACTORS.panels.length);
  }
  const triples = FACTORS.languages.length * FACTORS.modes.length * FACTORS.panels.length;
  expect(new Set(SAMPLE.map(tripleOf)).size).toBe(triples);
});

describe.each(PANELS)('on $name', (panel) => {
  let screen: Screen;
  beforeAll(async () => {
    screen = (await screens.open(panel)).screen;
  });
  afterAll(() => screens.closeScreens());

  const looks = SAMPLE.filter((row) => row.panel === panel.id) as readonly (Look & { panel: string })[];
  it.each(looks)('$name in $language, $mode: whole, apart, large enough and well set', async (look) => {
    expect(await faultsOf(screen, look)).toEqual([]);
  });

  it('keeps the five tiles where they are, whatever else comes and goes', async () => {
    const tilesOf = async (page: typeof INVITATION, badges = {}) => {
      await screen.flash({ page, badges });
      return (await measure(screen.page)).tiles;
    };
    // Whatever was opened on an invitation before is closed.
    await screen.flash({ page: { kind: 'thanks' } });
    const usual = await tilesOf(INVITATION);
    expect(usual).toHaveLength(5);
    expect(await tilesOf({ ...INVITATION, warning: { remainingMs: 9000, totalMs: 20_000 } })).toEqual(usual);
    expect(await tilesOf({ ...INVITATION, qrUrl: null, card: {} })).toEqual(usual);
    expect(await tilesOf(INVITATION, { offline: true, padMissing: true })).toEqual(usual);
    // More than any register holds: the text is ended, the tiles stay.
    const endless = { matterName: '办'.repeat(400), staffName: 'W'.repeat(120), serialNumber: '0'.repeat(120) };
    expect(await tilesOf({ ...INVITATION, card: endless })).toEqual(usual);
  });
});

describe('on a panel with two physical pixels to a CSS pixel', () => {
  it('is as large in millimetres as on any other', async () => {
    const panel = { ...PANELS[1], width: 2560, height: 1600, ppi: 298 } as never;
    const { screen } = await screens.open(panel, { density: 2 });
    await screen.flash({ page: INVITATION });
    const measured = await measure(screen.page);
    expect([...measured.faults, ...qrFaults(measured, screen.mm)]).toEqual([]);
    expect(smallTargets(measured, screen.mm, MINIMA_MM)).toEqual([]);
  });
});
