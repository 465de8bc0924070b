import { z } from 'zod';

/** A byte: a number 0–255, or text such as `"0x0b"`, since JSON has no hexadecimal numbers. */
export const byteSchema = z.union(
  [
    z.int().min(0).max(255),
    z
      .string()
      .regex(/^0x[0-9a-f]{2}$/i)
      .transform(Number),
  ],
  { error: 'must be a byte: a number 0–255 or text such as "0x0b"' },
);

/** Longest run of literal bytes a profile may hold, and so the longest report that a vector can show. */
export const MAX_HEX_BYTES = 4096;

function hexOf(max: number) {
  return z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ''))
    .pipe(
      z
        .string()
        .regex(/^([0-9a-f]{2})+$/i, { error: 'must be bytes in hexadecimal, such as "ff 68"' })
        .max(max * 2, { error: `must be at most ${max} bytes in hexadecimal` })
        .transform((text): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))),
    );
}

/** Bytes as hexadecimal text; blanks between bytes are welcome. At most 64 bytes. */
export const hexSchema = hexOf(64);

/** A whole message as hexadecimal text; at most {@link MAX_HEX_BYTES}. */
export const messageHexSchema = hexOf(MAX_HEX_BYTES);

/** A position in a frame, counted from its first byte after the optional lead; negative: from the end. */
export const offsetSchema = z.int().min(-4096).max(4096);

/** Names used inside profiles: outputs, acknowledgements, rules, variants. */
export const nameSchema = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, {
  error: 'must be 1–40 letters, digits or hyphens and begin with a lower-case letter',
});

/** Words by which vectors and diagnostics tell what bytes mean, such as `{"type": "ack"}`; `"{name}"` stands for a variable of a template. */
export const wordsSchema = z.record(
  z.string().regex(/^[a-z][a-zA-Z0-9]{0,29}$/, { error: 'must be a word such as "unitId"' }),
  z.union([z.string().max(200), z.number(), z.boolean(), z.null()]),
);
export type Words = z.infer<typeof wordsSchema>;

/** Kinds of checksum; no checksum is the field left out. */
export const CHECKSUM_KINDS = [
  'sum8',
  'sum8-twos',
  'xor8',
  'crc8',
  'crc16-modbus',
  'crc16-xmodem',
  'lrc',
  'fixed',
] as const;
export type ChecksumKind = (typeof CHECKSUM_KINDS)[number];
