/**
 * What the terminal says of itself, by the name its clip has in a pack. The words are in the texts of the screens under `voice.<name>`, in
 * all four languages: they are the caption, and what is to be recorded. Nothing here tells of a choice (P5).
 */
export const PROMPT_CLIPS = [
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
  'guided-repeat',
  'guided-plug-in',
  'skip',
  'again',
  'done',
  'kiosk-start',
  'kiosk-scan',
  'kiosk-number',
  'kiosk-choice',
  'number-citizen-number',
  'number-unfinished',
  'scan-expired',
  'scan-unknown',
  'scan-offline',
  'scan-unreadable',
  'scan-busy',
  'fault',
] as const;
export type PromptClip = (typeof PROMPT_CLIPS)[number];

/** Names of what has no words of its own on the glass, or others than are to be spoken; the words are `voice.<name>` too. */
export const NAME_CLIPS = [
  'level5',
  'level4',
  'level3',
  'level2',
  'level1',
  /** After the name of something that stays down, and is. */
  'chosen',
  'language-zh-CN',
  'language-en',
  'language-ug',
  'language-bo',
  'key-dash',
  'key-slash',
  'key-underscore',
  'key-dot',
] as const;
export type NameClip = (typeof NAME_CLIPS)[number];

/** Words on the glass that a clip says as they stand there: the clip has the name of the text. */
export const WORD_CLIPS = [
  'display.open',
  'display.close',
  'display.elder',
  'display.large',
  'display.contrast',
  'display.dark',
  'display.low',
  'display.guided',
  'display.volume',
  'display.volumes.v0',
  'display.volumes.v1',
  'display.volumes.v2',
  'display.volumes.v3',
  'idle.signIn',
  'idle.previous',
  'idle.next',
  'idle.pause',
  'idle.play',
  'servicePages.setUp',
  'kiosk.ways.scan.title',
  'kiosk.ways.scan.text',
  'kiosk.ways.number.title',
  'kiosk.ways.number.text',
  'kiosk.ways.place.title',
  'kiosk.ways.place.text',
  'kiosk.choice.other',
  'kiosk.back',
  'kiosk.delete',
  'kiosk.enter',
  'kiosk.previous',
  'kiosk.next',
  'warning.more',
  'reasons.submit',
  'reasons.more',
  'reasons.tags',
  'reasons.items',
  'reasons.write',
  'reasons.draw',
  'reasons.filled',
  'reasons.done',
  'reasons.clear',
  'reasons.undo',
  'reasons.text',
  'reasons.key.erase',
  'reasons.key.space',
  'reasons.key.signs',
  'reasons.key.letters',
  'reasons.key.shift',
  'reasons.key.stack',
  'reasons.key.split',
  'reasons.key.previous',
  'reasons.key.next',
  'reasons.key.pick',
] as const;
export type WordClip = (typeof WORD_CLIPS)[number];

/** Keys that have a clip of the name `key.<key>`, which says what is on them. */
export const KEY_CLIPS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'] as const;

/** How far is counted aloud: more than stand side by side on any panel. */
export const COUNTED_TO = 20;
