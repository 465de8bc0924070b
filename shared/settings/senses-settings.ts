import { z } from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 18:30');

/** Percent of the backlight. Below 30 no code can be read off the panel. */
export const brightnessSchema = z.int().min(30).max(100);

/** A key as the browser names it (`KeyboardEvent.code`). */
const keyCode = z.string().min(1).max(20);

/** How the terminal knows that only the citizen hears it, so that choices may be spoken (P5). */
export const privateEarSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('none') }),
  /** A handset or earpiece is the only output. */
  z.strictObject({ by: z.literal('always') }),
  /** Audio keypads type a key when a plug goes in, and another when it comes out. */
  z.strictObject({ by: z.literal('keys'), in: keyCode, out: keyCode }),
]);

export const soundSettingsSchema = z.strictObject({
  /** Folder of the clip pack; `voice` in the data folder where absent. */
  pack: z.string().min(1).optional(),
  /** Hours in which nothing sounds through the hall's speaker, by the window's clock; captions stay. May pass midnight. */
  quiet: z
    .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
    .max(4)
    .default([]),
  privateEar: privateEarSchema.prefault({ by: 'none' }),
});
export type SoundSettings = z.infer<typeof soundSettingsSchema>;
