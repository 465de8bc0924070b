import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { z } from 'zod';

/** What may be heard now. How loud is `display.volume`. */
export const soundSchema = z.strictObject({
  /** Quiet hours: nothing through the hall's speaker; captions stay. */
  quiet: z.boolean(),
  /** Only the citizen hears it: then, and only then, choices are spoken (P5). */
  privateEar: z.boolean(),
  /**
   * The clips of each language that the pack holds: at `voice/<language>/<file>` beside the screens, for a media element (the screens' policies
   * let nothing be fetched). Any other is a caption only.
   */
  clips: z.partialRecord(languageSchema, z.record(z.string().max(40), z.string().max(80))),
});
export type Sound = z.infer<typeof soundSchema>;
