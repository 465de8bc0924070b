import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';
import { bo } from './bo.data.ts';
import { en } from './en.data.ts';
import type { PageTexts } from './page-texts.ts';
import { ug } from './ug.data.ts';
import { zhCn } from './zh-cn.data.ts';

/** Every word of the phone page. */
export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = { 'zh-CN': zhCn, en, ug, bo };

export const PAGE_LANGUAGES: readonly Language[] = languageSchema.options;
