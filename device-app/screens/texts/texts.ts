import type { Language } from '@mingjing/device-app/core/screen/screen-state.ts';
import i18next, { type TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import { bo } from './bo.ts';
import { en } from './en.ts';
import type { ServiceTexts } from './service/zh-CN.ts';
import { ug } from './ug.ts';
import { type Texts, zhCN } from './zh-CN.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Texts; service: ServiceTexts };
  }
}

/** Every language of the screens. A language of the contract without texts fails the type check. */
export const TEXTS: Record<Language, Texts> = { 'zh-CN': zhCN, en, ug, bo };

const instance = i18next.createInstance();
void instance.init({
  lng: 'zh-CN',
  fallbackLng: false,
  initAsync: false,
  // React escapes.
  interpolation: { escapeValue: false },
  resources: Object.fromEntries(Object.entries(TEXTS).map(([language, translation]) => [language, { translation }])),
});

export interface Wording {
  readonly language: Language;
  readonly t: TFunction;
}

/** The words of one language. The language is part of the screen state, so nothing is switched behind React's back. */
export function wordingOf(language: Language): Wording {
  return { language, t: instance.getFixedT(language) };
}

/** Adds words that come with pages of their own. Returns how to have them in a language. */
export function addTexts<N extends 'service'>(
  name: N,
  texts: Record<Language, ServiceTexts>,
): (language: Language) => TFunction<N> {
  for (const [language, words] of Object.entries(texts)) instance.addResourceBundle(language, name, words);
  return (language) => instance.getFixedT(language, name);
}

export const WordingContext = createContext<Wording | null>(null);

export function useWording(): Wording {
  const wording = useContext(WordingContext);
  if (wording === null) throw new Error('useWording outside of the app');
  return wording;
}
