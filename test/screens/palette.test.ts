import { COLOURS, SIGN_PAIRS, TEXT_PAIRS } from '@mingjing/device-app/screens/theme/tokens.ts';
import { LEVEL_COLOURS } from '@mingjing/shared/domain/level-colours.data.ts';
import { type Color, clampRgb, converter, differenceCiede2000, parse, wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';

/** Full deficiency of one cone type: Machado, Oliveira, Fernandes 2009, matrices of severity 1.0, on linear light. */
const MACHADO = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
const linear = converter('lrgb');

/** How the eyes see a colour; the least difference of two levels to them, as UX §3.5 computed it. */
const EYES = [
  { name: 'normal', see: (colour: Color) => colour, least: 16.9 },
  { name: 'protan', see: (colour: Color) => through(MACHADO.protan, colour), least: 14.3 },
  { name: 'deutan', see: (colour: Color) => through(MACHADO.deutan, colour), least: 14.4 },
  { name: 'tritan', see: (colour: Color) => through(MACHADO.tritan, colour), least: 15.3 },
] as const;

function through(matrix: readonly number[], colour: Color): Color {
  const { r, g, b } = linear(colour);
  const row = (at: number) => matrix[at]! * r + matrix[at + 1]! * g + matrix[at + 2]! * b;
  return clampRgb({ mode: 'lrgb', r: row(0), g: row(3), b: row(6) });
}

const difference = differenceCiede2000();
const levels = Object.entries(LEVEL_COLOURS).map(([level, hex]) => ({ level: Number(level), colour: parse(hex)! }));

describe.each(EYES)('to $name eyes', ({ see, least }) => {
  it('every two levels are clearly different colours', () => {
    const seen = levels.map(({ colour }) => see(colour));
    const differences = seen.flatMap((one, index) => seen.slice(index + 1).map((other) => difference(one, other)));
    expect(differences).toHaveLength(10);
    expect(Math.min(...differences)).toBeGreaterThanOrEqual(least - 0.05);
  });

  it('best and worst are as different as can be', () => {
    const [best, worst] = [5, 1].map((level) => see(levels.find((row) => row.level === level)!.colour));
    expect(difference(best!, worst!)).toBeGreaterThanOrEqual(40);
  });
});

describe('contrast', () => {
  it.each(TEXT_PAIRS)('text %s on %s is at least 4.5:1', (text, ground) => {
    expect(wcagContrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SIGN_PAIRS)('sign %s on %s is at least 3:1', (sign, ground) => {
    expect(wcagContrast(sign, ground)).toBeGreaterThanOrEqual(3);
  });

  it('of the words that everybody must read reaches 7:1', () => {
    for (const ground of [COLOURS.paper, COLOURS.card, COLOURS.notice]) {
      expect(wcagContrast(COLOURS.ink, ground)).toBeGreaterThanOrEqual(7);
    }
    expect(wcagContrast(COLOURS.inkSoft, COLOURS.paper)).toBeGreaterThanOrEqual(7);
  });
});
