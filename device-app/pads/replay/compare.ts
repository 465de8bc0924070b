import { claimedWords, differingWords } from '@mingjing/hardware-profiles/differing-words.ts';
import type { Meaning } from '@mingjing/hardware-profiles/replay-engine.ts';

/** Whether a meaning has every word that a vector expects. A vector of remarks only fits nothing. */
export function fits(expected: Readonly<Record<string, unknown>>, got: Meaning): boolean {
  return claimedWords(expected).length > 0 && differingWords(expected, got).length === 0;
}
