import { z } from 'zod';
import { byteSchema, CHECKSUM_KINDS, hexSchema, offsetSchema } from './primitives.ts';

/** Largest frame any profile may declare, bytes; bounds every receive buffer. */
export const MAX_FRAME_BYTES = 4096;

const checksumSchema = z
  .strictObject({
    kind: z.enum(CHECKSUM_KINDS),
    /** First byte covered. */
    from: offsetSchema,
    /** End of the range, exclusive; negative: from the end of the frame. */
    to: offsetSchema,
    /** Where the checksum stands. */
    at: offsetSchema,
    /** Byte order of 16-bit checksums. */
    endian: z.enum(['big', 'little']).default('big'),
    /** Kind `fixed` only: the bytes that stand where others have a checksum. */
    value: hexSchema.optional(),
    /** Bytes by which a sender says "do not check", such as `ab cd` of GM65 scanners. */
    wildcard: hexSchema.optional(),
    /** false: a wrong checksum is let through, for pads known to send one. */
    strict: z.boolean().default(true),
  })
  .refine((checksum) => (checksum.kind === 'fixed') === (checksum.value !== undefined), {
    error: 'needs "value" for the kind "fixed", and only there',
    path: ['value'],
  });
export type ChecksumSpec = z.infer<typeof checksumSchema>;

const common = {
  /** One byte that some senders put before the frame; not part of the frame. */
  optionalLead: byteSchema.optional(),
  /**
   * Byte sequences that are frames of their own wherever a frame may begin, such as the acknowledgement that a scanner puts before
   * what it read. Neither shape nor checksum of the kind applies to them.
   */
  literals: z.array(hexSchema).max(8).default([]),
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
  /** Everything up to and including the end mark. */
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
  /** Answers of a Modbus RTU server: size by function code, CRC always checked (Modbus over serial line V1.02 §2.5.1). */
  z.strictObject({ ...common, kind: z.literal('modbus-rtu') }),
  /** Whatever arrives before the line falls silent for `interByteTimeoutMs`; the last resort, since adapters delay bytes. */
  z.strictObject({
    ...common,
    kind: z.literal('idle-gap'),
    interByteTimeoutMs: z.int().min(5).max(10_000),
    minSize: z.int().min(1).max(MAX_FRAME_BYTES).default(1),
  }),
  /** A line of text ended by CR, LF or CR LF; the frame is the text without its end, and an empty line is none. */
  z.strictObject({ ...common, kind: z.literal('text-line') }),
  /** Text cut at a separator such as `||`; the frame is the piece without it, and an empty piece is none. */
  z.strictObject({
    ...common,
    kind: z.literal('text-split'),
    separator: z.string().regex(/^[\x20-\x7e]{1,8}$/, { error: 'must be 1–8 printable ASCII characters' }),
  }),
  /** One message of the transport is one frame: a HID report, a datagram, a WebSocket message. */
  z.strictObject({
    ...common,
    kind: z.literal('hid-report'),
    /** Report number in the first byte; reports with another are none of ours. Absent: the device does not number its reports. */
    reportId: byteSchema.optional(),
    /** Bytes that must be there; the padding after them may be missing. */
    minSize: z.int().min(1).max(MAX_FRAME_BYTES),
  }),
  /** One JSON object after another, whatever stands between them. */
  z.strictObject({ ...common, kind: z.literal('json') }),
]);
export type FramingSpec = z.infer<typeof framingSchema>;
export type FramingKind = FramingSpec['kind'];
