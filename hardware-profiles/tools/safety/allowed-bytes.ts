import type { DecodeRule } from '../../schema/decode.ts';
import type { Profile } from '../../schema/profile.ts';

/** Which values a byte of a frame may have, as a share of all; what is not named may have any. */
export interface AllowedBytes {
  /** Allows only these values at a place. */
  only(at: number, fits: (byte: number) => boolean): void;
  has(at: number): boolean;
  fits(bytes: Uint8Array): boolean;
  /** How likely random bytes are all allowed. */
  share(): number;
}

export function createAllowedBytes(): AllowedBytes {
  const places = new Map<number, readonly number[]>();
  const all = Array.from({ length: 256 }, (_, byte) => byte);
  return {
    only: (at, fits) => void places.set(at, (places.get(at) ?? all).filter(fits)),
    has: (at) => places.has(at),
    fits: (bytes) => [...places].every(([at, values]) => values.includes(bytes[at] ?? -1)),
    share: () => [...places.values()].reduce((product, values) => product * (values.length / 256), 1),
  };
}

/** Bytes that must be as they are, from a place on. */
export function mark(allowed: AllowedBytes, at: number, bytes: Iterable<number>): void {
  for (const [index, byte] of [...bytes].entries()) allowed.only(at + index, (value) => value === byte);
}

type Rating = Extract<DecodeRule, { emit: 'rating' }>;

/** Raw values that rate, also by their names. */
function rates({ keyMap }: Pick<Profile, 'keyMap'>, { value }: Rating): (raw: number) => boolean {
  const names = 'names' in value ? (value.names ?? {}) : {};
  return (raw) => Object.hasOwn(keyMap.rating, names[String(raw)] ?? String(raw));
}

/** A place from the start of a frame of this size; undefined where the size is not known and the place counts from the end. */
function placeOf(at: number, size: number | undefined): number | undefined {
  if (at >= 0) return at;
  return size === undefined ? undefined : size + at;
}

function allowValue(
  allowed: AllowedBytes,
  profile: Pick<Profile, 'keyMap'>,
  rule: Rating,
  size: number | undefined,
): void {
  const { value } = rule;
  const mapped = rates(profile, rule);
  const place = 'at' in value ? placeOf(value.at, size) : undefined;
  if (place === undefined) return;
  if (value.kind === 'byte') allowed.only(place, (byte) => mapped(byte & value.mask));
  if (value.kind === 'nibble') allowed.only(place, (byte) => mapped(value.half === 'high' ? byte >> 4 : byte & 15));
  if (value.kind !== 'register' || value.bytes > 2) return;
  const raws = Array.from({ length: 256 ** value.bytes }, (_, raw) => raw).filter(mapped);
  for (let index = 0; index < value.bytes; index += 1) {
    const shift = 8 * (value.endian === 'big' ? value.bytes - 1 - index : index);
    const bytes = new Set(raws.map((raw) => (raw >> shift) & 0xff));
    allowed.only(place + index, (byte) => bytes.has(byte));
  }
}

/** What a rule asks of the bytes of a frame for it to be a rating. @param size of the frame, where it is known */
export function allowRule(
  allowed: AllowedBytes,
  profile: Pick<Profile, 'keyMap'>,
  rule: DecodeRule,
  size: number | undefined,
): void {
  for (const condition of rule.when) {
    if (!('at' in condition)) continue;
    const place = placeOf(condition.at, size);
    const { mask, equals, notEquals } = condition;
    if (place === undefined) continue;
    allowed.only(place, (byte) => (equals === undefined ? (byte & mask) !== notEquals : (byte & mask) === equals));
  }
  if (rule.emit === 'rating') allowValue(allowed, profile, rule, size);
}
