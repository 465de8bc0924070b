/** Digits of a service PIN. */
export const PIN_LENGTH = { least: 6, most: 12 } as const;

/** @param key a digit, or `Backspace`; any other does nothing */
export function typePin(pin: string, key: string): string {
  if (key === 'Backspace') return pin.slice(0, -1);
  return /^\d$/.test(key) && pin.length < PIN_LENGTH.most ? pin + key : pin;
}

export const isLongEnough = (pin: string): boolean => pin.length >= PIN_LENGTH.least;

/** A new PIN on its way: typed once, then once more. */
export interface NewPin {
  readonly typed: string;
  /** What was typed the first time, while it is typed again. */
  readonly chosen: string | null;
  readonly problem: 'short' | 'differ' | null;
}

export const NO_PIN: NewPin = { typed: '', chosen: null, problem: null };

export function typeNewPin(entry: NewPin, key: string): NewPin {
  return { ...entry, typed: typePin(entry.typed, key), problem: null };
}

/** Goes on to typing it again, or ends: `pin` is what was typed twice. */
export function enterNewPin({ typed, chosen }: NewPin): { readonly entry: NewPin; readonly pin: string | null } {
  const goOn = (entry: NewPin, pin: string | null = null) => ({ entry, pin });
  if (chosen === null) {
    return isLongEnough(typed) ? goOn({ ...NO_PIN, chosen: typed }) : goOn({ typed, chosen, problem: 'short' });
  }
  return typed === chosen ? goOn(NO_PIN, typed) : goOn({ ...NO_PIN, problem: 'differ' });
}
