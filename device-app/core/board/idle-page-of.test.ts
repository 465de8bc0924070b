import { windowBoardSchema } from '@mingjing/shared/domain/window-board.ts';
import { describe, expect, it } from 'vitest';
import { idlePageSchema } from '../screen/idle-page.ts';
import { idlePageOf } from './idle-page-of.ts';

const board = windowBoardSchema.parse({
  notices: [
    { title: '常设', text: '一直有效。' },
    { title: '系统升级', text: '周六停办。', from: '2026-03-02T09:00:00+08:00', until: '2026-03-03T09:00:00+08:00' },
  ],
  guide: [{ name: '参保登记', materials: ['身份证'], takes: '当场办结' }, { name: '咨询' }],
  hours: { week: { monday: [{ from: '09:00', to: '17:00' }] } },
});
const things = { windowName: '3号窗口', department: '', staff: null, signIn: { pin: true, card: false }, board };
const titlesAt = (text: string) => idlePageOf({ ...things, wall: Date.parse(text) }).notices.map(({ title }) => title);

describe('the idle page', () => {
  it('shows a notice from its beginning up to its end', () => {
    expect(titlesAt('2026-03-02T08:59:59+08:00')).toEqual(['常设']);
    expect(titlesAt('2026-03-02T09:00:00+08:00')).toEqual(['常设', '系统升级']);
    expect(titlesAt('2026-03-03T08:59:59+08:00')).toEqual(['常设', '系统升级']);
    expect(titlesAt('2026-03-03T09:00:00+08:00')).toEqual(['常设']);
  });

  it('shows guide and hours, and keeps to its schema', () => {
    const page = idlePageSchema.parse(idlePageOf({ ...things, wall: Date.parse('2026-03-02T10:00:00+08:00') }));
    expect(page.guide).toEqual([
      { name: '参保登记', materials: ['身份证'], takes: '当场办结' },
      { name: '咨询', materials: [], takes: null },
    ]);
    expect(page.hours).toMatchObject({
      opening: { now: 'open', change: { time: '17:00' } },
      week: [{ from: 0, to: 0 }],
    });
    const bare = windowBoardSchema.parse({});
    expect(idlePageOf({ ...things, board: bare, wall: 0 })).toMatchObject({ notices: [], guide: [], hours: null });
  });
});

describe('a board', () => {
  it.each([
    [{ notices: [{ title: '长'.repeat(41), text: '文' }] }, 'notices.0.title'],
    [{ notices: [{ title: '题', text: '文'.repeat(601) }] }, 'notices.0.text'],
    [{ notices: [{ title: '题', text: '铃\u0007' }] }, 'notices.0.text'],
    [{ notices: [{ title: '题', text: '文', from: '2026-03-02' }] }, 'notices.0.from'],
    [{ guide: [{ name: '' }] }, 'guide.0.name'],
    [{ guide: [{ name: '名', materials: Array(13).fill('证') }] }, 'guide.0.materials'],
    [{ notices: Array(21).fill({ title: '题', text: '文' }) }, 'notices'],
  ])('names the field that is wrong: %#', (wrong, field) => {
    expect(windowBoardSchema.safeParse(wrong).error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });

  it('keeps the line ends of a notice', () => {
    const text = '第一段。\n第二段。';
    expect(windowBoardSchema.parse({ notices: [{ title: '题', text }] }).notices[0]?.text).toBe(text);
  });
});
