import { z } from 'zod';
import { kioskWaySchema } from './kiosk-page.ts';

/** The longest number that can be typed; services have none longer. */
export const NUMBER_MAX = 64;

/** What a citizen does at the pages of a kiosk. */
export const kioskInputSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('way'), way: kioskWaySchema }),
  z.strictObject({ act: z.literal('key'), key: z.string().regex(/^[A-Z0-9_/.-]$/, 'must be one key of the pad') }),
  z.strictObject({ act: z.literal('delete') }),
  z.strictObject({ act: z.literal('enter') }),
  z.strictObject({ act: z.literal('choose'), id: z.string().min(1).max(40) }),
  /** 咨询 or what the catalogue does not name. */
  z.strictObject({ act: z.literal('choose-other') }),
  z.strictObject({ act: z.literal('back') }),
  z.strictObject({ act: z.literal('more-time') }),
]);
export type KioskInput = z.infer<typeof kioskInputSchema>;
