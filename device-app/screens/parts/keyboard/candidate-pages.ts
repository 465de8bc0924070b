import type { Candidate } from '../pinyin/find-candidates.ts';

/** Places of the bar that candidates take; the others page through them. */
export const BAR_PLACES = 8;

/** How many places a word takes: two characters fit one. */
export function placesOf(text: string): number {
  return Math.min(BAR_PLACES, Math.max(1, Math.ceil([...text].length / 2)));
}

/** Which candidates begin each page of the bar: as many to a page as have room, in their order. */
export function pageStarts(candidates: readonly Pick<Candidate, 'text'>[]): readonly number[] {
  const starts: number[] = [];
  let left = 0;
  for (const [index, { text }] of candidates.entries()) {
    const places = placesOf(text);
    if (places > left) {
      starts.push(index);
      left = BAR_PLACES;
    }
    left -= places;
  }
  return starts;
}
