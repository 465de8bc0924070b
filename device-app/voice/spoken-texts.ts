import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';
import { wordsIn } from '@mingjing/shared/domain/display-words.ts';
import { MATTER_ITEMS } from '@mingjing/shared/domain/matter-items.data.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import { type ClipId, clipsFor, type List } from '../core/voice/clips.ts';
import { bo } from '../screens/texts/bo.ts';
import { en } from '../screens/texts/en.ts';
import { ug } from '../screens/texts/ug.ts';
import { type Texts, zhCN } from '../screens/texts/zh-CN.ts';

const TEXTS: Readonly<Record<Language, Texts>> = { 'zh-CN': zhCN, en, ug, bo };
const LISTS = { tag: REASON_CATALOGUE.tags, item: MATTER_ITEMS.items } as const;

/** Every clip that a whole pack has. */
export const CLIPS: readonly ClipId[] = clipsFor(LISTS);

/** What each clip says in a language: the words of the screens. */
export function spokenTexts(language: Language): readonly (readonly [ClipId, string])[] {
  return CLIPS.map((clip) => [clip, wordsOf(clip, language)] as const);
}

/** A clip is named by a code of a list, a key, a count and its number, or by the text it says. */
function wordsOf(clip: ClipId, language: Language): string {
  const [family = '', name = ''] = clip.split(/\.(.*)/s);
  if (isList(family)) {
    const entry = LISTS[family].find(({ code }) => code === name);
    if (entry !== undefined) return wordsIn(entry, language);
  }
  if (family === 'key') return name;
  if (/^\d+$/.test(name)) return textAt(language, `voice.${family}`).replace('{{count}}', name);
  return textAt(language, name === '' ? `voice.${clip}` : clip);
}

/** @throws where no text has this name */
function textAt(language: Language, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | undefined)?.[name], TEXTS[language]);
  if (typeof found !== 'string') throw new Error(`no text ${path} in ${language}: add it to screens/texts`);
  return found;
}

const isList = (name: string): name is List => name in LISTS;

export const LANGUAGES = languageSchema.options;
