import type { TextEncoding } from '@mingjing/hardware-profiles/schema/template.ts';
import iconv from 'iconv-lite';

/**
 * Characters that never go out as text: controls, which printers take for commands, those that only change how others are shown, and
 * halves of characters.
 */
const LEFT_OUT = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Writes a text in at most `max` bytes, cut at a whole character. A character that the encoding lacks becomes "?". */
export function encodeText(text: string, encoding: TextEncoding, max: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const character of text) {
    if (LEFT_OUT.test(character)) continue;
    const bytes = iconv.encode(character, encoding);
    if (size + bytes.length > max) break;
    parts.push(bytes);
    size += bytes.length;
  }
  return Uint8Array.from(Buffer.concat(parts));
}

/** Reads what {@link encodeText} wrote; what is no text of that encoding comes out otherwise than it went in. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  return iconv.decode(Buffer.from(bytes), encoding);
}
