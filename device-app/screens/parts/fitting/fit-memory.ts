import type { FitRules, Fitted } from './fitting.ts';

/** What was found for a box, and the size that the box itself had then, CSS pixels. */
export interface Remembered extends Fitted {
  readonly width: number;
  readonly height: number;
}

/** What was found lately, by everything that it follows from. Keeps no words, only digests of them: they may be a citizen's. */
export interface FitMemory {
  recall(key: string): Remembered | null;
  keep(key: string, found: Remembered): void;
}

/** @param most how many are kept; the oldest goes first */
export function createFitMemory(most: number): FitMemory {
  const kept = new Map<string, Remembered>();
  return {
    recall(key) {
      const found = kept.get(key);
      if (found === undefined) return null;
      kept.delete(key);
      kept.set(key, found);
      return found;
    },
    keep(key, found) {
      kept.delete(key);
      kept.set(key, found);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}

/** What style sheets go by, but for what fitting itself sets. */
const STYLED_BY = /^(?:class|id|lang|dir|aria-pressed|data-(?!unbroken|overfull).*)$/;

/** Names for what the size of a box follows from. Good while nothing but boxes changes, for what is around them is read once. */
export interface FitNames {
  /** Its content, its rules, the style of all that is around it, and the glyphs there are. */
  of(asked: { readonly box: HTMLElement; readonly rules: FitRules; readonly fonts: number }): string;
}

export function createFitNames(): FitNames {
  const around = new Map<Element, string>();
  function placeOf(element: Element): string {
    const known = around.get(element);
    if (known !== undefined) return known;
    const { parentElement: parent } = element;
    const styling = stylingOf(element);
    const outer = parent === null ? digest(tokens()) : placeOf(parent);
    const place = styling === '' ? outer : digest(outer + styling);
    around.set(element, place);
    return place;
  }
  return {
    of({ box, rules: { largest, smallest, unbrokenFrom = 0, u }, fonts }) {
      return digest(`${placeOf(box)} ${largest} ${smallest} ${unbrokenFrom} ${u} ${fonts} ${box.innerHTML}`);
    },
  };
}

/** Colours and lengths, which are set on the root. */
const tokens = () => document.documentElement.style.cssText;

function stylingOf({ attributes }: Element): string {
  const styling = [...attributes].filter(({ name }) => STYLED_BY.test(name));
  return styling.map(({ name, value }) => ` ${name}=${value}`).join('');
}

/** Two halves of 32 bits. Were two texts alike by chance, one would only stand smaller than it could. */
function digest(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
  }
  return `${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}.${text.length}`;
}
