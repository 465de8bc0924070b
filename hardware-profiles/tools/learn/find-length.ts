import type { Sample } from './recording.ts';

/** A field that tells the size of the frame: size = value + adds. */
export interface FoundLength {
  readonly at: number;
  readonly bytes: 1 | 2;
  readonly endian: 'big' | 'little';
  readonly adds: number;
  readonly repeatAt?: number;
}

/** Deepest place of a length field, and most bytes it leaves uncounted (schema/framing.ts). */
const MAX_AT = 16;
const MAX_ADDS = 64;

function read(bytes: Uint8Array, { at, bytes: width, endian }: Pick<FoundLength, 'at' | 'bytes' | 'endian'>): number {
  const [first = 0, second = 0] = bytes.subarray(at, at + 2);
  if (width === 1) return first;
  return endian === 'big' ? first * 256 + second : second * 256 + first;
}

function* fields(size: number): Generator<Pick<FoundLength, 'at' | 'bytes' | 'endian'>> {
  for (const [bytes, endian] of [
    [1, 'big'],
    [2, 'big'],
    [2, 'little'],
  ] as const) {
    for (let at = 1; at <= MAX_AT && at + bytes < size; at += 1) yield { at, bytes, endian };
  }
}

/**
 * Finds fields that tell the size of every frame. A header must stand before them.
 * @returns the lowest first; none where all frames have one size, since then any byte could be one
 */
export function findLengths(samples: readonly Sample[]): readonly FoundLength[] {
  const sizes = samples.map(({ bytes }) => bytes.length);
  if (new Set(sizes).size < 2) return [];
  const found: FoundLength[] = [];
  for (const field of fields(Math.min(...sizes))) {
    const adds = new Set(samples.map(({ bytes }) => bytes.length - read(bytes, field)));
    const [only = -1] = adds;
    if (adds.size === 1 && only >= 0 && only <= MAX_ADDS) found.push({ ...field, adds: only });
  }
  return found.map((field) => {
    const again = found.find(
      (other) =>
        other.bytes === field.bytes &&
        other.endian === field.endian &&
        other.at >= field.at + field.bytes &&
        other.adds === field.adds,
    );
    return again === undefined ? field : { ...field, repeatAt: again.at };
  });
}
