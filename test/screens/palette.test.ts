import { type Colours, THEMES } from '@mingjing/device-app/screens/theme/themes.data.ts';
import { themeSchema } from '@mingjing/shared/domain/display.ts';
import { type Color, clampRgb, converter, differenceCiede2000, parse, wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';

/** Full deficiency of one cone type: Machado, Oliveira, Fernandes 2009, matrices of severity 1.0, on linear light. */
const MACHADO = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
const linear = converter('lrgb');

/** How the eyes see a colour. */
const EYES = [
  { name: 'normal', see: (colour: Color) => colour },
  { name: 'protan', see: (colour: Color) => through(MACHADO.protan, colour) },
  { name: 'deutan', see: (colour: Color) => through(MACHADO.deutan, colour) },
  { name: 'tritan', see: (colour: Color) => through(MACHADO.tritan, colour) },
] as const;

/** Least difference of two levels, and of best and worst: UX §3.5. */
const LEAST = { pair: 14.3, ends: 40 } as const;

/** Which text stands on which ground, by role. */
const TEXTS: readonly (readonly [text: keyof Colours, ground: keyof Colours])[] = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['ink', 'notice'],
  ['inkSoft', 'paper'],
  ['inkSoft', 'card'],
  ['onInk', 'ink'],
  ['onBand', 'band'],
  ['onBandSoft', 'band'],
];
/** The signs that must be seen without being read: controls, badges, focus. */
const SIGNS: typeof TEXTS = [
  ['border', 'card'],
  ['border', 'paper'],
  ['noticeBorder', 'notice'],
  ['noticeBorder', 'paper'],
  ['ink', 'paper'],
  ['onInk', 'ink'],
];
/** Contrast asked of text and of signs: UX §3.2. Words on the levels of the national colours reach 4.5. */
const CONTRAST = {
  light: { text: 7, onLevel: 4.5, sign: 3 },
  dark: { text: 7, onLevel: 4.5, sign: 3 },
  contrast: { text: 10, onLevel: 10, sign: 4.5 },
} as const;

function through(matrix: readonly number[], colour: Color): Color {
  const { r, g, b } = linear(colour);
  const row = (at: number) => matrix[at]! * r + matrix[at + 1]! * g + matrix[at + 2]! * b;
  return clampRgb({ mode: 'lrgb', r: row(0), g: row(3), b: row(6) });
}

const difference = differenceCiede2000();

describe.each(themeSchema.options)('%s', (theme) => {
  const { colours, levels } = THEMES[theme];
  const least = CONTRAST[theme];
  const seenBy = (see: (colour: Color) => Color) => [5, 4, 3, 2, 1].map((level) => see(parse(levels[level as 5])!));

  it.each(EYES)('to $name eyes every two levels are clearly different, best and worst most of all', ({ see }) => {
    const seen = seenBy(see);
    const differences = seen.flatMap((one, index) => seen.slice(index + 1).map((other) => difference(one, other)));
    expect(differences).toHaveLength(10);
    expect(Math.min(...differences)).toBeGreaterThanOrEqual(LEAST.pair - 0.05);
    expect(difference(seen[0]!, seen[4]!)).toBeGreaterThanOrEqual(LEAST.ends);
  });

  it.each(TEXTS)('text in %s on %s can be read', (text, ground) => {
    expect(wcagContrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(least.text);
  });

  it.each(SIGNS)('a sign in %s on %s can be seen', (sign, ground) => {
    expect(wcagContrast(colours[sign], colours[ground])).toBeGreaterThanOrEqual(least.sign);
  });

  it.each(Object.entries(levels))('level %s can be read, and stands out from the paper', (_level, ground) => {
    expect(wcagContrast(colours.onLevel, ground)).toBeGreaterThanOrEqual(least.onLevel);
    const edges = [ground, ...(colours.levelEdge === 'transparent' ? [] : [colours.levelEdge])];
    expect(Math.max(...edges.map((edge) => wcagContrast(edge, colours.paper)))).toBeGreaterThanOrEqual(least.sign);
  });
});
