import { z } from 'zod';

/** Words that come from a device or the system, cut to what a panel can show. */
const words = z.string().max(300);
const count = z.int().nonnegative();
/** Wall-clock time, ms. */
const at = z.number();

/** How much of each list a page holds; the technician reads the newest. */
export const DIAGNOSTICS_LIMITS = { devices: 16, ports: 32, traffic: 6, presses: 4, reasons: 8, report: 8 } as const;

const deviceSchema = z.strictObject({
  title: z.strictObject({ zh: words, en: words }),
  role: z.enum(['pad', 'scanner', 'light', 'printer', 'card-reader']),
  profile: words,
  connected: z.boolean(),
  path: words.nullable(),
  matchedBy: z.enum(['path', 'serial-number', 'location', 'usb-id', 'usage', 'path-pattern']).nullable(),
  /** Why it is not connected, with the program that holds its port where known. */
  problem: words.nullable(),
  goodFrames: count,
  badFrames: count,
  badReasons: z.array(z.strictObject({ reason: words, count })).max(DIAGNOSTICS_LIMITS.reasons),
  strayPresses: count,
  /**
   * Newest first. Of a pad's bytes from the time of a session neither content nor number is shown: both may tell a level (P5). What
   * scanners and printers carry is never shown.
   */
  traffic: z
    .array(z.strictObject({ at, direction: z.enum(['in', 'out']), size: count.nullable(), hex: words.nullable() }))
    .max(DIAGNOSTICS_LIMITS.traffic),
  /** Newest first. `what` is null from the time of a session (P5). */
  presses: z
    .array(
      z.strictObject({
        at,
        verdict: z.enum(['accepted', 'stray', 'bounce', 'repeat']),
        what: words.nullable(),
      }),
    )
    .max(DIAGNOSTICS_LIMITS.presses),
  /** What the device last told about itself. */
  report: z.array(z.strictObject({ name: words, value: words })).max(DIAGNOSTICS_LIMITS.report),
});

const portSchema = z.strictObject({
  path: words,
  kind: words,
  usbId: words.nullable(),
  serialNumber: words.nullable(),
  location: words.nullable(),
  /** Index of the device that uses it, in `devices`. */
  device: count.nullable(),
  /** Another program that holds it. */
  holder: words.nullable(),
  /** Profiles whose fingerprint fits. */
  fits: z.array(words).max(8),
});

/** What a technician reads beside the hardware. */
export const diagnosticsSchema = z.strictObject({
  devices: z.array(deviceSchema).max(DIAGNOSTICS_LIMITS.devices),
  ports: z.array(portSchema).max(DIAGNOSTICS_LIMITS.ports),
});
export type Diagnostics = z.infer<typeof diagnosticsSchema>;
export type DiagnosedDevice = Diagnostics['devices'][number];
export type DiagnosedPort = Diagnostics['ports'][number];
