import { z } from 'zod';

const countdown = z.strictObject({ remainingMs: z.number().nonnegative(), totalMs: z.number().positive() });
/** Present only in the last seconds before the kiosk returns to its start: the citizen may have more time without limit. */
const warning = { warning: countdown.nullable() };

/** What no 业务流水号 is: an identity number, or something too short or ending in the middle. */
export const NUMBER_NOTICES = ['citizen-number', 'unfinished'] as const;
export type NumberNotice = (typeof NUMBER_NOTICES)[number];

/** How a citizen tells a kiosk what to rate. */
export const kioskWaySchema = z.enum(['scan', 'number', 'place']);
export type KioskWay = z.infer<typeof kioskWaySchema>;

/** What a self-service kiosk shows while nobody rates. */
export const kioskPageSchemas = [
  /** The ways that are there, in the order to show them. */
  z.strictObject({ kind: z.literal('kiosk-start'), ways: z.array(kioskWaySchema).min(1), ...warning }),
  /** Where to hold the receipt. */
  z.strictObject({ kind: z.literal('kiosk-scan'), ...warning }),
  /** 业务流水号 as typed so far, and why 确定 did nothing with it. */
  z.strictObject({
    kind: z.literal('kiosk-number'),
    text: z.string(),
    notice: z.enum(NUMBER_NOTICES).nullable(),
    ...warning,
  }),
  /** Hall → window → matter. */
  z.strictObject({
    kind: z.literal('kiosk-choice'),
    step: z.enum(['hall', 'window', 'matter']),
    /** What was chosen before. */
    path: z.array(z.string()),
    entries: z.array(z.strictObject({ id: z.string(), name: z.string(), note: z.string().nullable() })),
    ...warning,
  }),
] as const;
export type KioskPage = z.infer<(typeof kioskPageSchemas)[number]>;
