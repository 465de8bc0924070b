import type { ButtonsSpec } from '@mingjing/hardware-profiles/schema/decode.ts';
import { nameOfUsage } from '@mingjing/hardware-profiles/schema/usages.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { Button } from './decoded.ts';
import { rangeOf } from './frame-view.ts';

type Spec<K extends ButtonsSpec['kind']> = Extract<ButtonsSpec, { kind: K }>;
/** The buttons that are down, or why the report cannot tell. */
type Down = Result<readonly Button[], string>;

function rangeFrom(frame: Uint8Array, from: number, count: number): Uint8Array | undefined {
  const start = from < 0 ? frame.length + from : from;
  return rangeOf(frame, start, start + count);
}

function readBits(frame: Uint8Array, spec: Spec<'bits'>): Down | undefined {
  const { bitsPerByte, first, activeLow, ignoreMask } = spec;
  const range = rangeFrom(frame, spec.from, spec.bytes);
  if (range === undefined) return undefined;
  const down: number[] = [];
  for (const [place, byte] of range.entries()) {
    const active = (activeLow ? ~byte : byte) & ~(ignoreMask?.[place] ?? 0);
    for (let bit = 0; bit < bitsPerByte; bit += 1) {
      if (((active >> bit) & 1) === 1) down.push(first + place * bitsPerByte + bit);
    }
  }
  return ok(down);
}

function readArray(frame: Uint8Array, { from, count, first, activeLow, rowMirror }: Spec<'array'>): Down | undefined {
  const range = rangeFrom(frame, from, count);
  if (range === undefined) return undefined;
  const down = Array.from(range.entries())
    .filter(([, byte]) => (byte !== 0) !== activeLow)
    .map(([place]) => {
      if (rowMirror === undefined) return first + place;
      const column = place % rowMirror;
      return first + place - column + (rowMirror - 1 - column);
    });
  return ok(down.sort((one, other) => one - other));
}

/** Usages that are no keys but say that the keyboard cannot tell which are down (HID Usage Tables 1.5 §10). */
const KEYBOARD_ERRORS = new Map([
  [1, 'rollover'],
  [2, 'self-test-failed'],
  [3, 'keyboard-error'],
]);

function readKeycodes(frame: Uint8Array, { from, count }: Spec<'keycodes'>): Down | undefined {
  const range = rangeFrom(frame, from, count);
  if (range === undefined) return undefined;
  const usages = [...new Set(range)].filter((usage) => usage !== 0);
  const reason = usages.map((usage) => KEYBOARD_ERRORS.get(usage)).find((error) => error !== undefined);
  return reason === undefined ? ok(usages.map(nameOfUsage)) : err(reason);
}

const BUTTON_KINDS: {
  readonly [K in ButtonsSpec['kind']]: (frame: Uint8Array, spec: Spec<K>) => Down | undefined;
} = { bits: readBits, array: readArray, keycodes: readKeycodes };

/**
 * Which buttons a report says are down, in ascending order where they are numbers.
 * @returns the reason where the report says that it cannot tell; undefined where the frame is too short to be such a report
 */
export function readButtons(frame: Uint8Array, spec: ButtonsSpec): Down | undefined {
  const read = BUTTON_KINDS[spec.kind] as (frame: Uint8Array, spec: ButtonsSpec) => Down | undefined;
  return read(frame, spec);
}
