import { isAmple } from '@mingjing/device-app/screens/theme/panel.ts';
import { AMPLE_MINIMA_MM, MINIMA_MM } from '@mingjing/device-app/screens/theme/tokens.ts';
import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilFontsAreDrawn } from './harness/fonts.ts';
import { type Box, gapBetween, heightOf, type Measured, measure, widthOf } from './harness/measure.ts';
import { MODES } from './harness/modes.data.ts';
import { PANELS, type PanelRow } from './harness/panels.data.ts';
import type { Screen } from './harness/screen.ts';
import { type ScreensFixture, startScreens } from './harness/screens-fixture.ts';
import { INVITATION, PAGES } from './harness/states.data.ts';

/** Browsers round lengths to 1/64 px. */
const ROUNDING_MM = 0.02;

/** The em of captions on the smallest panel; of those in scripts that need more room, or beside more than eight reasons; of a matter name of fifty characters and its like. */
const LEAST_TEXT_MM = { usual: 3.55, small: 3, overlong: 2.4 };
const LONG_PAGES = new Set(['invitation-long', 'idle-long']);

/** What a citizen goes through with every rating. */
const RATING_PAGES: readonly string[] = [
  'invitation',
  'invitation-warning',
  'invitation-bare',
  'undo',
  'thanks',
  'already-rated',
  'unrated',
  'scan-expired',
  'scan-offline',
  'fault-storage',
];

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

  it.each(Object.keys(PAGES))('%s, as it is to most people: nothing cut, nothing on top of anything', async (name) => {
    for (const language of ['zh-CN', 'en'] as const) await expectWhole(screen, { name, language, mode: 'usual' });
  });

  it.each(samplesOn(panel))('$name in $language, $mode: the same', async (sample) => {
    await expectWhole(screen, sample);
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

interface Sample {
  readonly name: string;
  readonly language: Language;
  readonly mode: string;
}

/**
 * For each page of a rating as many combinations as there are panels have another share of: every page meets every language and every
 * mode on some panel, and every language meets every mode.
 */
function samplesOn(panel: PanelRow): readonly Sample[] {
  const combinations = languageSchema.options.flatMap((language) =>
    Object.keys(MODES).map((mode) => ({ language, mode })),
  );
  return RATING_PAGES.flatMap((name, page) => {
    const first = page * 5 + PANELS.indexOf(panel) * 6;
    return Array.from({ length: 6 }, (_, index) => ({ name, ...combinations[(first + index) % combinations.length]! }));
  });
}

async function expectWhole(screen: Screen, { name, language, mode }: Sample): Promise<void> {
  await screen.flash({ ...PAGES[name]!, language, display: MODES[mode]! });
  await untilFontsAreDrawn(screen.page);
  const measured = await measure(screen.page);
  const what = `${name} in ${language}, ${mode}`;
  expect(measured.faults, what).toEqual([]);
  expectTargets(measured, screen.mm, isAmpleMode(mode) && RATING_PAGES.includes(name));
  expectQr(measured, screen.mm);
  const usual = LEAST_TEXT_MM[language === 'ug' || language === 'bo' || name === 'reasons-many' ? 'small' : 'usual'];
  expect(measured.smallestText / screen.mm, what).toBeGreaterThanOrEqual(
    LONG_PAGES.has(name) ? LEAST_TEXT_MM.overlong : usual,
  );
  expect(screen.troubles).toEqual([]);
}

const isAmpleMode = (mode: string): boolean => isAmple({ ...STANDARD_DISPLAY, ...MODES[mode]! });

function expectTargets({ tiles, controls }: Measured, mm: number, ample = false): void {
  const least = ample ? AMPLE_MINIMA_MM : MINIMA_MM;
  const atLeast = (length: number, wanted: number, what: string) =>
    expect(length / mm, what).toBeGreaterThanOrEqual(wanted - ROUNDING_MM);
  for (const tile of tiles) {
    atLeast(widthOf(tile), least.ratingWidth, `width of ${tile.name}`);
    atLeast(heightOf(tile), least.ratingHeight, `height of ${tile.name}`);
  }
  for (const control of controls) {
    atLeast(Math.min(widthOf(control), heightOf(control)), least.control, control.name);
  }
  for (const [one, other] of pairs(controls)) {
    atLeast(gapBetween(one, other), least.gap, `gap between ${one.name} and ${other.name}`);
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
