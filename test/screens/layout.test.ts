import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { MINIMA_MM } from '@mingjing/device-app/screens/theme/tokens.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Box, gapBetween, heightOf, type Measured, measure, widthOf } from './harness/measure.ts';
import { PANELS } from './harness/panels.data.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, PAGES } from './harness/states.data.ts';

/** Browsers round lengths to 1/64 px. */
const ROUNDING_MM = 0.02;

/** The em of captions on the smallest panel; of a matter name of fifty characters and its like. */
const LEAST_TEXT_MM = { usual: 3.6, overlong: 2.4 };

let screens: ScreensFixture;
beforeAll(async () => {
  screens = await startScreens();
});
afterAll(() => screens.close());

describe.each(PANELS)('on $name', (panel) => {
  let screen: Screen;
  beforeAll(async () => {
    screen = (await screens.open(panel)).screen;
  });
  afterAll(() => screens.closeScreens());

  describe.each(languageSchema.options)('in %s', (language) => {
    it.each(Object.keys(PAGES))(
      '%s: all targets large and apart, nothing cut, nothing on top of anything',
      async (name) => {
        await screen.flash({ ...PAGES[name]!, language });
        const measured = await measure(screen.page);
        expect(measured.faults).toEqual([]);
        expectTargets(measured, screen.mm);
        expectQr(measured, screen.mm);
        const least = name === 'invitation-long' ? LEAST_TEXT_MM.overlong : LEAST_TEXT_MM.usual;
        expect(measured.smallestText / screen.mm).toBeGreaterThanOrEqual(least);
        expect(screen.troubles).toEqual([]);
      },
    );
  });

  it('keeps the five tiles where they are, whatever else comes and goes', async () => {
    const tilesOf = async (page: typeof INVITATION, badges = {}) => {
      await screen.flash({ page, badges });
      return (await measure(screen.page)).tiles;
    };
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
    const { screen } = await screens.open({ ...PANELS[1], width: 2560, height: 1600, ppi: 298 } as never, {
      density: 2,
    });
    await screen.flash({ page: INVITATION });
    const measured = await measure(screen.page);
    expect(measured.faults).toEqual([]);
    expectTargets(measured, screen.mm);
    expectQr(measured, screen.mm);
  });
});

function expectTargets({ tiles, controls }: Measured, mm: number): void {
  const atLeast = (length: number, wanted: number, what: string) =>
    expect(length / mm, what).toBeGreaterThanOrEqual(wanted - ROUNDING_MM);
  for (const tile of tiles) {
    atLeast(widthOf(tile), MINIMA_MM.ratingWidth, `width of ${tile.name}`);
    atLeast(heightOf(tile), MINIMA_MM.ratingHeight, `height of ${tile.name}`);
  }
  for (const control of controls) {
    atLeast(Math.min(widthOf(control), heightOf(control)), MINIMA_MM.control, control.name);
  }
  for (const [one, other] of pairs(controls)) {
    atLeast(gapBetween(one, other), MINIMA_MM.gap, `gap between ${one.name} and ${other.name}`);
  }
}

function expectQr({ qr }: Measured, mm: number): void {
  if (qr === null) return;
  expect(widthOf(qr.box) / mm).toBeGreaterThanOrEqual(30);
  expect(qr.module).toBeGreaterThanOrEqual(4);
  expect(Math.abs(qr.module - Math.round(qr.module)), 'modules are whole pixels').toBeLessThan(0.01);
}

function pairs(boxes: readonly Box[]): (readonly [Box, Box])[] {
  return boxes.flatMap((one, index) => boxes.slice(index + 1).map((other) => [one, other] as const));
}
