import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panelOf, panelProperties } from './panel.ts';

const facts = fc.record({
  ppi: fc.double({ min: 40, max: 400, noNaN: true }),
  density: fc.constantFrom(1, 1.25, 1.5, 2, 3),
  width: fc.integer({ min: 600, max: 4000 }),
  height: fc.integer({ min: 400, max: 4000 }),
});

const USUAL = { theme: 'light', elder: false, large: false, low: false } as const;

describe('panelOf', () => {
  it.each([
    ['7 inch', { ppi: 170, width: 1024, height: 600 }, 'compact'],
    ['8 inch', { ppi: 189, width: 1280, height: 800 }, 'compact'],
    ['low 10.1 inch', { ppi: 118, width: 1024, height: 600 }, 'compact'],
    ['9.7 inch, 4 to 3,', { ppi: 132, width: 1024, height: 768 }, 'compact'],
    ['fine 10.1 inch', { ppi: 224, width: 1920, height: 1200 }, 'regular'],
    ['10.1 inch', { ppi: 149, width: 1280, height: 800 }, 'regular'],
    ['43 inch', { ppi: 51, width: 1920, height: 1080 }, 'regular'],
    ['kiosk', { ppi: 102, width: 1080, height: 1920 }, 'portrait'],
  ] as const)('lays out a %s panel', (_name, panel, shape) => {
    expect(panelOf({ density: 1, ...panel }, USUAL).shape).toBe(shape);
  });

  it('never makes a unit smaller than a millimetre of the glass, nor the stage larger than the window', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const panel = panelOf(given, USUAL);
        expect(panel.mm).toBeCloseTo(given.ppi / 25.4 / given.density, 9);
        expect(panel.u).toBeGreaterThanOrEqual(panel.mm);
        expect(panel.stageWidth).toBeLessThanOrEqual(given.width);
        expect(panel.stageHeight).toBeLessThanOrEqual(given.height);
      }),
    );
  });

  it('writes every length as pixels', () => {
    fc.assert(
      fc.property(facts, (given) => {
        for (const value of Object.values(panelProperties(panelOf(given, USUAL))))
          expect(value).toMatch(/^\d+(\.\d+)?px$/);
      }),
    );
  });
});
