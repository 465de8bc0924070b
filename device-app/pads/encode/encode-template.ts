import { MAX_TEMPLATE_BYTES, type TemplatePiece } from '@mingjing/hardware-profiles/schema/template.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { CHECKSUMS, checksumBytes } from '../framing/checksums.ts';
import { fillJson } from './json-template.ts';
import { encodeText } from './text.ts';

export type TemplateVariables = Readonly<Record<string, number | string>>;

interface Context {
  readonly template: readonly TemplatePiece[];
  readonly variables: TemplateVariables;
  readonly blank: number;
  /** The bytes before this piece. */
  readonly before: readonly number[];
}
type Encoded = Result<ArrayLike<number>, string>;
type Encode<K extends TemplatePiece['kind']> = (
  piece: Extract<TemplatePiece, { kind: K }>,
  context: Context,
) => Encoded;

/** A number as bytes, high byte first unless little. */
function numberBytes(value: number, width: 1 | 2, endian: 'big' | 'little'): readonly number[] {
  if (width === 1) return [value];
  const pair = [value >>> 8, value & 0xff];
  return endian === 'big' ? pair : pair.reverse();
}

function wholeNumber(name: string, most: number, { variables }: Context): Result<number, string> {
  const value = variables[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return ok(value);
  return err(`variable "${name}" must be a whole number 0–${most}, not ${JSON.stringify(value) ?? 'absent'}`);
}

const encodeU8: Encode<'u8'> = ({ name, or }, context) => {
  const value = wholeNumber(name, 0xff, context);
  return value.ok ? ok([value.value | or]) : value;
};

const encodeU16: Encode<'u16'> = ({ name, endian }, context) => {
  const value = wholeNumber(name, 0xffff, context);
  return value.ok ? ok(numberBytes(value.value, 2, endian)) : value;
};

const encodeDigits: Encode<'digits'> = ({ count }, { variables, blank }) => {
  const text = String(variables.digits ?? '');
  if (!/^\d*$/.test(text) || text.length > count) {
    return err(`variable "digits" must be at most ${count} decimal digits, not ${JSON.stringify(text.slice(0, 40))}`);
  }
  return ok([...Array<number>(count - text.length).fill(blank), ...Array.from(text, Number)]);
};

const encodeTextPiece: Encode<'text'> = ({ name, encoding, max }, { variables }) => {
  const value = variables[name];
  return value === undefined
    ? err(`variable "${name}" must be a text, not absent`)
    : ok(encodeText(String(value), encoding, max));
};

const encodeSize: Encode<'size'> = ({ name, width, endian, plus }, context) => {
  const piece = context.template.find((one) => one.kind === 'text' && one.name === name);
  // The schema lets no such template through.
  if (piece?.kind !== 'text') throw new Error(`"{${name}:size:…}" has no text`);
  const text = encodeTextPiece(piece, context);
  if (!text.ok) return text;
  const size = text.value.length + plus;
  const most = width === 1 ? 0xff : 0xffff;
  return size > most ? err(`"${name}" makes a size of ${size}; at most ${most}`) : ok(numberBytes(size, width, endian));
};

const encodeChecksum: Encode<'checksum'> = ({ checksum, endian, from, to }, { before }) => {
  const value = CHECKSUMS[checksum].compute(Uint8Array.from(before.slice(from, to)));
  if (value === undefined) return err(`"{${checksum}}" covers bytes that are not pairs of hexadecimal digits`);
  return ok(checksumBytes(checksum, value, endian));
};

const encodeJson: Encode<'json'> = ({ value }, { variables }) => {
  const filled = fillJson(value, variables);
  if (!filled.ok) return filled;
  const bytes = Buffer.from(JSON.stringify(filled.value), 'utf8');
  if (bytes.length <= MAX_TEMPLATE_BYTES) return ok(bytes);
  return err(`the message has ${bytes.length} bytes; at most ${MAX_TEMPLATE_BYTES}: shorten its texts`);
};

const ENCODERS: { readonly [K in TemplatePiece['kind']]: Encode<K> } = {
  bytes: ({ bytes }) => ok(bytes),
  u8: encodeU8,
  u16: encodeU16,
  digits: encodeDigits,
  text: encodeTextPiece,
  size: encodeSize,
  pad: ({ to, fill }, { before }) => ok(Array<number>(Math.max(0, to - before.length)).fill(fill)),
  checksum: encodeChecksum,
  json: encodeJson,
};

/**
 * Fills a template.
 * @param variables those that the output's `defaults` give included
 * @param blank byte for unused places of `{digits:k}`
 * @returns the message, or which variable is wrong and what it should be
 */
export function encodeTemplate(
  template: readonly TemplatePiece[],
  variables: TemplateVariables,
  blank = 0,
): Result<Uint8Array, string> {
  const bytes: number[] = [];
  for (const piece of template) {
    const encode = ENCODERS[piece.kind] as Encode<TemplatePiece['kind']>;
    const part = encode(piece, { template, variables, blank, before: bytes });
    if (!part.ok) return part;
    bytes.push(...Array.from(part.value));
  }
  return ok(Uint8Array.from(bytes));
}
