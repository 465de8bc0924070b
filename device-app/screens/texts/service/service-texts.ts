import type { Language } from '@mingjing/shared/domain/display.ts';
import type { TFunction } from 'i18next';
import { addTexts, useWording } from '../texts.ts';
import { serviceBo } from './bo.ts';
import { serviceEn } from './en.ts';
import { serviceUg } from './ug.ts';
import { type ServiceTexts, serviceZhCN } from './zh-CN.ts';

/** Every language of the service pages. They come with these pages: no citizen waits for their words. */
export const SERVICE_TEXTS: Record<Language, ServiceTexts> = {
  'zh-CN': serviceZhCN,
  en: serviceEn,
  ug: serviceUg,
  bo: serviceBo,
};
const wordsIn = addTexts('service', SERVICE_TEXTS);

export interface ServiceWording {
  readonly language: Language;
  readonly t: TFunction<'service'>;
}

/** The words of the service pages in the language of the screen. */
export function useServiceWording(): ServiceWording {
  const { language } = useWording();
  return { language, t: wordsIn(language) };
}
