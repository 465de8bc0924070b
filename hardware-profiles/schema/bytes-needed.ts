import type { DecodeRule } from './decode.ts';

/** Any value of a rule. */
export type RuleValue = DecodeRule['fields'][string] | Extract<DecodeRule, { emit: 'buttons' }>['value'];

/** Bytes that a frame must have for `width` bytes at an offset to be there; infinite where they would reach beyond its end. */
export function bytesAt(offset: number, width: number): number {
  if (offset >= 0) return offset + width;
  return width <= -offset ? -offset : Number.POSITIVE_INFINITY;
}

/** Bytes that a frame must have for a range to be there; 0 as end is that of the frame. Infinite where the range runs backwards. */
export function bytesOfRange(from: number, to: number): number {
  if (from >= 0 && to <= 0) return from - to;
  const comparable = from < 0 ? to <= 0 : to > 0;
  if (comparable && from > to) return Number.POSITIVE_INFINITY;
  return Math.max(bytesAt(from, 0), Math.abs(to));
}

/** Bytes that a frame must have for a value to be there. */
export function bytesNeeded(value: RuleValue): number {
  switch (value.kind) {
    case 'byte':
    case 'nibble':
    case 'flag':
      return bytesAt(value.at, 1);
    case 'register':
      return bytesAt(value.at, value.bytes);
    case 'bits':
      return bytesAt(value.from, value.bytes);
    case 'array':
    case 'keycodes':
      return bytesAt(value.from, value.count);
    case 'text':
      return value.to === undefined
        ? Math.max(bytesAt(value.from, 0), bytesAt(value.lengthAt ?? 0, 1))
        : bytesOfRange(value.from, value.to);
    case 'hex':
    case 'list':
      return bytesOfRange(value.from, value.to);
    default:
      return 0;
  }
}
