import { describe, expect, it } from 'vitest';
import { TEXTS, wordingOf } from './texts.ts';
import { zhCN } from './zh-CN.ts';

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}
const variables = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe.each(Object.entries(TEXTS))('%s', (_language, texts) => {
  it('says everything that 简体中文 says, with the same variables', () => {
    const ours = new Map(flat(texts));
    const theirs = flat(zhCN);
    expect([...ours.keys()].sort()).toEqual(theirs.map(([key]) => key).sort());
    for (const [key, text] of theirs) {
      expect(ours.get(key)?.trim(), key).toBeTruthy();
      expect(variables(ours.get(key) ?? ''), key).toEqual(variables(text));
    }
  });

  it('claims 已记录 only where the rating is committed', () => {
    const claims = flat(texts).filter(([, text]) => /已记录|recorded|خاتىرىلەندى|ཐོ་བཀོད་ཟིན/i.test(text));
    expect(claims.map(([key]) => key).sort()).toEqual([
      'announce.reasons',
      'announce.thanks',
      'reasons.title',
      'thanks.title',
      'voice.recorded',
    ]);
  });
});

describe('wordingOf', () => {
  it('fills in variables without escaping them', () => {
    expect(wordingOf('en').t('warning.left', { seconds: 18 })).toBe('18 s left');
    expect(wordingOf('zh-CN').t('warning.left', { seconds: 18 })).toBe('还剩 18 秒');
  });
});
