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
  /** Ports are always taken exclusively, since two programs would each swallow half the bytes; may be said, but not denied. */
  lock: z
    .literal(true, { error: 'must be true or left out: two programs on one port would each get half the bytes' })
    .default(true),
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

const usageSchema = z.union([
  z.int().min(0).max(0xffff),
  z
    .string()
    .regex(/^0x[0-9a-f]{1,4}$/i, { error: 'must be a usage such as "0xff60"' })
    .transform(Number),
]);

/**
 * Which collection of a HID device is opened; a device may have several, of which only one carries the buttons.
 * What is written begins with the report number, 0 where reports are unnumbered (hidapi).
 */
const hidSchema = z.strictObject({
  usagePage: usageSchema.optional(),
  usage: usageSchema.optional(),
  interface: z.int().min(0).max(32).optional(),
});
export type HidOptions = z.infer<typeof hidSchema>;

/** `connect`: the terminal dials the evaluator named in the settings; `listen`: the evaluator dials the terminal. */
const networkSchema = z.strictObject({
  role: z.enum(['connect', 'listen']),
  /** Where the settings name no other. */
  port: z.int().min(1).max(65_535),
});
export type NetworkOptions = z.infer<typeof networkSchema>;

/** The ways to reach a device. A new kind is a new member here and one transport in `device-app/pads/adapters`. */
export const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serial'), serial: serialSchema }),
  /** HID devices that are no keyboards; gamepads too. */
  z.strictObject({ kind: z.literal('hid'), hid: hidSchema.prefault({}) }),
  /**
   * Pads that type. The shell hands over exactly these keys (`KeyboardEvent.code`), as boot reports of 8 bytes, because the system
   * gives keyboards to nobody else.
   */
  z.strictObject({
    kind: z.literal('keyboard'),
    codes: z
      .array(z.string().regex(/^[A-Z][A-Za-z0-9]{1,19}$/, { error: 'must be a key code such as "F13" or "Numpad1"' }))
      .min(1)
      .max(32),
  }),
  z.strictObject({ kind: z.literal('tcp'), tcp: networkSchema }),
  /** One datagram is one frame; answers go to the sender. */
  z.strictObject({ kind: z.literal('udp'), udp: networkSchema.pick({ port: true }) }),
  z.strictObject({
    kind: z.literal('websocket'),
    websocket: networkSchema.extend({
      path: z
        .string()
        .regex(/^\/[\w./-]{0,99}$/, { error: 'must be a path such as "/"' })
        .default('/'),
    }),
  }),
]);
export type TransportSpec = z.infer<typeof transportSchema>;
export type TransportKind = TransportSpec['kind'];

const usbId = z
  .string()
  .regex(/^[0-9a-f]{4}$/i, { error: 'must be four hexadecimal digits' })
  .toLowerCase();

/** How a device is recognised when the settings name none: any entry may match, the most specific wins. */
export const matchSchema = z
  .array(
    z.union([
      z.strictObject({ vid: usbId, pid: usbId, serialNumber: z.string().min(1).max(100).optional() }),
      /** Any device with the usage of the transport, such as raw HID keyboards, each of which has ids of its own. */
      z.strictObject({ usageOnly: z.literal(true) }),
      z.strictObject({
        /** Paths with `*` and `?` in their last segment; reaches nodes that the operating system's list leaves out. */
        pathGlobs: z.array(z.string().min(1).max(200)).min(1).max(16),
      }),
    ]),
  )
  .max(64);
export type MatchEntry = z.infer<typeof matchSchema>[number];
