import type { Language } from '@mingjing/shared/domain/display.ts';
import { PACK_LIMITS } from '../core/voice/pack-schema.ts';
import { hintOf } from './hints.ts';
import { spokenTexts } from './spoken-texts.ts';

/** What a speaker needs to record a language, as Markdown: file name, words, and when each is heard. */
export function scriptAsMarkdown(language: Language): string {
  const rows = spokenTexts(language).map(
    ([clip, text], index) => `| ${index + 1} | ${clip} | ${text} | ${hintOf(clip)} |`,
  );
  return [
    `# 录音稿 ${language}`,
    '',
    `每句一个文件，放进 \`${language}/\`，文件名随意（字母、数字、- 和 _），扩展名 .opus、.ogg、.mp3 或 .wav。`,
    `每句不超过 ${PACK_LIMITS.clipSeconds} 秒、${PACK_LIMITS.clipBytes / 1024} KB。同一人、同一距离、同一音量；句首句尾留 0.1 秒静音。`,
    '录好后写 pack.json，用 `npm run voice -- check 文件夹` 检查。',
    '',
    '| 序号 | 名称 | 读什么 | 什么时候播放、怎么读 |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The same as CSV (RFC 4180), for a spreadsheet. */
export function scriptAsCsv(language: Language): string {
  const rows = spokenTexts(language).map(([clip, text]) => [clip, text, hintOf(clip)]);
  // Spreadsheets read UTF-8 only where the file says so.
  return `\ufeff${[['clip', 'text', 'hint'], ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
