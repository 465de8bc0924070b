import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';
import { z } from 'zod';

/** What may be heard now. How loud is `display.volume`. */
export const soundSchema = z.strictObject({
  /** Quiet hours: nothing through the hall's speaker; captions stay. */
  quiet: z.boolean(),
  /** Only the citizen hears it: then, and only then, choices are spoken (P5). */
  privateEar: z.boolean(),
  /**
   * The clips of the screen's language and of Mandarin, as far as the pack holds them: at `voice/<language>/<file>` beside the screens, for a media element (the screens' policies
   * let nothing be fetched). Any other is a caption only.
   */
  clips: z.partialRecord(languageSchema, z.record(z.string().max(40), z.string().max(80))),
});
export type Sound = z.infer<typeof soundSchema>;

/** What a screen in a language is to know of: its own clips, and those that stand in for them. A pack is too large for every snapshot. */
export function soundFor(sound: Sound, language: Language): Sound {
  const { [language]: own, 'zh-CN': mandarin } = sound.clips;
  const clips = { ...(mandarin !== undefined && { 'zh-CN': mandarin }), ...(own !== undefined && { [language]: own }) };
  return { ...sound, clips };
}
