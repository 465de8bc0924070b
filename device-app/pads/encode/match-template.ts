import { isDeepStrictEqual } from 'node:util';
import { pieceSize, type TemplatePiece } from '@mingjing/hardware-profiles/schema/template.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { encodeTemplate, type TemplateVariables } from './encode-template.ts';
import { matchJson } from './json-template.ts';
import { decodeText } from './text.ts';

type Piece<K extends TemplatePiece['kind']> = Extract<TemplatePiece, { kind: K }>;

/** What has been read so far. */
interface Reading {
  readonly template: readonly TemplatePiece[];
  readonly bytes: Uint8Array;
  readonly blank: number;
  readonly variables: Record<string, number | string>;
  /** Sizes of texts that a size before them told. */
  readonly sizes: Map<string, number>;
}

function readNumber(bytes: Uint8Array, at: number, width: 1 | 2, endian: 'big' | 'little'): number {
  const [first = 0, second = 0] = bytes.subarray(at, at + width);
  if (width === 1) return first;
  return endian === 'big' ? first * 256 + second : second * 256 + first;
}

function readDigits(part: Uint8Array, blank: number): string {
  const first = part.findIndex((byte) => byte !== blank || blank <= 9);
  return first < 0 ? '' : part.subarray(first).join('');
}

/** How many bytes a text takes that begins at `at`: as its size said, or what the pieces after it leave. */
function textSize(piece: Piece<'text'>, index: number, at: number, { template, bytes, sizes }: Reading): number {
  const rest = template.slice(index + 1);
  const known = sizes.get(piece.name);
  const after = rest.reduce(
    (sum, one) => sum + (one.kind === 'text' ? (sizes.get(one.name) ?? 0) : pieceSize(one, 0).min),
    0,
  );
  let size = Math.max(0, Math.min(known ?? piece.max, piece.max, bytes.length - at - after));
  // What fills up after a text is none of it; texts end before it.
  const pad = known === undefined ? rest.find((one) => one.kind === 'pad') : undefined;
  while (pad?.kind === 'pad' && size > 0 && bytes[at + size - 1] === pad.fill) size -= 1;
  return size;
}

type Read<K extends TemplatePiece['kind']> = (piece: Piece<K>, at: number, reading: Reading, index: number) => number;

const exactly = (piece: TemplatePiece, at: number): number => pieceSize(piece, at).min;

/** How to read each kind of piece at a place. Each returns how many bytes it takes. */
const READERS: { readonly [K in TemplatePiece['kind']]: Read<K> } = {
  bytes: exactly,
  checksum: exactly,
  pad: ({ to }, at) => Math.max(0, to - at),
  u8({ name, or }, at, { bytes, variables }) {
    variables[name] = readNumber(bytes, at, 1, 'big') & ~or;
    return 1;
  },
  u16({ name, endian }, at, { bytes, variables }) {
    variables[name] = readNumber(bytes, at, 2, endian);
    return 2;
  },
  digits({ count }, at, { bytes, variables, blank }) {
    variables.digits = readDigits(bytes.subarray(at, at + count), blank);
    return count;
  },
  size({ name, width, endian, plus }, at, { bytes, sizes }) {
    sizes.set(name, readNumber(bytes, at, width, endian) - plus);
    return width;
  },
  text(piece, at, reading, index) {
    const size = textSize(piece, index, at, reading);
    reading.variables[piece.name] = decodeText(reading.bytes.subarray(at, at + size), piece.encoding);
    return size;
  },
  json({ value }, _at, { bytes, variables }) {
    Object.assign(variables, matchJson(value, parseJson(bytes)));
    return bytes.length;
  },
};

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Whether bytes are what was encoded. JSON may be written otherwise, and filling at the end, which begins at `lastAt`, be left out. */
function isSame(last: TemplatePiece | undefined, lastAt: number, encoded: Uint8Array, bytes: Uint8Array): boolean {
  if (last?.kind === 'json') return isDeepStrictEqual(parseJson(encoded), parseJson(bytes));
  const isShortened = last?.kind === 'pad' && bytes.length >= lastAt;
  return toHex(isShortened ? encoded.subarray(0, bytes.length) : encoded) === toHex(bytes);
}

/**
 * Which variables make a template produce these bytes: the inverse of {@link encodeTemplate}, proven by encoding again.
 * @returns undefined when no variables do
 */
export function matchTemplate(
  template: readonly TemplatePiece[],
  bytes: Uint8Array,
  blank = 0,
): TemplateVariables | undefined {
  const reading: Reading = { template, bytes, blank, variables: {}, sizes: new Map() };
  let at = 0;
  let lastAt = 0;
  for (const [index, piece] of template.entries()) {
    const read = READERS[piece.kind] as Read<TemplatePiece['kind']>;
    lastAt = at;
    at += read(piece, at, reading, index);
  }
  const again = encodeTemplate(template, reading.variables, blank);
  return again.ok && isSame(template.at(-1), lastAt, again.value, bytes) ? reading.variables : undefined;
}
