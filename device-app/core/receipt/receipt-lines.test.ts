import { heldSession } from '@mingjing/test/support/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiptAdvice, receiptLines } from './receipt-lines.ts';

const place = { windowName: '3号窗口', columns: 32 };
const { view } = heldSession(1);

describe('a receipt', () => {
  it('says what was served, where, when and by which number', () => {
    const openedAt = Date.UTC(2026, 2, 2, 1, 30);
    expect(receiptLines({ ...view, openedAt }, place)).toEqual([
      '          服务评价凭条',
      '--------------------------------',
      '办理事项：内资公司设立登记',
      '业务流水号：2026000001',
      '办理窗口：3号窗口',
      '办理时间：2026-03-02 09:30',
      '工号：A0312',
      '--------------------------------',
    ]);
  });

  it('leaves out what is not known, and the name of the member of staff', () => {
    const { sessionId, qrHandle, openedBy, openedAt } = view;
    const bare = receiptLines({ sessionId, qrHandle, openedBy, openedAt }, { ...place, windowName: '' });
    expect(bare).toHaveLength(4);
    expect(receiptLines(view, place).join()).not.toContain('王芳');
  });

  it('loses no character and overruns no line, however long the matter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
        fc.integer({ min: 24, max: 48 }),
        (matterName, columns) => {
          const lines = receiptLines({ ...view, matterName }, { windowName: '', columns });
          const wide = (text: string) => [...text].reduce((sum, one) => sum + (one < '\u0080' ? 1 : 2), 0);
          for (const line of lines) expect(wide(line)).toBeLessThanOrEqual(columns);
          expect(lines.join('')).toContain(`办理事项：${matterName}`);
        },
      ),
    );
  });

  it('sends to the phone only where its code leads there', () => {
    expect(receiptAdvice(true, 32).join('')).toContain('手机');
    expect(receiptAdvice(false, 32).join('')).not.toContain('手机');
  });
});
