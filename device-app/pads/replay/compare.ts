import { isDeepStrictEqual } from 'node:util';
import type { Meaning } from '@mingjing/hardware-profiles/replay-engine.ts';

/**
 * Words of vectors that are remarks for readers and stand for nothing in the bytes: `style` names the code base whose form an
 * acknowledgement has, `crc` says that a checksum is not checked.
 */
const REMARKS: ReadonlySet<string> = new Set(['style', 'crc']);

/** Bytes may be written as text, such as `"0x81"`, since JSON has no hexadecimal numbers. */
function normal(value: unknown): unknown {
  return typeof value === 'string' && /^0x[0-9a-f]{1,2}$/i.test(value) ? Number(value) : value;
}

/** Whether a meaning has every word that a vector expects. A vector that expects nothing fits nothing. */
export function fits(expected: Readonly<Record<string, unknown>>, got: Meaning): boolean {
  const words = Object.keys(expected).filter((word) => !REMARKS.has(word));
  const agrees = (word: string) =>
    Object.hasOwn(got, word) && isDeepStrictEqual(normal(expected[word]), normal(got[word]));
  return words.length > 0 && words.every(agrees);
}
