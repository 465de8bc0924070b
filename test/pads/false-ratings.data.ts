/** How likely noise looks like a press: of evenly random bytes, the share at which a frame begins that is a rating. */
export interface FalseRatings {
  readonly perByte: number;
  /** Each factor, in the order of the bytes. */
  readonly because: string;
}

const BYTE = 1 / 256;

/**
 * Upper bounds for every pad that is read from a stream. A byte that must have one value counts 1/256, one that may have n of them n/256; bytes
 * that may be anything count nothing. A new pad needs an entry: `random-bytes.test.ts` and `docs/hardware-safety.md` are held against it.
 */
export const FALSE_RATINGS: Readonly<Record<string, FalseRatings>> = {
  'queue-bus-ff68-4key': {
    perByte: 4 * BYTE ** 8,
    because: 'start, length 3, the same again, start, FUNC 11, one of 4 grades, sum, end',
  },
  'queue-bus-ff68-5grade': {
    perByte: 5 * BYTE ** 8,
    because: 'start, length 3, the same again, start, FUNC 11, one of 5 grades, sum, end',
  },
  'modbus-di-8ch': {
    perByte: 250 * BYTE ** 4,
    because: 'function 2, one of 250 counts, two bytes of CRC; every change of an input taken for a press',
  },
  'rateservice-websocket': {
    perByte: BYTE ** 40,
    because: 'at least 40 bytes of JSON that must be as they are',
  },
  'generic-length-checksum': {
    perByte: 5 * BYTE ** 6,
    because: 'start, length 3, type 10, one of 5 keys, exclusive or, end',
  },
  'generic-text-line': {
    perByte: 2 * BYTE * 5 * BYTE ** 5 * 2 * BYTE,
    because: 'an end of line, "KEY:", one of 5 digits, an end of line',
  },
  'generic-single-byte': { perByte: 5 * BYTE, because: 'one of 5 keys, and nothing else' },
};
