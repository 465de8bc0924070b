/**
 * Everything the terminal says, by the name its clip has in a pack. The words are in the texts of the screens under `voice.<id>`, in all
 * four languages: they are the caption, and what is to be recorded. Only `levelN` tells of a choice: it is spoken only where nobody else
 * hears it, and never captioned (P5).
 */
export const CLIPS = [
  'invite',
  'invite-again',
  'undo',
  'choose-again',
  'recorded',
  'reasons',
  'thanks',
  'already-rated',
  'unrated',
  'more-time',
  /** Heard where the volume is chosen. */
  'volume',
  'guided-start',
  'guided-keys',
  'guided-touch',
  'guided-plug-in',
  'level5',
  'level4',
  'level3',
  'level2',
  'level1',
  'skip',
  'again',
  'done',
  'kiosk-start',
  'kiosk-scan',
  'kiosk-number',
  'kiosk-choice',
  'scan-failed',
  'fault',
] as const;
export type ClipId = (typeof CLIPS)[number];
