import { describe, expect, it } from 'vitest';
import { sizeOfJpeg, sizeOfPng, sizeOfWebp } from './photo-size.ts';

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex');
/** Whole pictures of one pixel, as encoders write them. */
const LOSSY = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const LOSSLESS = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');
const EXTENDED = Buffer.from(
  'UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==',
  'base64',
);
const PNG = hex('89504e470d0a1a0a 0000000d 49484452 00002ee0 00000258 01 00 00 00 00');
/** A thumbnail's frame header lies within the Exif segment, a Huffman table and fill bytes before the real one. */
const JPEG = hex(
  'ffd8 ffe1 0012 457869660000 ffc0 0008 08 0001 0001 00' +
    'ffc4 0004 0000 ffff ffc2 0011 08 0320 0258 03 011100 021101 031101 ffda 0002',
);

describe('the size of a picture', () => {
  it.each([
    ['PNG', sizeOfPng, PNG, 12_000, 600],
    ['JPEG', sizeOfJpeg, JPEG, 600, 800],
    ['lossy WebP', sizeOfWebp, LOSSY, 1, 1],
    ['lossless WebP', sizeOfWebp, LOSSLESS, 1, 1],
    ['extended WebP', sizeOfWebp, EXTENDED, 1, 1],
  ])('is what the header of a %s states', (_, sizeOf, bytes, width, height) => {
    expect(sizeOf(bytes)).toEqual({ width, height });
  });

  it('has the place of each bit in WebP', () => {
    const lossless = Buffer.from(LOSSLESS);
    lossless.writeUInt32LE((2999 | (1999 << 14)) >>> 0, 21);
    expect(sizeOfWebp(lossless)).toEqual({ width: 3000, height: 2000 });
    const extended = Buffer.from(EXTENDED);
    extended.writeUIntLE(69_999, 24, 3);
    extended.writeUIntLE(99, 27, 3);
    expect(sizeOfWebp(extended)).toEqual({ width: 70_000, height: 100 });
    const lossy = Buffer.from(LOSSY);
    lossy.writeUInt16LE(12_000, 26);
    lossy.writeUInt16LE(300, 28);
    expect(sizeOfWebp(lossy)).toEqual({ width: 12_000, height: 300 });
  });

  it.each([
    ['PNG', sizeOfPng, PNG, 24],
    ['JPEG', sizeOfJpeg, JPEG, 39],
    ['WebP', sizeOfWebp, LOSSY, 30],
  ])('is never guessed where a %s is cut off', (_, sizeOf, bytes, whole) => {
    for (let length = 0; length < whole; length += 1) {
      const read = () => sizeOf(bytes.subarray(0, length));
      let size: unknown;
      try {
        size = read();
      } catch (cause) {
        expect(cause).toBeInstanceOf(RangeError);
      }
      expect(size).toBeUndefined();
    }
  });
});
