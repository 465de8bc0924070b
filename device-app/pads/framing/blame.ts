import type { Step } from './step.ts';

/** One stretch of garbage counts once per this many bytes: a wrong baud rate shows as many bad frames, a spike as one. */
const GARBAGE_UNIT = 32;

/** Remembers which bytes an earlier mistake already accounts for. Positions count from the start of the stream. */
export function createBlame() {
  let mistakes = 0;
  let garbage = 0;
  return {
    /** Whether a refusal at `position` is a new mistake. */
    isNew({ reason, blame }: Extract<Step, { kind: 'reject' }>, position: number): boolean {
      if (reason === 'garbage') {
        if (position < Math.max(mistakes, garbage)) return false;
        garbage = position + GARBAGE_UNIT;
        return true;
      }
      if (position < mistakes) return false;
      mistakes = position + blame;
      garbage = 0;
      return true;
    },
    clear(): void {
      mistakes = 0;
      garbage = 0;
    },
  };
}
