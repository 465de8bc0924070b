import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useFontsEpoch } from '../state/use-fonts-epoch.ts';
import { usePanel } from '../theme/use-panel.ts';

export interface FitProps {
  readonly className: string;
  /** Sizes in u. */
  readonly largest: number;
  readonly smallest: number;
  /** Names the content for a screen reader. */
  readonly label?: string;
  readonly children: ReactNode;
}

const STEP = 0.25;

/**
 * Gives its content the largest font size at which no descendant marked `data-fit` is cut, the same for all of them, as `--fit`.
 * At the smallest size it stops; what is still too long is then ended by its own style sheet.
 */
export function Fit({ className, largest, smallest, label, children }: FitProps) {
  const box = useRef<HTMLElement>(null);
  const { u } = usePanel();
  const fonts = useFontsEpoch();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is measured depends on the children and the fonts
  useLayoutEffect(() => {
    if (box.current !== null) fit(box.current, largest, smallest, u);
  }, [largest, smallest, u, fonts, children]);
  return (
    <section ref={box} className={className} aria-label={label}>
      {children}
    </section>
  );
}

function fit(box: HTMLElement, largest: number, smallest: number, u: number): void {
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
  at(low);
}

/** A pixel of tolerance: scroll sizes are rounded up, client sizes down. */
function isWhole(part: HTMLElement): boolean {
  return part.scrollWidth <= part.clientWidth + 1 && part.scrollHeight <= part.clientHeight + 1;
}
