import { describe, expect, it } from 'vitest';
import { cardSize, clampPpi, diagonalInches, PPI_RANGE, ppiOf, stepPpi, tileWidthMm } from './card-outline-size.ts';

const SEVEN = { width: 1024, height: 600, density: 1 };

describe('a bank card against the glass', () => {
  it('is 85.60 × 53.98 mm at any ppi', () => {
    expect(cardSize(25.4, 1)).toEqual({ width: 85.6, height: 53.98 });
    expect(cardSize(170, 1).width).toBeCloseTo(572.9, 1);
    expect(cardSize(170, 1).height).toBeCloseTo(361.3, 1);
  });

  it('takes half as many CSS pixels where each is two physical ones', () => {
    expect(cardSize(298, 2).width).toBeCloseTo(cardSize(149, 1).width, 9);
    expect(ppiOf(cardSize(298, 2).width, 2)).toBeCloseTo(298, 9);
  });

  it('tells the ppi by its width, a physical pixel at a time', () => {
    expect(ppiOf(572.9, 1)).toBeCloseTo(170, 1);
    expect(cardSize(stepPpi(170, 1), 1).width - cardSize(170, 1).width).toBeCloseTo(1, 9);
    expect(cardSize(stepPpi(298, -10), 2).width - cardSize(298, 2).width).toBeCloseTo(-5, 9);
  });

  it('stays inside of its room and of what the contract takes', () => {
    expect(cardSize(clampPpi(400, { width: 600, height: 420 }, 1), 1).width).toBeCloseTo(600, 6);
    expect(cardSize(clampPpi(400, { width: 2000, height: 420 }, 1), 1).height).toBeCloseTo(420, 6);
    expect(clampPpi(400, { width: 5000, height: 5000 }, 1)).toBe(PPI_RANGE.most);
    expect(clampPpi(3, { width: 600, height: 420 }, 1)).toBe(PPI_RANGE.least);
    expect(clampPpi(150, { width: 600, height: 420 }, 1)).toBe(150);
  });

  it('gives the diagonal, and how wide the levels are', () => {
    expect(diagonalInches(169.55, SEVEN)).toBeCloseTo(7, 2);
    expect(diagonalInches(298, { width: 1280, height: 800, density: 2 })).toBeCloseTo(10.13, 2);
    // UX §3.3: five fit on a 7 inch panel, each at most 23.5 mm.
    expect(tileWidthMm(170, SEVEN)).toBeGreaterThan(22);
    expect(tileWidthMm(170, SEVEN)).toBeLessThan(26);
    expect(tileWidthMm(250, SEVEN)).toBeLessThan(20);
  });
});
