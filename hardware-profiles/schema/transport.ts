import { z } from 'zod';

/** How the port is opened and driven (HARDWARE §5, items 9 and 10). */
const serialSchema = z.strictObject({
  baudRate: z.int().min(50).max(4_000_000),
  dataBits: z.literal([5, 6, 7, 8]).default(8),
  stopBits: z.literal([1, 2]).default(1),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  rtscts: z.boolean().default(false),
  /** Some pads draw their power from these lines, some boards reset on them. */
  dtr: z.boolean().default(true),
  rts: z.boolean().default(true),
  /** Drop the modem lines on close. */
  hupcl: z.boolean().default(true),
  /** Take the port exclusively, so that two programs cannot each swallow half the bytes. */
  lock: z.boolean().default(true),
  /** Milliseconds after opening in which the pad is still starting: its bytes are dropped and nothing is sent. */
  settleMs: z.int().min(0).max(10_000).default(0),
  /** Bytes read at most at once. */
  highWaterMark: z.int().min(64).max(4096).default(1024),
  /** A write that takes longer than this means that the pad is gone. */
  writeTimeoutMs: z.int().min(50).max(10_000).default(1000),
  rs485: z
    .strictObject({
      /** Silence after the last received byte before the host may drive a half-duplex line. */
      turnaroundMs: z.int().min(0).max(1000).default(0),
    })
    .prefault({}),
});
export type SerialOptions = z.infer<typeof serialSchema>;

/** The ways to reach a pad. A new kind of transport is a new member here. */
export const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serial'), serial: serialSchema }),
]);

const usbId = z
  .string()
  .regex(/^[0-9a-f]{4}$/i, { error: 'must be four hexadecimal digits' })
  .toLowerCase();

/** How a port is recognised when the settings name none: any entry may match, the most specific wins. */
export const matchSchema = z
  .array(
    z.union([
      z.strictObject({ vid: usbId, pid: usbId, serialNumber: z.string().min(1).max(100).optional() }),
      z.strictObject({
        /** Paths with `*` and `?` in their last segment; reaches nodes that the operating system's list leaves out. */
        pathGlobs: z.array(z.string().min(1).max(200)).min(1).max(16),
      }),
    ]),
  )
  .max(16);
export type MatchEntry = z.infer<typeof matchSchema>[number];
