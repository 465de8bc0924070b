import { describe, expect, it } from 'vitest';
import { eraseIn, insertIn, lineOf, replaceIn } from './line-entry.ts';

describe('a line of text', () => {
  it('is written and erased at its caret', () => {
    const line = { ...lineOf('https://hp.cn', 20), caret: 8 };
    expect(insertIn(line, 'a')).toEqual({ text: 'https://ahp.cn', caret: 9, max: 20 });
    expect(eraseIn(line)).toEqual({ text: 'https:/hp.cn', caret: 7, max: 20 });
    expect(eraseIn({ ...line, caret: 0 })).toEqual({ ...line, caret: 0 });
  });

  it('takes no more than there is room for', () => {
    expect(insertIn(lineOf('abcd', 4), 'e').text).toBe('abcd');
    expect(replaceIn(lineOf('', 4), 'abcdef', 6)).toEqual({ text: 'abcd', caret: 4, max: 4 });
  });

  it('stays one line without blanks, its caret where it was', () => {
    expect(replaceIn(lineOf('', 20), ' a b\nc', 4)).toEqual({ text: 'abc', caret: 2, max: 20 });
  });
});
