import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageBreaks, pageBreaks } from './page-breaks.ts';

const inShort = (pages: PageBreaks) =>
  pages.map((page) => page.map(({ section, blocks }) => `${section}:${blocks.join(',')}`).join(' '));

describe('breaking into pages', () => {
  it('puts whole sections on a page as long as they fit', () => {
    expect(
      inShort(
        pageBreaks(
          [
            [10, 20],
            [10, 20],
            [10, 40],
          ],
          60,
        ),
      ),
    ).toEqual(['0:0,1 1:0,1', '2:0,1']);
  });

  it('continues a section under its heading', () => {
    expect(inShort(pageBreaks([[10, 30, 30, 30]], 50))).toEqual(['0:0,1', '0:0,2', '0:0,3']);
  });

  it('lets a block that is too high stand alone under its heading', () => {
    expect(inShort(pageBreaks([[10, 99, 20]], 50))).toEqual(['0:0,1', '0:0,2']);
  });

  it('begins a page where a section asks for it', () => {
    expect(inShort(pageBreaks([[5, 5], [5], [5]], 50, [true, false, true]))).toEqual(['0:0,1 1:0', '2:0']);
  });

  it('has no page for nothing', () => {
    expect(pageBreaks([], 50)).toEqual([]);
  });

  it('leaves nothing out, keeps the order and overfills no page', () => {
    const height = fc.integer({ min: 1, max: 40 });
    const sections = fc.array(fc.array(height, { minLength: 1, maxLength: 9 }), { maxLength: 8 });
    fc.assert(
      fc.property(sections, (heights) => {
        const pages = pageBreaks(heights, 100);
        const seen = pages.flat().flatMap(({ section, blocks }) => blocks.map((block) => `${section}:${block}`));
        expect([...new Set(seen)]).toEqual(
          heights.flatMap((blocks, section) => blocks.map((_, block) => `${section}:${block}`)),
        );
        for (const page of pages) {
          const filled = page.flatMap(({ section, blocks }) => blocks.map((block) => heights[section]?.[block] ?? 0));
          expect(filled.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
