import { useEffect, useRef } from 'react';
import type { Speaker } from './speaker.ts';

/** Of the speed at which clips were recorded: UX §3.2. */
const RATES = [0.8, 0.9, 1, 1.1, 1.2] as const;
const AS_RECORDED = RATES.indexOf(1);

/** How fast the guide speaks. It ends with the guide: whoever comes next hears it as it was recorded. Returns how to change it. */
export function useRate(speaker: Speaker, guided: boolean, sample: () => void): (step: 1 | -1) => void {
  const at = useRef<number>(AS_RECORDED);
  useEffect(() => {
    if (guided) return;
    at.current = AS_RECORDED;
    speaker.setRate(1);
  }, [guided, speaker]);
  return (step) => {
    if (!guided) return;
    at.current = Math.min(RATES.length - 1, Math.max(0, at.current + step));
    speaker.setRate(RATES[at.current] ?? 1);
    sample();
  };
}
