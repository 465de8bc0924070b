import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { TIMES_MS } from '../theme/tokens.ts';

/**
 * The technician's way in: the upper left corner held for three seconds, or Ctrl+Shift+D. Sliding off cancels. No citizen comes upon it by
 * tapping, and a glove's contact counts as any other.
 */
export function CornerHold({ onHeld }: { readonly onHeld: () => void }) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [holding, setHolding] = useState(false);

  const letGo = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setHolding(false);
  };
  const hold = (event: PointerEvent<HTMLDivElement>) => {
    letGo();
    if (!event.isPrimary || event.button !== 0) return;
    // Touch captures its pointer to the element hit; without the capture, sliding off is seen.
    const hit = event.target as Element;
    if (hit.hasPointerCapture(event.pointerId)) hit.releasePointerCapture(event.pointerId);
    setHolding(true);
    timer.current = setTimeout(() => {
      letGo();
      onHeld();
    }, TIMES_MS.cornerHold);
  };
  useEffect(() => () => (timer.current === null ? undefined : clearTimeout(timer.current)), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || !event.shiftKey || event.code !== 'KeyD') return;
      event.preventDefault();
      if (!event.repeat) onHeld();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onHeld]);

  return (
    <div
      className="corner"
      aria-hidden="true"
      data-holding={holding || undefined}
      onPointerDown={hold}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
    />
  );
}
