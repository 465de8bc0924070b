import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useFontsEpoch } from '../state/use-fonts-epoch.ts';
import { usePanel } from '../theme/use-panel.ts';

export interface FitProps {
  readonly className: string;
  /** Sizes in u, of usual type; larger type grows the largest. */
  readonly largest: number;
  readonly smallest: number;
  /** Down to this size nothing is broken into lines; only below it. */
  readonly unbrokenFrom?: number;
  /** Names the content for a screen reader. */
  readonly label?: string;
  /** Within a button only what is no block may stand. */
  readonly as?: 'section' | 'span';
  readonly children: ReactNode;
}

const STEP = 0.25;

/**
 * Gives its content, as `--fit`, the largest font size at which every descendant marked `data-fit` holds its words and stays inside its parent.
 * What does not fit even at the smallest is marked `data-overfull`, which lets words be broken anywhere; the rest is for the style sheet to end.
 */
export function Fit({ className, largest, smallest, unbrokenFrom, label, as: Box = 'section', children }: FitProps) {
  const box = useRef<HTMLElement>(null);
  const { u, typeScale } = usePanel();
  const most = largest * typeScale;
  const fonts = useFontsEpoch();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is measured depends on the children and the fonts
  useLayoutEffect(() => {
    if (box.current === null) return;
    const unbroken =
      unbrokenFrom !== undefined && fit(box.current, { largest: most, smallest: unbrokenFrom, u, unbroken: true });
    const whole = unbroken || fit(box.current, { largest: most, smallest, u, unbroken: false });
    box.current.toggleAttribute('data-overfull', !whole);
  }, [most, smallest, unbrokenFrom, u, fonts, children]);
  return (
    <Box ref={box as never} className={className} aria-label={label}>
      {children}
    </Box>
  );
}

interface Measures {
  readonly largest: number;
  readonly smallest: number;
  readonly u: number;
  readonly unbroken: boolean;
}

/** Sets the size; tells whether all is whole at it. */
function fit(box: HTMLElement, { largest, smallest, u, unbroken }: Measures): boolean {
  box.toggleAttribute('data-unbroken', unbroken);
  box.toggleAttribute('data-overfull', false);
  const parts = [...box.querySelectorAll<HTMLElement>('[data-fit]')];
  let steps = Math.round((largest - smallest) / STEP);
  let low = 0;
  const at = (step: number) => {
    box.style.setProperty('--fit', `${(smallest + step * STEP) * u}px`);
    return parts.every(isWhole);
  };
  // Bisection: the largest step at which all is whole.
  while (low < steps) {
    const middle = Math.ceil((low + steps) / 2);
    if (at(middle)) low = middle;
    else steps = middle - 1;
  }
  return at(low);
}

/**
 * Whether a part holds its words in width and stands inside its parent's padding. (Not by scroll sizes: they are whole pixels, and with a
 * tight line height the font's own ascent counts as overflow.) Half a pixel of tolerance.
 */
function isWhole(part: HTMLElement): boolean {
  if (part.parentElement === null) return false;
  const words = document.createRange();
  words.selectNodeContents(part);
  const inner = part.getBoundingClientRect();
  const outer = part.parentElement.getBoundingClientRect();
  const { paddingTop, paddingBottom } = getComputedStyle(part.parentElement);
  return (
    words.getBoundingClientRect().width <= inner.width + 0.5 &&
    inner.top >= outer.top + Number.parseFloat(paddingTop) - 0.5 &&
    inner.bottom <= outer.bottom - Number.parseFloat(paddingBottom) + 0.5 &&
    inner.left >= outer.left - 0.5 &&
    inner.right <= outer.right + 0.5
  );
}
