import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { z } from 'zod';
import { isClip } from './clips.ts';

export const PACK_LIMITS = {
  clipBytes: 300 * 1024,
  /** All clips of all languages together. */
  packBytes: 96 * 1024 * 1024,
  /** Longer ones nobody listens to. */
  clipSeconds: 12,
} as const;

/** The sound files a pack may hold, by the ending of their names; what every Chromium plays, and none that can hold a script. */
export const CLIP_TYPES = { opus: 'audio/ogg', ogg: 'audio/ogg', mp3: 'audio/mpeg', wav: 'audio/wav' } as const;
export type ClipEnding = keyof typeof CLIP_TYPES;

const fileSchema = z
  .string()
  .max(80, 'must have at most 80 characters')
  .regex(
    /^[A-Za-z0-9][\w-]*\.(opus|ogg|mp3|wav)$/,
    'must be a plain name of letters, digits, - and _ that ends in .opus, .ogg, .mp3 or .wav',
  );

const NO_CLIP = 'is no clip of the terminal: npm run voice -- script names them all';

/** `pack.json` of a clip pack. The files lie beside it, in a folder for each language: `<language>/<file>`. */
export const voicePackSchema = z.strictObject({
  version: z.literal(1, 'must be 1'),
  languages: z.partialRecord(
    languageSchema,
    z.strictObject({
      /** Who spoke, or what made it. */
      voice: z.string().min(1, 'must say who spoke, or what made it').max(200),
      /** On what terms the recordings may be used. */
      licence: z.string().min(1, 'must say on what terms the recordings may be used').max(200),
      clips: z.record(z.string(), fileSchema).superRefine((clips, check) => {
        for (const clip of Object.keys(clips))
          if (!isClip(clip)) check.addIssue({ code: 'custom', path: [clip], message: NO_CLIP });
      }),
    }),
  ),
});
export type VoicePackFile = z.infer<typeof voicePackSchema>;
