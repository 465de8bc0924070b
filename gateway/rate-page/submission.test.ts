import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { MATTER_ITEMS } from '@mingjing/shared/domain/matter-items.data.ts';
import { ITEMS_PER_KIND } from '@mingjing/shared/domain/matter-items.ts';
import { tagsForLevel } from '@mingjing/shared/domain/reason-tags.ts';
import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSubmission } from './submission.ts';

describe('what a citizen sent', () => {
  it.each(LEVEL_ORDER)('level %i alone is complete: no level asks for more than another', (level) => {
    expect(readSubmission({ level: String(level) })).toEqual({
      kind: 'complete',
      level,
      tags: [],
      items: [],
      text: '',
    });
  });

  it.each(LEVEL_ORDER)('level %i takes its own tags, once each', (level) => {
    const codes = tagsForLevel(level).map((tag) => tag.code);
    const sent = { level: String(level), [`tag${level}`]: [...codes, codes[0]], text: '  谢谢\r\n再见 ' };
    expect(readSubmission(sent)).toEqual({ kind: 'complete', level, tags: codes, items: [], text: '谢谢\n再见' });
  });

  it('leaves out tags ticked under a level that was then left', () => {
    const sent = { level: '5', tag1: ['108', '109'], tag5: '510' };
    expect(readSubmission(sent)).toEqual({ kind: 'complete', level: 5, tags: ['510'], items: [], text: '' });
  });

  it('takes second-level items of any matter, once each and as many as one matter has, at every level alike', () => {
    for (const level of LEVEL_ORDER) {
      const sent = { level: String(level), item: ['q04', 'q07', 'q04'] };
      expect(readSubmission(sent)).toMatchObject({ kind: 'complete', items: ['q04', 'q07'] });
    }
    const all = MATTER_ITEMS.items.map(({ code }) => code);
    expect(readSubmission({ level: '5', item: all.slice(0, ITEMS_PER_KIND) }).kind).toBe('complete');
    expect(readSubmission({ level: '5', item: all.slice(0, ITEMS_PER_KIND + 1) }).kind).toBe('malformed');
    expect(readSubmission({ level: '5', item: 'zzz' }).kind).toBe('malformed');
    expect(readSubmission({ item: 'q04' })).toMatchObject({ kind: 'incomplete', entries: { items: new Set(['q04']) } });
  });

  it('gives the form back with what was entered when no level was chosen or the text is too long', () => {
    expect(readSubmission({ text: '你好' })).toMatchObject({
      kind: 'incomplete',
      problem: 'chooseLevel',
      entries: { text: '你好' },
    });
    const long = '字'.repeat(REMARK_MAX + 1);
    const answer = readSubmission({ level: '2', tag2: ['207'], text: long });
    expect(answer).toEqual({
      kind: 'incomplete',
      problem: 'tooLong',
      entries: { level: 2, tags: new Set(['207']), items: new Set(), text: long },
    });
    expect(readSubmission({ level: '2', text: '字'.repeat(REMARK_MAX) }).kind).toBe('complete');
  });

  it.each([
    ['a level that is none', { level: '6' }],
    ['a level sent twice', { level: ['5', '1'] }],
    ['a broken level', { level: '5.5' }],
    ['a tag of another level', { level: '5', tag5: '108' }],
    ['a tag that is none', { level: '5', tag5: '999' }],
    ['two texts', { level: '5', text: ['a', 'b'] }],
  ])('%s is malformed', (_name, fields) => {
    expect(readSubmission(fields)).toEqual({ kind: 'malformed' });
  });

  it('takes no control characters and never throws', () => {
    expect(readSubmission({ level: '3', text: 'a\u0000b\u001b[2Jc\td\ne' })).toMatchObject({ text: 'ab[2Jcd\ne' });
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.anything()), (fields) => readSubmission(fields) !== undefined));
  });
});
