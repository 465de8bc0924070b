import type { TemplatePiece } from '@mingjing/hardware-profiles/schema/template.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { CHECKSUMS, checksumBytes } from '../framing/checksums.ts';

export type TemplateVariables = Readonly<Record<string, number | string>>;

type Encode<K extends TemplatePiece['kind']> = (
  piece: Extract<TemplatePiece, { kind: K }>,
  context: { readonly variables: TemplateVariables; readonly blank: number; readonly before: readonly number[] },
) => Result<readonly number[], string>;

const encodeU8: Encode<'u8'> = ({ name, or }, { variables }) => {
  const value = variables[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 255) {
    return err(`variable "${name}" must be a whole number 0–255, not ${JSON.stringify(value) ?? 'absent'}`);
  }
  return ok([value | or]);
};

const encodeDigits: Encode<'digits'> = ({ count }, { variables, blank }) => {
  const text = String(variables.digits ?? '');
  if (!/^\d*$/.test(text) || text.length > count) {
    return err(`variable "digits" must be at most ${count} decimal digits, not ${JSON.stringify(text.slice(0, 40))}`);
  }
  return ok([...Array<number>(count - text.length).fill(blank), ...Array.from(text, Number)]);
};

const encodeChecksum: Encode<'checksum'> = ({ checksum, from, to }, { before }) => {
  const value = CHECKSUMS[checksum].compute(Uint8Array.from(before.slice(from, to)));
  // Modbus sends its CRC low byte first (V1.02 §2.5.1.2), XMODEM high byte first.
  return ok(checksumBytes(checksum, value, checksum === 'crc16-modbus' ? 'little' : 'big'));
};

const ENCODERS: { readonly [K in TemplatePiece['kind']]: Encode<K> } = {
  bytes: ({ bytes }) => ok(bytes),
  u8: encodeU8,
  digits: encodeDigits,
  checksum: encodeChecksum,
};

/**
 * Fills a template.
 * @param blank byte for unused places of `{digits:k}`
 * @returns the frame, or which variable is wrong and what it should be
 */
export function encodeTemplate(
  template: readonly TemplatePiece[],
  variables: TemplateVariables,
  blank = 0,
): Result<Uint8Array, string> {
  const bytes: number[] = [];
  for (const piece of template) {
    const encode = ENCODERS[piece.kind] as Encode<TemplatePiece['kind']>;
    const part = encode(piece, { variables, blank, before: bytes });
    if (!part.ok) return part;
    bytes.push(...part.value);
  }
  return ok(Uint8Array.from(bytes));
}
