import { isWhole } from './is-whole.ts';
import { type SizeSearch, searchSize } from './size-search.ts';

/** What sizes a box may have, in u of `u` CSS pixels. */
export interface FitRules {
  readonly largest: number;
  readonly smallest: number;
  /** Down to this size nothing is broken into lines; only below it. */
  readonly unbrokenFrom: number | undefined;
  readonly u: number;
}

/** How a box is set. */
export interface Fitted {
  /** In u. */
  readonly size: number;
  readonly unbroken: boolean;
  /** False where not even the smallest size was small enough. */
  readonly whole: boolean;
}

/** The search for the size of one box, a step at a time, so that many can share a layout. */
export interface Fitting {
  readonly box: HTMLElement;
  readonly rules: FitRules;
  /** What was found; null while it is not. */
  result(): Fitted | null;
  /** Sets what is to be looked at next, or what was found. Only writes. */
  write(): void;
  /** Looks at it. Only reads. */
  read(): void;
}

export function createFitting(box: HTMLElement, rules: FitRules): Fitting {
  const { largest, smallest, unbrokenFrom, u } = rules;
  let unbroken = unbrokenFrom !== undefined;
  let search: SizeSearch = searchSize({ smallest: unbrokenFrom ?? smallest, largest });
  const result = () => (search.done ? { size: search.size, unbroken, whole: search.whole } : null);
  return {
    box,
    rules,
    result,
    write: () => setFitted(box, u, result() ?? { size: search.size, unbroken, whole: true }),
    read() {
      search = search.answer(isWhole(box));
      if (!search.done || search.whole || !unbroken) return;
      unbroken = false;
      search = searchSize({ smallest, largest });
    },
  };
}

/** Sets a box so, touching only what differs: every touch costs a layout. */
export function setFitted(box: HTMLElement, u: number, { size, unbroken, whole }: Fitted): void {
  const pixels = `${size * u}px`;
  if (box.style.getPropertyValue('--fit') !== pixels) box.style.setProperty('--fit', pixels);
  if (box.hasAttribute('data-unbroken') !== unbroken) box.toggleAttribute('data-unbroken', unbroken);
  if (box.hasAttribute('data-overfull') === whole) box.toggleAttribute('data-overfull', !whole);
}
