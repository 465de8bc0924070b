import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { z } from 'zod';
import { BAD_FRAME_KINDS } from '../devices/bad-frames.data.ts';
import { PROBLEM_CODES } from '../devices/device-problem.ts';

/** Words that come from a device or the system, cut to what a panel can show. */
const words = z.string().max(300);
const count = z.int().nonnegative();
/** Wall-clock time, ms. */
const at = z.number();

/** How much of each list a page holds; the technician reads the newest. */
export const DIAGNOSTICS_LIMITS = { devices: 16, ports: 32, traffic: 6, presses: 4, reasons: 8, report: 8 } as const;

/** Ways to reach a device, as profiles name them. */
const transportSchema = z.enum(['serial', 'hid', 'keyboard', 'tcp', 'udp', 'websocket']);

/** Another program that has a port; `program` is empty where the system does not tell, `sure` false where it is only known for it. */
const holderSchema = z.strictObject({ program: words, pid: count, sure: z.boolean() });

/** Why a device does not work: screens have words for each code, in which the parameters stand. */
const problemSchema = z.strictObject({
  code: z.enum(PROBLEM_CODES),
  params: z.record(z.string().max(20), words),
  holder: holderSchema.nullable(),
});

/** What was pressed or read; `raw` is the value on the wire. Of what was scanned only the length, in characters. */
export const pressedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('level'), level: levelSchema, raw: words }),
  z.strictObject({ kind: z.literal('key'), key: words }),
  z.strictObject({ kind: z.literal('scan'), size: count }),
  z.strictObject({ kind: z.literal('unknown'), raw: words }),
  z.strictObject({ kind: z.literal('button'), raw: words }),
]);

const deviceSchema = z.strictObject({
  title: z.strictObject({ zh: words, en: words }),
  role: z.enum(['pad', 'scanner', 'light', 'printer', 'card-reader']),
  profile: words,
  connected: z.boolean(),
  path: words.nullable(),
  matchedBy: z.enum(['path', 'serial-number', 'location', 'usb-id', 'usage', 'path-pattern']).nullable(),
  /** Why it is not connected. */
  problem: problemSchema.nullable(),
  goodFrames: count,
  badFrames: count,
  badReasons: z.array(z.strictObject({ reason: z.enum(BAD_FRAME_KINDS), count })).max(DIAGNOSTICS_LIMITS.reasons),
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
        what: pressedSchema.nullable(),
      }),
    )
    .max(DIAGNOSTICS_LIMITS.presses),
  /** What the device last told about itself. */
  report: z.array(z.strictObject({ name: words, value: words })).max(DIAGNOSTICS_LIMITS.report),
});

const portSchema = z.strictObject({
  path: words,
  kind: transportSchema,
  usbId: words.nullable(),
  serialNumber: words.nullable(),
  location: words.nullable(),
  /** Index of the device that uses it, in `devices`. */
  device: count.nullable(),
  /** Another program that holds it. */
  holder: holderSchema.nullable(),
  /** Profiles whose fingerprint fits. */
  fits: z.array(words).max(8),
});

/** What a technician reads beside the hardware. */
export const diagnosticsSchema = z.strictObject({
  /**
   * Bytes and presses of pads are kept back now, since a citizen is there or was until a moment ago (P5): for how long, ms, null while
   * nobody knows. Null once everything is shown.
   */
  withheld: z.strictObject({ remainingMs: z.number().nonnegative().nullable() }).nullable(),
  devices: z.array(deviceSchema).max(DIAGNOSTICS_LIMITS.devices),
  ports: z.array(portSchema).max(DIAGNOSTICS_LIMITS.ports),
});
export type Diagnostics = z.infer<typeof diagnosticsSchema>;
export type DiagnosedDevice = Diagnostics['devices'][number];
export type DiagnosedProblem = NonNullable<DiagnosedDevice['problem']>;
export type DiagnosedPress = NonNullable<DiagnosedDevice['presses'][number]['what']>;
export type DiagnosedHolder = z.infer<typeof holderSchema>;
export type DiagnosedPort = Diagnostics['ports'][number];
