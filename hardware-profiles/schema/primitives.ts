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

/** Bytes as hexadecimal text; blanks between bytes are welcome. At most 64 bytes. */
export const hexSchema = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(
    z
      .string()
      .regex(/^([0-9a-f]{2}){1,64}$/i, { error: 'must be 1–64 bytes in hexadecimal, such as "ff 68"' })
      .transform((text): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))),
  );

/** A position in a frame, counted from its first byte after the optional lead; negative: from the end. */
export const offsetSchema = z.int().min(-2048).max(2048);

/** Names used inside profiles: outputs, acknowledgements, variants. */
export const nameSchema = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, {
  error: 'must be 1–40 letters, digits or hyphens and begin with a lower-case letter',
});

export const CHECKSUM_KINDS = ['sum8', 'xor8', 'crc16-modbus', 'crc16-xmodem'] as const;
export type ChecksumKind = (typeof CHECKSUM_KINDS)[number];
