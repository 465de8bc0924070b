import { useEffect, useState } from 'react';
import { TIMES_MS } from '../theme/tokens.ts';

/** Slides that follow one another by themselves, until somebody stops them. */
export interface Carousel {
  /** From 0. */
  readonly at: number;
  readonly playing: boolean;
  toggle(): void;
  /** Turns by hand; whoever does so gets the full time for what comes up. */
  turn(by: number): void;
}

/** @param still nothing moves by itself */
export function useCarousel(count: number, still: boolean): Carousel {
  const [place, setPlace] = useState(0);
  const [paused, setPaused] = useState(false);
  const at = count === 0 ? 0 : place % count;
  const playing = !still && !paused && count > 1;
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => setPlace((at + 1) % count), TIMES_MS.slide);
    return () => clearTimeout(timer);
  }, [at, count, playing]);
  return {
    at,
    playing,
    toggle: () => setPaused(!paused),
    turn: (by) => setPlace((at + by + count) % count),
  };
}
