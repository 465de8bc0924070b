import type { fieldSchema, ListSpec, ScalarSpec } from '@mingjing/hardware-profiles/schema/decode.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import type { z } from 'zod';
import { byteAt, type FrameView, memberOf, rangeOf } from './frame-view.ts';
import { lookUp } from './look-up.ts';

export type Scalar = number | string | boolean;
type Spec<K extends ScalarSpec['kind']> = Extract<ScalarSpec, { kind: K }>;

/** Whole unsigned number of 1–4 bytes; not by shifting, which would make large ones negative. */
function unsigned(bytes: Uint8Array, endian: 'big' | 'little'): number {
  const ordered = endian === 'big' ? bytes : bytes.toReversed();
  return ordered.reduce((value, byte) => value * 256 + byte, 0);
}

const DECODERS = { 'utf-8': new TextDecoder('utf-8'), gb18030: new TextDecoder('gb18030') } as const;

/** Text; what is no character of the encoding becomes U+FFFD. */
function decodeText(bytes: Uint8Array, encoding: Spec<'text'>['encoding']): string {
  // Every ASCII text is the same text in UTF-8, whose decoder would also take what ASCII has not.
  if (encoding === 'ascii') return DECODERS['utf-8'].decode(bytes.map((byte) => (byte < 0x80 ? byte : 0xff)));
  return DECODERS[encoding].decode(bytes);
}

function readText({ bytes }: FrameView, { from, to, lengthAt, encoding }: Spec<'text'>): string | undefined {
  let range: Uint8Array | undefined;
  if (to !== undefined) range = rangeOf(bytes, from, to);
  else if (lengthAt !== undefined) {
    const length = byteAt(bytes, lengthAt);
    const start = from < 0 ? bytes.length + from : from;
    // An end of 0 would mean the end of the frame.
    if (length !== undefined) range = length === 0 ? new Uint8Array() : rangeOf(bytes, start, start + length);
  }
  return range === undefined ? undefined : decodeText(range, encoding);
}

function readRegex(view: FrameView, { pattern, group }: Spec<'regex'>): string | undefined {
  const matcher = pattern.matcher(view.text());
  return matcher.find() ? (matcher.group(group) ?? undefined) : undefined;
}

function readJson(view: FrameView, { path }: Spec<'json'>): number | string | undefined {
  const value = memberOf(view.json(), path);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** Kinds of value by name; a new kind is a new entry. Each gives the value, or undefined where the frame has none. */
const SCALARS: { readonly [K in ScalarSpec['kind']]: (view: FrameView, spec: Spec<K>) => Scalar | undefined } = {
  byte({ bytes }, { at, mask }) {
    const byte = byteAt(bytes, at);
    return byte === undefined ? undefined : byte & mask;
  },
  nibble({ bytes }, { at, half }) {
    const byte = byteAt(bytes, at);
    if (byte === undefined) return undefined;
    return half === 'high' ? byte >> 4 : byte & 0x0f;
  },
  register({ bytes }, { at, bytes: count, endian }) {
    const start = at < 0 ? bytes.length + at : at;
    const range = rangeOf(bytes, start, start + count);
    return range === undefined ? undefined : unsigned(range, endian);
  },
  flag({ bytes }, { at, mask }) {
    const byte = byteAt(bytes, at);
    return byte === undefined ? undefined : (byte & mask) !== 0;
  },
  regex: readRegex,
  json: readJson,
  text: readText,
  hex({ bytes }, { from, to }) {
    const range = rangeOf(bytes, from, to);
    return range === undefined ? undefined : toHex(range);
  },
};

/** Reads one raw value, by its name where the profile gives it one. @returns undefined where the frame has no such value */
export function readScalar(view: FrameView, spec: ScalarSpec): Scalar | undefined {
  const read = SCALARS[spec.kind] as (view: FrameView, spec: ScalarSpec) => Scalar | undefined;
  const raw = read(view, spec);
  if (raw === undefined || !('names' in spec) || spec.names === undefined) return raw;
  return lookUp(spec.names, String(raw)) ?? raw;
}

function readList({ bytes }: FrameView, { from, to, width, endian }: ListSpec): readonly number[] | undefined {
  const range = rangeOf(bytes, from, to);
  if (range === undefined || range.length % width !== 0) return undefined;
  return Array.from({ length: range.length / width }, (_, place) =>
    unsigned(range.subarray(place * width, (place + 1) * width), endian),
  );
}

/** Reads a field: a raw value, or numbers in a row. @returns undefined where the frame has not all of it */
export function readField(view: FrameView, spec: z.infer<typeof fieldSchema>): Scalar | readonly number[] | undefined {
  return spec.kind === 'list' ? readList(view, spec) : readScalar(view, spec);
}
