import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useFontsEpoch } from '../state/use-fonts-epoch.ts';
import { usePanel } from '../theme/use-panel.ts';
import { askToFit } from './fitting/fit-boxes.ts';

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
    return askToFit({ box: box.current, rules: { largest: most, smallest, unbrokenFrom, u }, fonts });
  }, [most, smallest, unbrokenFrom, u, fonts, children]);
  return (
    <Box ref={box as never} className={className} aria-label={label}>
      {children}
    </Box>
  );
}
