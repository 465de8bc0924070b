import { z } from 'zod';
import { CHECKSUM_KINDS, type ChecksumKind } from './primitives.ts';

/** Largest message a template may produce, bytes. */
export const MAX_TEMPLATE_BYTES = 1024;

/** Encodings of texts in templates. */
export const TEXT_ENCODINGS = ['ascii', 'utf8', 'gb18030'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** One piece of an outgoing frame. Ranges count from the template's first byte; an open end is where the piece itself stands. */
export type TemplatePiece =
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] }
  /** A variable as one byte, OR-ed with `or`. */
  | { readonly kind: 'u8'; readonly name: string; readonly or: number }
  /** A variable as two bytes. */
  | { readonly kind: 'u16'; readonly name: string; readonly endian: 'big' | 'little' }
  /** The variable `digits`, right-aligned, one decimal digit per byte. */
  | { readonly kind: 'digits'; readonly count: number }
  /** A variable as text of at most `max` bytes, cut at a whole character; control characters are left out. */
  | { readonly kind: 'text'; readonly name: string; readonly encoding: TextEncoding; readonly max: number }
  /** How many bytes the text `name` becomes further on, plus `plus`. */
  | {
      readonly kind: 'size';
      readonly name: string;
      readonly width: 1 | 2;
      readonly endian: 'big' | 'little';
      readonly plus: number;
    }
  /** Filling up to `to` bytes in all. */
  | { readonly kind: 'pad'; readonly to: number; readonly fill: number }
  | {
      readonly kind: 'checksum';
      readonly checksum: TemplateChecksum;
      /** Byte order of those of 16 bits. */
      readonly endian: 'big' | 'little';
      readonly from: number;
      readonly to: number | undefined;
    }
  /** A JSON value, in whose texts `{name}` stands for a variable; alone in its template. */
  | { readonly kind: 'json'; readonly value: JsonTemplate };

/** Checksums that can be computed: `fixed` is written as plain bytes. */
export type TemplateChecksum = Exclude<ChecksumKind, 'fixed'>;

export type JsonTemplate =
  | string
  | number
  | boolean
  | null
  | readonly JsonTemplate[]
  | { readonly [key: string]: JsonTemplate };

const CHECKSUM_WORDS = new Map<string, TemplateChecksum>(
  CHECKSUM_KINDS.filter((kind) => kind !== 'fixed').map((kind) => [kind.replaceAll('-', ''), kind]),
);
const NAME = '([a-zA-Z][a-zA-Z0-9]{0,19})';
const GRAMMAR =
  'hexadecimal bytes and {addr} {n:u8} {addr|80} {n:u16} {n:u16le} {digits:3} {name:text:gb18030:20} {name:size:u16le+3} {pad:36} {pad:36:20} {sum8:4..} {xor8:4..7} {crc16modbus} {crc16modbusbe} {crc16xmodem:2..} {crc16xmodemle:2..}';

type Parse = (match: RegExpExecArray) => TemplatePiece | undefined;

function parseChecksum([, word = '', order, from = '0', to]: RegExpExecArray): TemplatePiece | undefined {
  const checksum = CHECKSUM_WORDS.get(word);
  if (checksum === undefined) return undefined;
  // Where nothing is said: Modbus sends its CRC low byte first (V1.02 §2.5.1.2), XMODEM high byte first.
  const usual = checksum === 'crc16-modbus' ? 'le' : 'be';
  if (order !== undefined && !checksum.startsWith('crc16')) return undefined;
  const endian = (order ?? usual) === 'le' ? 'little' : 'big';
  return { kind: 'checksum', checksum, endian, from: Number(from), to: to === undefined ? undefined : Number(to) };
}

/** Placeholders by their form; the first that fits and is understood wins. */
const PLACEHOLDERS: readonly (readonly [form: RegExp, parse: Parse])[] = [
  [/^digits:([1-9]\d?)$/, ([, count]) => ({ kind: 'digits', count: Number(count) })],
  [
    /^pad:(\d{1,4})(?::([0-9a-f]{2}))?$/i,
    ([, to, fill = '00']) => ({ kind: 'pad', to: Number(to), fill: Number.parseInt(fill, 16) }),
  ],
  [/^([a-z0-9]+?)(le|be)?(?::(\d{1,4})\.\.(\d{1,4})?)?$/, parseChecksum],
  [
    new RegExp(`^${NAME}:text:(${TEXT_ENCODINGS.join('|')}):([1-9]\\d{0,3})$`),
    ([, name = '', encoding, max]) => ({ kind: 'text', name, encoding: encoding as TextEncoding, max: Number(max) }),
  ],
  [
    new RegExp(`^${NAME}:size:u(8|16)(le)?(?:\\+(\\d{1,3}))?$`),
    ([, name = '', bits, le, plus = '0']) => ({
      kind: 'size',
      name,
      width: bits === '8' ? 1 : 2,
      endian: le === undefined ? 'big' : 'little',
      plus: Number(plus),
    }),
  ],
  [
    new RegExp(`^${NAME}:u16(le)?$`),
    ([, name = '', le]) => ({ kind: 'u16', name, endian: le === undefined ? 'big' : 'little' }),
  ],
  [
    new RegExp(`^${NAME}(?::u8)?(?:\\|([0-9a-f]{2}))?$`, 'i'),
    ([, name = '', or = '00']) =>
      name === 'digits' || name === 'pad' ? undefined : { kind: 'u8', name, or: Number.parseInt(or, 16) },
  ],
];

function parseToken(token: string): TemplatePiece | undefined {
  if (/^[0-9a-f]{2}$/i.test(token)) return { kind: 'bytes', bytes: [Number.parseInt(token, 16)] };
  const text = /^\{(.+)\}$/.exec(token)?.[1] ?? '';
  for (const [form, parse] of PLACEHOLDERS) {
    const match = form.exec(text);
    const piece = match === null ? undefined : parse(match);
    if (piece !== undefined) return piece;
  }
  return undefined;
}

/** Fewest and most bytes that a piece becomes when it begins at byte `at`. */
export function pieceSize(piece: TemplatePiece, at: number): { readonly min: number; readonly max: number } {
  const exactly = (size: number) => ({ min: size, max: size });
  switch (piece.kind) {
    case 'bytes':
      return exactly(piece.bytes.length);
    case 'digits':
      return exactly(piece.count);
    case 'u16':
      return exactly(2);
    case 'size':
      return exactly(piece.width);
    case 'text':
      return { min: 0, max: piece.max };
    case 'json':
      return { min: 1, max: MAX_TEMPLATE_BYTES };
    case 'pad':
      return { min: 0, max: Math.max(0, piece.to - at) };
    case 'checksum':
      return exactly(piece.checksum.startsWith('crc16') || piece.checksum === 'lrc' ? 2 : 1);
    case 'u8':
      return exactly(1);
  }
}

/** Hexadecimal bytes with placeholders, parsed at load time so that a bad template is found by the linter and not at a window. */
export const templateSchema = z.string().transform((text, context): readonly TemplatePiece[] => {
  const pieces: TemplatePiece[] = [];
  let [least, most] = [0, 0];
  const problem = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  for (const token of text.trim().split(/\s+/)) {
    const piece = parseToken(token);
    if (piece === undefined) return problem(`"${token}" is not understood; use ${GRAMMAR}`);
    if (piece.kind === 'checksum' && Math.max(piece.from, piece.to ?? 0) > least) {
      return problem(`"${token}" covers bytes that come after it; it stands at byte ${least}`);
    }
    pieces.push(piece);
    const { min, max } = pieceSize(piece, most);
    least = piece.kind === 'pad' ? Math.max(least, piece.to) : least + min;
    most += max;
  }
  const sizes = pieces.flatMap((piece) => (piece.kind === 'size' ? [piece.name] : []));
  const unknown = sizes.find((name) => !pieces.some((piece) => piece.kind === 'text' && piece.name === name));
  if (unknown !== undefined) return problem(`"{${unknown}:size:…}" needs "{${unknown}:text:…}" in the same template`);
  return most > MAX_TEMPLATE_BYTES ? problem(`makes ${most} bytes; at most ${MAX_TEMPLATE_BYTES} are allowed`) : pieces;
});

const jsonValueSchema: z.ZodType<JsonTemplate> = z.lazy(() =>
  z.union([
    z.string().max(200),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(jsonValueSchema).max(32),
    z.record(z.string().max(40), jsonValueSchema),
  ]),
);

/** A JSON message with `"{name}"` in its texts; a text that is only `"{name}"` becomes the variable itself, number or text. */
export const jsonTemplateSchema = z
  .record(z.string().max(40), jsonValueSchema)
  .transform((value): readonly TemplatePiece[] => [{ kind: 'json', value }]);
