import { z } from 'zod';
import { CHECKSUM_KINDS, type ChecksumKind } from './primitives.ts';

/** Largest frame a template may produce, bytes. */
export const MAX_TEMPLATE_BYTES = 256;

/** One piece of an outgoing frame. Ranges count from the template's first byte; an open end is where the piece itself stands. */
export type TemplatePiece =
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] }
  /** A variable as one byte, OR-ed with `or`. */
  | { readonly kind: 'u8'; readonly name: string; readonly or: number }
  /** The variable `digits`, right-aligned, one decimal digit per byte. */
  | { readonly kind: 'digits'; readonly count: number }
  | {
      readonly kind: 'checksum';
      readonly checksum: ChecksumKind;
      readonly from: number;
      readonly to: number | undefined;
    };

const CHECKSUM_WORDS = new Map<string, ChecksumKind>(CHECKSUM_KINDS.map((kind) => [kind.replaceAll('-', ''), kind]));
const VARIABLE = /^([a-zA-Z][a-zA-Z0-9]{0,19})(?::u8)?(?:\|([0-9a-f]{2}))?$/;
const CHECKSUM = /^([a-z0-9]+)(?::(\d{1,3})\.\.(\d{1,3})?)?$/;
const GRAMMAR =
  'hexadecimal bytes and {addr} {n:u8} {addr|80} {digits:3} {sum8:4..} {xor8:4..7} {crc16modbus} {crc16xmodem:2..}';

/** Parses one `{…}` placeholder; undefined when it is none of the known ones. */
function parsePlaceholder(text: string): TemplatePiece | undefined {
  const digits = /^digits:([1-9]\d?)$/.exec(text);
  if (digits !== null) return { kind: 'digits', count: Number(digits[1]) };
  const sum = CHECKSUM.exec(text);
  const checksum = CHECKSUM_WORDS.get(sum?.[1] ?? '');
  if (sum !== null && checksum !== undefined) {
    return {
      kind: 'checksum',
      checksum,
      from: Number(sum[2] ?? 0),
      to: sum[3] === undefined ? undefined : Number(sum[3]),
    };
  }
  const variable = VARIABLE.exec(text);
  if (variable?.[1] === undefined || variable[1] === 'digits') return undefined;
  return { kind: 'u8', name: variable[1], or: Number.parseInt(variable[2] ?? '00', 16) };
}

function parseToken(token: string): TemplatePiece | undefined {
  if (token.startsWith('{')) return parsePlaceholder(token.slice(1, -1));
  return /^[0-9a-f]{2}$/i.test(token) ? { kind: 'bytes', bytes: [Number.parseInt(token, 16)] } : undefined;
}

/** How many bytes a piece becomes. */
export function pieceSize(piece: TemplatePiece): number {
  if (piece.kind === 'bytes') return piece.bytes.length;
  if (piece.kind === 'digits') return piece.count;
  return piece.kind === 'checksum' && piece.checksum.startsWith('crc16') ? 2 : 1;
}

/** Hexadecimal bytes with placeholders, parsed at load time so that a bad template is found by the linter and not at a window. */
export const templateSchema = z.string().transform((text, context): readonly TemplatePiece[] => {
  const pieces: TemplatePiece[] = [];
  let size = 0;
  const problem = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  for (const token of text.trim().split(/\s+/)) {
    const piece = parseToken(token);
    if (piece === undefined) return problem(`"${token}" is not understood; use ${GRAMMAR}`);
    if (piece.kind === 'checksum' && Math.max(piece.from, piece.to ?? 0) > size) {
      return problem(`"${token}" covers bytes that come after it; it stands at byte ${size}`);
    }
    pieces.push(piece);
    size += pieceSize(piece);
  }
  return size > MAX_TEMPLATE_BYTES ? problem(`makes ${size} bytes; at most ${MAX_TEMPLATE_BYTES} are allowed`) : pieces;
});
