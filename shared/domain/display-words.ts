import type { Display, Language } from './display.ts';

/* Apart from the schemas, so that the screens carry none of them. */

/** What `displaySchema` fills in. */
export const STANDARD_DISPLAY: Display = {
  theme: 'light',
  elder: false,
  large: false,
  low: false,
  guided: false,
  volume: 2,
};

/** Words in every language of the screens. */
export interface Localised {
  readonly zh: string;
  readonly en: string;
  readonly ug: string;
  readonly bo: string;
}

/** The words of a row of data in a language of the screens. */
export function wordsIn(row: Localised, language: Language): string {
  return row[language === 'zh-CN' ? 'zh' : language];
}

/** Which way a language is read. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ug' ? 'rtl' : 'ltr';
}
