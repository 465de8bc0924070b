import type { Language } from '@mingjing/shared/domain/display.ts';

/** How the synthesiser speaks a language. */
export interface DraftVoice {
  /** Its name of the voice: Mandarin is read by way of Pinyin. */
  readonly voice: string;
  /** Words a minute: slower than it would speak by itself (UX §3.2: 0.8–1.2×). */
  readonly rate: number;
}

/** Null: it cannot speak that language; a person must. */
export const DRAFT_VOICES: Readonly<Record<Language, DraftVoice | null>> = {
  'zh-CN': { voice: 'cmn-latn-pinyin', rate: 155 },
  en: { voice: 'en', rate: 150 },
  ug: { voice: 'ug', rate: 150 },
  bo: null,
};

export const DRAFTED_BY = 'eSpeak NG, a speech synthesiser: a draft, to be replaced by a person';
export const DRAFT_LICENCE = 'made by eSpeak NG (GPL-3.0 covers the program, not what it says); for trial use';
