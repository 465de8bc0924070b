import { err, ok, type Result } from '../basics/result.ts';

/** A point of a handwritten note, in units of the sheet: see `INK_WIDTH`. */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
}
export type InkStroke = readonly InkPoint[];

/** Every sheet is this many units wide, however large the panel; its height follows from its shape. */
export const INK_WIDTH = 1000;
/** A record holds 16 KiB with everything else that is said. `bytes` counts the encoded strokes, one byte each character. */
export const INK_LIMITS = { strokes: 200, bytes: 8 * 1024, height: 2000 } as const;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Five bits to a character, the sixth says that more follow. */
const MORE = 32;
const BITS = 5;

/**
 * A stroke as text: each point's way from the one before (the first from the corner), x and y in turn, as zigzag variable-length numbers in
 * characters of base64url. Neighbouring points take two characters.
 */
export function encodeStroke(stroke: InkStroke): string {
  let text = '';
  let last: InkPoint = { x: 0, y: 0 };
  for (const point of stroke) {
    text += encodeNumber(point.x - last.x) + encodeNumber(point.y - last.y);
    last = point;
  }
  return text;
}

/** The stroke that a text stands for. Fails on what `encodeStroke` would not write. */
export function decodeStroke(text: string): Result<InkStroke, 'malformed'> {
  const numbers = decodeNumbers(text);
  if (numbers === undefined || numbers.length === 0 || numbers.length % 2 !== 0) return err('malformed');
  const points: InkPoint[] = [];
  let last: InkPoint = { x: 0, y: 0 };
  for (let index = 0; index < numbers.length; index += 2) {
    last = { x: last.x + (numbers[index] ?? 0), y: last.y + (numbers[index + 1] ?? 0) };
    points.push(last);
  }
  return ok(points);
}

function encodeNumber(value: number): string {
  let rest = value < 0 ? -value * 2 - 1 : value * 2;
  let text = '';
  do {
    const digit = rest % MORE;
    rest = Math.floor(rest / MORE);
    text += ALPHABET[digit + (rest > 0 ? MORE : 0)];
  } while (rest > 0);
  return text;
}

function decodeNumbers(text: string): number[] | undefined {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    // Two digits reach further than any sheet; a third is allowed for, a fourth is an attempt.
    if (digit === -1 || shift > 2 * BITS) return undefined;
    value += (digit % MORE) * 2 ** shift;
    shift = digit >= MORE ? shift + BITS : 0;
    if (shift > 0) continue;
    numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
    value = 0;
  }
  return shift === 0 ? numbers : undefined;
}

/** A handwritten note 手写: strokes as they were drawn, never read as text. */
export interface Ink {
  /** Of the sheet, in units of which its width has `INK_WIDTH`. */
  readonly height: number;
  /** Each as `encodeStroke` writes it. */
  readonly strokes: string[];
}
