import type { SessionView } from '@mingjing/shared/domain/service-session.ts';

/** What stands on the receipt besides the session. */
export interface ReceiptPlace {
  readonly windowName: string;
  /** Paper of 58 mm holds 32 columns; a Chinese character takes two. */
  readonly columns: number;
}

/** Shanghai has had no summer time since 1991; no other zone is served. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** 服务评价凭条: what was served where and when, never how it was rated. One string is one line of paper. */
export function receiptLines(view: SessionView, { windowName, columns }: ReceiptPlace): readonly string[] {
  const facts: readonly (readonly [label: string, value: string | undefined])[] = [
    ['办理事项', view.matterName],
    ['业务流水号', view.serialNumber],
    ['办理窗口', windowName === '' ? undefined : windowName],
    ['办理时间', minuteOf(view.openedAt)],
    ['工号', view.staffNumber],
  ];
  const lines = facts.flatMap(([label, value]) => (value === undefined ? [] : wrap(`${label}：${value}`, columns)));
  return [centre('服务评价凭条', columns), '-'.repeat(columns), ...lines, '-'.repeat(columns)];
}

/** How the receipt is used; `withAddress`: the code on it is an address, else the serial number. */
export function receiptAdvice(withAddress: boolean, columns: number): readonly string[] {
  return wrap(withAddress ? '手机扫码或到自助机扫码，即可评价' : '请到自助机扫码评价', columns);
}

function minuteOf(ms: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: writes a time out, asks no clock
  return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** Columns that a text takes: one for ASCII, two for all else. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (character < '\u0080' ? 1 : 2), 0);
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (widthOf(line + character) > columns) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return [...lines, line];
}

function centre(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, Math.floor((columns - widthOf(text)) / 2))) + text;
}
