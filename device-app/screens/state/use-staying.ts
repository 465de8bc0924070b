import { useRef } from 'react';

/** Often enough for the shortest wait, seldom enough to cost nothing, in ms. */
const EVERY_MS = 10_000;

/** Returns what to call whenever somebody does something: it asks for more time now and then, so that who is writing is not warned. */
export function useStaying(ask: () => void): () => void {
  const last = useRef<number | null>(null);
  return () => {
    const now = performance.now();
    last.current ??= now;
    if (now - last.current < EVERY_MS) return;
    last.current = now;
    ask();
  };
}
