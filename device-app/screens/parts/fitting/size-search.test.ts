import { describe, expect, it } from 'vitest';
import { type SizeSearch, searchSize } from './size-search.ts';

/** Answers for a box that is whole up to a size; returns what was tried, and what was found. */
function searched(search: SizeSearch, wholeUpTo: number) {
  const tried: number[] = [];
  let at = search;
  while (!at.done) {
    tried.push(at.size);
    at = at.answer(at.size <= wholeUpTo);
  }
  return { tried, size: at.size, whole: at.whole };
}

describe('the search for a size', () => {
  it('asks once where the largest will do', () => {
    expect(searched(searchSize({ smallest: 3.5, largest: 8 }), 100)).toEqual({ tried: [8], size: 8, whole: true });
  });

  it('finds the largest that will do, wherever it lies', () => {
    for (let fits = 3.5; fits <= 8; fits += 0.25) {
      expect(searched(searchSize({ smallest: 3.5, largest: 8 }), fits)).toMatchObject({ size: fits, whole: true });
    }
  });

  it('asks as often as halving takes', () => {
    expect(searched(searchSize({ smallest: 7, largest: 20 }), 9.1).tried.length).toBeLessThanOrEqual(7);
  });

  it('ends at the smallest where nothing will do, and says so', () => {
    expect(searched(searchSize({ smallest: 3.5, largest: 8 }), 1)).toMatchObject({ size: 3.5, whole: false });
  });

  it('has one size to try where both bounds are the same, or crossed', () => {
    expect(searched(searchSize({ smallest: 5, largest: 5 }), 1).tried).toEqual([5]);
    expect(searched(searchSize({ smallest: 5, largest: 4 }), 9)).toMatchObject({ size: 5, whole: true });
  });
});
