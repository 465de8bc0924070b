import { pieceSize, type TemplatePiece } from '@mingjing/hardware-profiles/schema/template.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { encodeTemplate, type TemplateVariables } from './encode-template.ts';

function readPiece(piece: TemplatePiece, part: Uint8Array, blank: number): TemplateVariables {
  if (piece.kind === 'u8') return { [piece.name]: (part[0] ?? 0) & ~piece.or };
  if (piece.kind !== 'digits') return {};
  const first = part.findIndex((byte) => byte !== blank || blank <= 9);
  return { digits: first < 0 ? '' : part.subarray(first).join('') };
}

/**
 * Which variables make a template produce exactly these bytes: the inverse of {@link encodeTemplate}, proven by encoding again.
 * @returns undefined when no variables do
 */
export function matchTemplate(
  template: readonly TemplatePiece[],
  bytes: Uint8Array,
  blank = 0,
): TemplateVariables | undefined {
  let at = 0;
  let variables: TemplateVariables = {};
  for (const piece of template) {
    const part = bytes.subarray(at, at + pieceSize(piece));
    variables = { ...variables, ...readPiece(piece, part, blank) };
    at += pieceSize(piece);
  }
  const again = encodeTemplate(template, variables, blank);
  return again.ok && toHex(again.value) === toHex(bytes) ? variables : undefined;
}
