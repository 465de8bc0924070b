import type { Clock } from '@mingjing/shared/basics/clock.ts';
import { afterFailure, type Tries, triesAfterStart } from '../core/lock-out.ts';

/** Keys remembered. To make one be forgotten, as many others must be tried by hand. */
const REMEMBERED = 200;

/**
 * Counts wrong tries in a row, for each key apart: a success with one's own number must not buy tries at somebody else's. A key counts
 * whether or not it is anybody's number, so that being locked out tells nothing.
 * @param failures as kept before the restart
 */
export function createTries(failures: Readonly<Record<string, number>>, clock: Pick<Clock, 'mono'>) {
  const known = new Map<string, Tries>();
  for (const [key, count] of Object.entries(failures)) known.set(key, triesAfterStart(count, clock.mono()));

  return {
    lockedUntil: (key: string): number => known.get(key)?.lockedUntil ?? Number.NEGATIVE_INFINITY,
    isLocked: (key: string): boolean => clock.mono() < (known.get(key)?.lockedUntil ?? Number.NEGATIVE_INFINITY),
    /** @returns how many in a row that makes */
    fail(key: string): number {
      const before = known.get(key) ?? { failures: 0, lockedUntil: Number.NEGATIVE_INFINITY };
      const after = afterFailure(before, clock.mono());
      known.delete(key);
      known.set(key, after);
      for (const oldest of known.keys()) {
        if (known.size <= REMEMBERED) break;
        known.delete(oldest);
      }
      return after.failures;
    },
    succeed: (key: string): boolean => known.delete(key),
    failures: (): Record<string, number> => Object.fromEntries([...known].map(([key, tries]) => [key, tries.failures])),
  };
}
