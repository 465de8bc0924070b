import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { describe, expect, it } from 'vitest';
import { type Glass, type SeenTile, tileProblem } from './tile-problem.ts';

const GLASS: Glass = { width: 1000, height: 600, mm: 5, direction: 'ltr' };

/** Five tiles of 150 × 200 in a row, as they should be. */
const ROW: readonly SeenTile[] = LEVEL_ORDER.map((level, index) => ({
  level,
  left: 50 + index * 180,
  top: 300,
  width: 150,
  height: 200,
  chosen: false,
  reached: true,
}));

const having = (level: number, change: Partial<SeenTile>) =>
  ROW.map((tile) => (tile.level === level ? { ...tile, ...change } : tile));
const problems = (tiles: readonly SeenTile[], glass = GLASS) =>
  LEVEL_ORDER.map((level) => tileProblem(level, tiles, glass));

describe('the tiles of the five levels', () => {
  it('are in order where each can be pressed as easily as the others', () => {
    expect(problems(ROW)).toEqual([null, null, null, null, null]);
  });

  it('run from the right where reading does', () => {
    const mirrored = ROW.map((tile) => ({ ...tile, left: 1000 - tile.left - tile.width }));
    expect(problems(mirrored, { ...GLASS, direction: 'rtl' })).toEqual(Array(5).fill(null));
    expect(problems(mirrored)).toEqual(Array(5).fill('unequal'));
  });

  it('may stand below one another', () => {
    const column = ROW.map((tile, index) => ({ ...tile, left: 50, top: index * 110, height: 105 }));
    expect(problems(column)).toEqual(Array(5).fill(null));
  });

  it.each([
    ['missing', ROW.filter(({ level }) => level !== 1)],
    ['covered', having(1, { reached: false })],
    ['off-glass', having(1, { left: 860 })],
    ['off-glass', having(1, { top: 402 })],
    ['off-glass', having(1, { left: -2 })],
    ['too-small', having(1, { width: 98 })],
    ['too-small', having(1, { height: 98 })],
    ['unequal', having(1, { chosen: true })],
  ] as const)('say that the last is %s', (problem, tiles) => {
    expect(tileProblem(1, tiles, GLASS)).toBe(problem);
  });

  it.each([{ width: 152 }, { height: 198 }])('are all unequal where one differs by more than a pixel: %o', (change) => {
    expect(problems(having(1, change))).toEqual(Array(5).fill('unequal'));
    expect(problems(having(1, { width: 151, height: 199 }))).toEqual(Array(5).fill(null));
  });

  it('are unequal where the worst stands first', () => {
    const turned = ROW.map((tile, index) => ({ ...tile, left: ROW[4 - index]!.left }));
    expect(problems(turned)).toEqual(Array(5).fill('unequal'));
  });
});
