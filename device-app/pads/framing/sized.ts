import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { agrees, GARBAGE, type Measure, MORE, reject, type Step } from './step.ts';

type Spec<K extends FramingSpec['kind']> = Extract<FramingSpec, { kind: K }>;
const NONE = new Uint8Array();

/** Every byte is a frame. */
export function measureByte(): Measure {
  return () => ({ kind: 'frame', size: 1 });
}

/** Frames of one size. */
export function measureFixed({ size, header = NONE, trailer = NONE }: Spec<'fixed'>): Measure {
  const start = header.subarray(0, size);
  return (bytes) => {
    if (agrees(bytes, 0, start) === 'no') return GARBAGE;
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

/** Frames that say how long they are. */
export function measureLength({ header, length: spec, fixed, trailer = NONE }: Spec<'length'>): Measure {
  // A refused header spoils at least the smallest frame that could have followed it.
  const least = spec.min + spec.adds;
  const fields = [spec.at, ...(spec.repeatAt === undefined ? [] : [spec.repeatAt])];
  const checkLength = (bytes: Uint8Array): Step | number => {
    const [value, ...repeats] = fields.map((at) => readLength(bytes, at, spec));
    if (value === undefined) return MORE;
    if (value < spec.min || value > spec.max) return reject('length-range', least);
    // What is judged before it is there would depend on how the bytes were cut.
    if (repeats.includes(undefined)) return MORE;
    return repeats.every((repeat) => repeat === value) ? value + spec.adds : reject('length-mismatch', least);
  };
  return (bytes) => {
    const start = agrees(bytes, 0, header);
    if (start !== 'yes') return start === 'no' ? GARBAGE : MORE;
    const size = checkLength(bytes);
    if (typeof size !== 'number') return size;
    const there = Math.min(bytes.length, size);
    if (fixed.some(({ at, value }) => at < there && bytes[at] !== value)) return reject('fixed-byte', least);
    if (agrees(bytes, size - trailer.length, trailer) === 'no') return reject('trailer', size);
    return bytes.length < size ? MORE : { kind: 'frame', size };
  };
}
