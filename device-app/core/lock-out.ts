/** Tries that cost nothing: fingers slip. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** More are not counted: the wait has long stopped growing. */
export const COUNTED_MAX = 20;

/** Wrong tries in a row with one number, or with cards. */
export interface Tries {
  readonly failures: number;
  /** Monotonic, ms. */
  readonly lockedUntil: number;
}

/** @param failures as last kept: who restarts the terminal waits once more */
export function triesAfterStart(failures: number, mono: number): Tries {
  return { failures, lockedUntil: mono + waitAfter(failures) };
}

export function afterFailure(tries: Tries, mono: number): Tries {
  const failures = Math.min(COUNTED_MAX, tries.failures + 1);
  return { failures, lockedUntil: mono + waitAfter(failures) };
}

/** How long no try is taken after so many failures in a row, ms: none for the first two, then doubling up to a quarter of an hour. */
export function waitAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES));
}
