import { describe, expect, it } from 'vitest';
import { isCitizenNumber } from './citizen-number.ts';

describe('a citizen’s number', () => {
  it.each(['11010519491231002X', '11010519491231002x', '440524188001010014'])(
    '%s, the standard’s own example',
    (text) => {
      expect(isCitizenNumber(text)).toBe(true);
    },
  );

  it.each([
    ['another check character', '110105194912310021'],
    ['no birthday', '110105194913310021'],
    ['a business number', '370100202602110087'],
    ['too short', '11010549123100'],
    ['more around it', 'A11010519491231002X'],
  ])('is not one with %s', (_what, text) => {
    expect(isCitizenNumber(text)).toBe(false);
  });

  it('has exactly one check character for each number', () => {
    const valid = [...'0123456789X'].filter((check) => isCitizenNumber(`37010019600229001${check}`));
    expect(valid).toHaveLength(1);
  });
});
