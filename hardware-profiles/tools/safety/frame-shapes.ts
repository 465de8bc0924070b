import { largestFrame, smallestFrame } from '../../schema/frame-sizes.ts';
import type { ChecksumSpec, FramingSpec } from '../../schema/framing.ts';
import { type AllowedBytes, mark } from './allowed-bytes.ts';

/** One way in which a frame of a framing may look. */
export interface FrameShape {
  /** Bytes; undefined where nothing says how many. */
  readonly size: number | undefined;
  /** Marks the bytes that the framing asks for. */
  mark(allowed: AllowedBytes): void;
  /** How likely the rest of what the framing asks for is met by chance, such as an end mark that stands anywhere. */
  readonly chance: number;
  readonly checksum: (Pick<ChecksumSpec, 'at' | 'wildcard'> & { readonly width: number }) | undefined;
}

const BYTE = 1 / 256;

function widthOf({ kind, value }: ChecksumSpec): number {
  if (kind === 'fixed') return value?.length ?? 0;
  return kind.startsWith('crc16') || kind === 'lrc' ? 2 : 1;
}

function checksumOf({ checksum }: FramingSpec): FrameShape['checksum'] {
  if (checksum?.strict !== true) return undefined;
  return { at: checksum.at, width: widthOf(checksum), ...(checksum.wildcard ? { wildcard: checksum.wildcard } : {}) };
}

function* sizes(framing: FramingSpec): Generator<number> {
  for (let size = smallestFrame(framing); size <= largestFrame(framing); size += 1) yield size;
}

function lengthShapes(framing: Extract<FramingSpec, { kind: 'length' }>): readonly FrameShape[] {
  const { header, length, fixed, trailer = [], checksum } = framing;
  const { at, repeatAt, bytes, endian, adds } = length;
  return [...sizes(framing)].map((size) => {
    const value = size - adds;
    const field = bytes === 1 ? [value] : endian === 'big' ? [value >> 8, value & 255] : [value & 255, value >> 8];
    return {
      size,
      chance: 1,
      checksum: checksum && checksumOf(framing),
      mark(allowed) {
        mark(allowed, 0, header);
        mark(allowed, at, field);
        if (repeatAt !== undefined) mark(allowed, repeatAt, field);
        for (const one of fixed) mark(allowed, one.at, [one.value]);
        mark(allowed, size - trailer.length, trailer);
      },
    };
  });
}

/** Answers of a Modbus server: function codes by the size of their answers (Modbus application protocol V1.1b3 §6, §7). */
function modbusShapes({ maxFrame }: FramingSpec): readonly FrameShape[] {
  const checksum = { at: -2, width: 2 };
  const shape = (size: number, codes: readonly number[], count?: number): FrameShape => ({
    size,
    chance: 1,
    checksum,
    mark(allowed) {
      allowed.only(1, (byte) => codes.includes(byte));
      if (count !== undefined) allowed.only(2, (byte) => byte === count);
    },
  });
  const known = [1, 2, 3, 4, 5, 6, 15, 16];
  const exceptions = known.map((code) => code | 0x80);
  const reads = Array.from({ length: 250 }, (_, index) => index + 1).map((count) =>
    shape(count + 5, count % 2 === 0 ? [1, 2, 3, 4] : [1, 2], count),
  );
  return [...reads, shape(8, [5, 6, 15, 16]), shape(5, exceptions)].filter(({ size }) => (size ?? 0) <= maxFrame);
}

function open(framing: FramingSpec, chance: number): readonly FrameShape[] {
  // Where the size is not known, nor is the place of a checksum that counts from the end; its strength is.
  const checksum = checksumOf(framing);
  return [{ size: undefined, chance: chance * BYTE ** (checksum?.width ?? 0), checksum: undefined, mark: () => {} }];
}

/** All ways in which a frame may begin at a byte of a stream, with what the framing asks of the bytes. */
export function frameShapes(framing: FramingSpec): readonly FrameShape[] {
  switch (framing.kind) {
    case 'length':
      return lengthShapes(framing);
    case 'modbus-rtu':
      return modbusShapes(framing);
    case 'byte':
    case 'fixed':
    case 'header-trailer': {
      const { header = [], trailer = [] } = framing.kind === 'byte' ? {} : framing;
      return [...sizes(framing)].map((size) => ({
        size,
        chance: 1,
        checksum: checksumOf(framing),
        mark(allowed) {
          mark(allowed, 0, header);
          mark(allowed, size - trailer.length, trailer);
        },
      }));
    }
    case 'delimiter':
      return open(framing, BYTE ** framing.end.length);
    case 'text-split':
      return open(framing, BYTE ** framing.separator.length);
    case 'text-line':
      // CR or LF.
      return open(framing, 2 * BYTE);
    case 'json':
    case 'idle-gap':
    case 'hid-report':
      return open(framing, 1);
  }
}
