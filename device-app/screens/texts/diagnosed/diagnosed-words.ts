import type { Language } from '@mingjing/device-app/core/screen/screen-state.ts';
import { bo } from './bo.ts';
import type { DiagnosedTexts } from './diagnosed-texts.ts';
import { en } from './en.ts';
import { ug } from './ug.ts';
import { zhCN } from './zh-CN.ts';

/** What technicians read of devices: apart from the texts of citizens, whose screens never load it. */
export const DIAGNOSED_TEXTS: Readonly<Record<Language, DiagnosedTexts>> = { 'zh-CN': zhCN, en, ug, bo };

/** Puts values where a text names them in double braces. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_braces, name: string) => String(values[name] ?? ''));
}
