import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePressGate } from '../touch/use-press.ts';
import { afterPaint } from './after-paint.ts';

/**
 * Guards a part that takes the place of another one on the same page as a new page is guarded: the second half of a double tap must not hit
 * what came up under it.
 */
export function usePaneGuard(pane: string): void {
  const gate = usePressGate();
  const first = useRef(pane);
  const isTurned = useRef(false);
  // The page itself has turned for the pane that it came up with.
  if (pane !== first.current) isTurned.current = true;
  useLayoutEffect(() => {
    if (isTurned.current) gate.turn(`pane/${pane}`);
  }, [gate, pane]);
  useEffect(() => (isTurned.current ? afterPaint(() => gate.shown(`pane/${pane}`)) : undefined), [gate, pane]);
}
