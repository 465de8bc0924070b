/** Keys that come closer together than this are a machine's. */
export const BURST_GAP_MS = 50;
/** When a key stands alone: a little later, since events may be late while the page works. */
const ALONE_MS = 80;
/** A card's number as readers type it. */
const CARD = /^[A-Za-z0-9]{6,32}$/;

/** What keys turn out to be: typed by hand, or by the reader of a card. */
export interface KeyBursts {
  /** @param at when it was pressed, ms. @returns whether the key belongs to a burst, so that it must do nothing else */
  key(key: string, at: number): boolean;
  /** Forgets what has begun. */
  reset(): void;
}

export interface KeyBurstsParts {
  readonly setTimer: (run: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  /** A single key, once it is known that no other follows closely. */
  readonly onKey: (key: string) => void;
  readonly onCard: (card: string) => void;
}

/**
 * Tells a reader that types card numbers from fingers. A key counts only when no other came just before or after it: the first digit of
 * a card must not rate a service.
 */
export function createKeyBursts({ setTimer, clearTimer, onKey, onCard }: KeyBurstsParts): KeyBursts {
  let burst = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  let timer: unknown = null;

  function reset(): void {
    if (timer !== null) clearTimer(timer);
    timer = null;
    burst = '';
  }

  function settle(): void {
    const keys = burst;
    reset();
    if (keys.length === 1) onKey(keys);
  }

  return {
    reset,
    key(key, at) {
      const isClose = at - lastAt <= BURST_GAP_MS;
      lastAt = at;
      if (!isClose) settle();
      if (key === 'Enter') {
        const card = burst;
        reset();
        if (CARD.test(card)) onCard(card);
        return isClose && card !== '';
      }
      burst = (burst + key).slice(0, 64);
      if (timer !== null) clearTimer(timer);
      timer = setTimer(settle, ALONE_MS);
      return isClose;
    },
  };
}
