import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';
import { CLIPS, type ClipId } from '../core/voice/clips.data.ts';
import { bo } from '../screens/texts/bo.ts';
import { en } from '../screens/texts/en.ts';
import { ug } from '../screens/texts/ug.ts';
import { zhCN } from '../screens/texts/zh-CN.ts';

const SPOKEN: Readonly<Record<Language, Readonly<Record<ClipId, string>>>> = {
  'zh-CN': zhCN.voice,
  en: en.voice,
  ug: ug.voice,
  bo: bo.voice,
};

/** What each clip says in a language: the captions of the screens. */
export function spokenTexts(language: Language): readonly (readonly [ClipId, string])[] {
  return CLIPS.map((clip) => [clip, SPOKEN[language][clip]] as const);
}

export const LANGUAGES = languageSchema.options;
