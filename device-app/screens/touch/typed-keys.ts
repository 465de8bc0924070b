import { createContext, useCallback, useContext, useEffect } from 'react';
import { createWalk, type Walk } from './five-keys.ts';
import { isPageCovered, isWritingIn } from './items.ts';
import { createKeyBursts } from './key-bursts.ts';

/** Digits and letters typed by hand, as far as no pad owns them. */
export interface TypedKeys {
  /** Calls back for each; returns how to stop. */
  subscribe(listener: (key: string) => void): () => void;
  /** Whether digits move the focus where they could be typed. */
  readonly walk: Walk;
}

export interface TypedKeysParts {
  readonly target: Window;
  /** A reader typed the number of a card. */
  readonly onCard: (card: string) => void;
}

/** Watches the keyboard for both. What a script makes up is no key. */
export function watchTypedKeys({ target, onCard }: TypedKeysParts): TypedKeys {
  const listeners = new Set<(key: string) => void>();
  const walk = createWalk();
  const bursts = createKeyBursts({
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    onKey(key) {
      for (const listener of listeners) listener(key);
    },
    onCard,
  });
  target.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      walk.key(event.key);
      if (!/^(?:[A-Za-z0-9]|Enter)$/.test(event.key) || isWritingIn(event.target)) return;
      // Or the reader's Enter would press whatever has the focus.
      if (bursts.key(event.key, event.timeStamp)) event.preventDefault();
    },
    true,
  );
  target.addEventListener('pointerdown', walk.touched, true);
  target.addEventListener('blur', bursts.reset);
  return {
    walk,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const TypedKeysContext = createContext<TypedKeys | null>(null);

/** Hears, on a page, of each key that was typed by hand; of none that is typed at what lies over the page. */
export function useTypedKeys(onKey: (key: string) => void): void {
  const keys = useContext(TypedKeysContext);
  useEffect(
    () =>
      keys?.subscribe((key) => {
        if (!isPageCovered()) onKey(key);
      }),
    [keys, onKey],
  );
}

/** The same where text is typed: not while digits walk over the keys on the glass. */
export function useTypedText(onKey: (key: string) => void): void {
  const keys = useContext(TypedKeysContext);
  useTypedKeys(useCallback((key) => keys?.walk.isOn() !== true && onKey(key), [keys, onKey]));
}
