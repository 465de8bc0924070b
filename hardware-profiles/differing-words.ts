import { isDeepStrictEqual } from 'node:util';

/**
 * Words of vectors that are remarks for readers and stand for nothing in the bytes: `style` names the code base whose form an
 * acknowledgement has, `crc` says that a checksum is not checked.
 */
const REMARKS: ReadonlySet<string> = new Set(['style', 'crc']);

/** Bytes may be written as text, such as `"0x81"`, since JSON has no hexadecimal numbers. */
function normal(value: unknown): unknown {
  return typeof value === 'string' && /^0x[0-9a-f]{1,2}$/i.test(value) ? Number(value) : value;
}

type Words = Readonly<Record<string, unknown>>;

/** The words of a vector that claim something of its bytes. */
export function claimedWords(expected: Words): readonly string[] {
  return Object.keys(expected).filter((word) => !REMARKS.has(word));
}

/** The words of a vector that a meaning lacks or contradicts. */
export function differingWords(expected: Words, got: Words): readonly string[] {
  return claimedWords(expected).filter(
    (word) => !Object.hasOwn(got, word) || !isDeepStrictEqual(normal(expected[word]), normal(got[word])),
  );
}
