import { z } from 'zod';
import { byteSchema, CHECKSUM_KINDS, hexSchema, offsetSchema } from './primitives.ts';

/** Largest frame any profile may declare, bytes; keeps every receive buffer under 4 KiB. */
export const MAX_FRAME_BYTES = 2048;

const checksumSchema = z.strictObject({
  kind: z.enum(CHECKSUM_KINDS),
  /** First byte covered. */
  from: offsetSchema,
  /** End of the range, exclusive; negative: from the end of the frame. */
  to: offsetSchema,
  /** Where the checksum stands. */
  at: offsetSchema,
  /** Byte order of 16-bit checksums. */
  endian: z.enum(['big', 'little']).default('big'),
  /** false: a wrong checksum is let through, for pads known to send one. */
  strict: z.boolean().default(true),
});
export type ChecksumSpec = z.infer<typeof checksumSchema>;

const common = {
  /** One byte that some senders put before the frame; not part of the frame. */
  optionalLead: byteSchema.optional(),
  checksum: checksumSchema.optional(),
  maxFrame: z.int().min(1).max(MAX_FRAME_BYTES),
  /** A frame begun but silent for this long is given up; 0: never. */
  interByteTimeoutMs: z.int().min(0).max(10_000).default(200),
};

const lengthField = z.strictObject({
  at: z.int().min(0).max(16),
  bytes: z.literal([1, 2]).default(1),
  endian: z.enum(['big', 'little']).default('big'),
  /** Bytes of the whole frame that the length does not count: frame size = value + adds. */
  adds: z.int().min(0).max(64),
  /** Where the length stands a second time (FT1.2), and must be equal. */
  repeatAt: z.int().min(0).max(16).optional(),
  min: z.int().min(0).max(MAX_FRAME_BYTES),
  max: z.int().min(0).max(MAX_FRAME_BYTES),
});

const fixedBytes = z
  .array(z.strictObject({ at: z.int().min(0).max(64), value: byteSchema }))
  .max(16)
  .default([]);

/** How bytes become frames. A new framing kind is a new member here and one function in `device-app/pads/framing/kinds.ts`. */
export const framingSchema = z.discriminatedUnion('kind', [
  /** Every byte is a frame. */
  z.strictObject({ ...common, kind: z.literal('byte') }),
  /** Always `size` bytes. */
  z.strictObject({
    ...common,
    kind: z.literal('fixed'),
    size: z.int().min(1).max(MAX_FRAME_BYTES),
    header: hexSchema.optional(),
    trailer: hexSchema.optional(),
  }),
  /** A header, then a length field. */
  z.strictObject({
    ...common,
    kind: z.literal('length'),
    header: hexSchema,
    length: lengthField,
    fixed: fixedBytes,
    trailer: hexSchema.optional(),
  }),
  /** Everything up to and including the end mark, such as a line. */
  z.strictObject({ ...common, kind: z.literal('delimiter'), end: hexSchema }),
  /** From a header to the next trailer, which may look like the header. */
  z.strictObject({
    ...common,
    kind: z.literal('header-trailer'),
    header: hexSchema,
    trailer: hexSchema,
    /** Smallest frame, header and trailer included. */
    minSize: z.int().min(2).max(MAX_FRAME_BYTES),
  }),
]);
export type FramingSpec = z.infer<typeof framingSchema>;
export type FramingKind = FramingSpec['kind'];
