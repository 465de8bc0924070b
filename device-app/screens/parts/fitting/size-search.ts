/** Sizes in steps between two bounds, both of which may be taken. */
export interface SizeRange {
  readonly smallest: number;
  readonly largest: number;
}

/** Asks for one size after the other until the largest at which all is whole is known. */
export interface SizeSearch {
  /** The size to try next, or, once `done`, the one that was found: the smallest of all if nothing is whole. */
  readonly size: number;
  readonly done: boolean;
  /** Once `done`: whether all is whole at that size. */
  readonly whole: boolean;
  /** Says how the present size went. */
  answer(whole: boolean): SizeSearch;
}

/** What sizes differ by, in u. */
const STEP = 0.25;

/** First the largest, which usually does; then by bisection. */
export function searchSize({ smallest, largest }: SizeRange): SizeSearch {
  const steps = Math.max(0, Math.round((largest - smallest) / STEP));
  return asking({ smallest, low: -1, high: steps + 1, step: steps });
}

/** `low` is the last step known to be whole, `high` the first known not to be; both are off the ends at first. */
interface Bounds {
  readonly smallest: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

function asking({ smallest, low, high, step }: Bounds): SizeSearch {
  const size = smallest + step * STEP;
  return {
    size,
    done: false,
    whole: false,
    answer(whole) {
      const bounds = whole ? { low: step, high } : { low, high: step };
      if (bounds.high - bounds.low > 1) {
        return asking({ smallest, ...bounds, step: Math.floor((bounds.low + bounds.high) / 2) });
      }
      return found(smallest + Math.max(0, bounds.low) * STEP, bounds.low >= 0);
    },
  };
}

function found(size: number, whole: boolean): SizeSearch {
  const search: SizeSearch = { size, done: true, whole, answer: () => search };
  return search;
}
