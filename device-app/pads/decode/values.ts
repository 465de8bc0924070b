import type { ValueSpec } from '@mingjing/hardware-profiles/schema/decode.ts';
import { resolveOffset } from '../framing/checksums.ts';

/** The byte at an offset, negative from the end; undefined outside the frame. */
export function byteAt(frame: Uint8Array, offset: number): number | undefined {
  return frame[resolveOffset(offset, frame.length)];
}

/** Kinds of value by name; a new kind is a new entry. Each gives the raw value or undefined where the frame has none. */
export const VALUE_KINDS: {
  readonly [K in ValueSpec['kind']]: (frame: Uint8Array, spec: Extract<ValueSpec, { kind: K }>) => number | undefined;
} = {
  byte: (frame, { at }) => byteAt(frame, at),
};
