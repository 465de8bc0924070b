import { z } from 'zod';

/** The languages of the screens: Chinese, English, Uyghur (right to left), Tibetan. */
export const languageSchema = z.enum(['zh-CN', 'en', 'ug', 'bo']);
export type Language = z.infer<typeof languageSchema>;

export const themeSchema = z.enum(['light', 'dark', 'contrast']);
export type Theme = z.infer<typeof themeSchema>;

/** How a person wants to be shown and told things. Nothing of it outlives their session. */
export const displaySchema = z.strictObject({
  theme: themeSchema.default('light'),
  /** 长辈版: larger targets and words, longer waits, nothing that moves. */
  elder: z.boolean().default(false),
  /** Words larger still, for low vision. */
  large: z.boolean().default(false),
  /** 低位: on a tall kiosk everything within reach of who sits (EN 301 549 8.3.2: 1220 mm). */
  low: z.boolean().default(false),
  /** Read out step by step, for who cannot see the screen. */
  guided: z.boolean().default(false),
  /** How loud it speaks, from 0 silent to 3. UX §3.2: three steps, reset with the session. */
  volume: z.int().min(0).max(3).default(2),
});
export type Display = z.infer<typeof displaySchema>;
