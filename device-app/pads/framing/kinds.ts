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

/** Where a frame ends that must close with `mark` within `maxFrame` bytes; undefined: not among these bytes. */
function endOf(bytes: Uint8Array, mark: Uint8Array, from: number, maxFrame: number): number | undefined {
  // Nothing beyond maxFrame is looked at: what is too long must not depend on how much has arrived.
  const within = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, maxFrame));
  const found = within.indexOf(mark, from);
  return found < 0 ? undefined : found + mark.length;
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
    const size = endOf(bytes, end, 0, maxFrame);
    if (size !== undefined) return { kind: 'frame', size };
    return bytes.length < maxFrame ? MORE : reject('too-long', maxFrame, maxFrame);
  };
}

function headerTrailerKind({ header, trailer, minSize, maxFrame }: Spec<'header-trailer'>): Measure {
  return (bytes) => {
    const start = agrees(bytes, 0, header);
    if (start !== 'yes') return start === 'no' ? GARBAGE : MORE;
    const size = endOf(bytes, trailer, header.length, maxFrame);
    if (size === undefined) return bytes.length < maxFrame ? MORE : reject('too-long', maxFrame);
    if (size >= minSize) return { kind: 'frame', size };
    // Where both marks look alike, a lost byte makes one frame's end look like the start of the next: begin again there.
    const next = size - trailer.length;
    return reject('too-short', next, Math.max(1, next));
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
