import type { FramingKind, FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';

/** Why bytes were not a frame. */
export type BadFrameReason =
  | 'garbage'
  | 'length-mismatch'
  | 'length-range'
  | 'fixed-byte'
  | 'trailer'
  | 'too-long'
  | 'too-short'
  | 'checksum'
  | 'truncated';

/** What the bytes at hand, beginning with a possible frame, are. */
export type Step =
  | { readonly kind: 'more' }
  | { readonly kind: 'frame'; readonly size: number }
  /** Not a frame: go on `skip` bytes later. `blame`: how many bytes this one mistake spoils, so that it is counted once. */
  | { readonly kind: 'reject'; readonly reason: BadFrameReason; readonly skip: number; readonly blame: number };

/** Looks at bytes that begin with a possible frame; never empty. */
export type Measure = (bytes: Uint8Array) => Step;

const MORE: Step = { kind: 'more' };
const GARBAGE: Step = { kind: 'reject', reason: 'garbage', skip: 1, blame: 1 };

function reject(reason: BadFrameReason, blame: number, skip = 1): Step {
  return { kind: 'reject', reason, skip, blame };
}

/** Compares as many bytes as are there. */
function agrees(bytes: Uint8Array, at: number, wanted: Uint8Array): 'yes' | 'no' | 'so-far' {
  const end = Math.min(bytes.length, at + wanted.length);
  for (let index = at; index < end; index += 1) if (bytes[index] !== wanted[index - at]) return 'no';
  return bytes.length >= at + wanted.length ? 'yes' : 'so-far';
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(wanted, from);
}

type Spec<K extends FramingKind> = Extract<FramingSpec, { kind: K }>;
const NONE = new Uint8Array();

function byteKind(): Measure {
  return () => ({ kind: 'frame', size: 1 });
}

function fixedKind({ size, header = NONE, trailer = NONE }: Spec<'fixed'>): Measure {
  return (bytes) => {
    if (agrees(bytes, 0, header) === 'no') return GARBAGE;
    if (agrees(bytes, size - trailer.length, trailer) === 'no') return reject('trailer', size);
    return bytes.length < size ? MORE : { kind: 'frame', size };
  };
}

function readLength(bytes: Uint8Array, at: number, spec: Spec<'length'>['length']): number | undefined {
  const first = bytes[at];
  if (spec.bytes === 1) return first;
  const second = bytes[at + 1];
  if (first === undefined || second === undefined) return undefined;
  return spec.endian === 'big' ? first * 256 + second : second * 256 + first;
}

function lengthKind({ header, length: spec, fixed, trailer = NONE }: Spec<'length'>): Measure {
  // A refused header spoils at least the smallest frame that could have followed it.
  const least = spec.min + spec.adds;
  const fields = [spec.at, ...(spec.repeatAt === undefined ? [] : [spec.repeatAt])];
  const checkLength = (bytes: Uint8Array): Step | number => {
    const [value, repeated = value] = fields.map((at) => readLength(bytes, at, spec));
    if (value === undefined) return MORE;
    if (value < spec.min || value > spec.max) return reject('length-range', least);
    if (fields.length > 1 && repeated === undefined) return MORE;
    return repeated === value ? value + spec.adds : reject('length-mismatch', least);
  };
  return (bytes) => {
    const start = agrees(bytes, 0, header);
    if (start !== 'yes') return start === 'no' ? GARBAGE : MORE;
    const size = checkLength(bytes);
    if (typeof size !== 'number') return size;
    if (fixed.some(({ at, value }) => at < bytes.length && bytes[at] !== value)) return reject('fixed-byte', least);
    if (agrees(bytes, size - trailer.length, trailer) === 'no') return reject('trailer', size);
    return bytes.length < size ? MORE : { kind: 'frame', size };
  };
}

function delimiterKind({ end, maxFrame }: Spec<'delimiter'>): Measure {
  return (bytes) => {
    const found = indexOf(bytes, end, 0);
    if (found < 0) return bytes.length < maxFrame ? MORE : reject('too-long', maxFrame, maxFrame);
    const size = found + end.length;
    return size > maxFrame ? reject('too-long', size, size) : { kind: 'frame', size };
  };
}

function headerTrailerKind({ header, trailer, minSize, maxFrame }: Spec<'header-trailer'>): Measure {
  return (bytes) => {
    const start = agrees(bytes, 0, header);
    if (start !== 'yes') return start === 'no' ? GARBAGE : MORE;
    const found = indexOf(bytes, trailer, header.length);
    if (found < 0) return bytes.length < maxFrame ? MORE : reject('too-long', maxFrame);
    const size = found + trailer.length;
    if (size > maxFrame) return reject('too-long', size);
    // Where both marks look alike, a lost byte makes one frame's end look like the start of the next: begin again there.
    return size < minSize ? reject('too-short', found, Math.max(1, found)) : { kind: 'frame', size };
  };
}

/** Framing kinds by name; a new kind is a new entry. `whole`: a refused frame is dropped whole, as it has no header to look for. */
export const FRAMING_KINDS: {
  readonly [K in FramingKind]: { readonly whole: boolean; readonly measure: (spec: Spec<K>) => Measure };
} = {
  byte: { whole: true, measure: byteKind },
  fixed: { whole: false, measure: fixedKind },
  length: { whole: false, measure: lengthKind },
  delimiter: { whole: true, measure: delimiterKind },
  'header-trailer': { whole: false, measure: headerTrailerKind },
};
