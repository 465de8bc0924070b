import { describe, expect, it } from 'vitest';
import { wordingOf } from '../texts.ts';
import { SERVICE_TEXTS } from './service-texts.ts';
import { serviceZhCN } from './zh-CN.ts';

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}
const variables = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe.each(Object.entries(SERVICE_TEXTS))('the service pages in %s', (_language, texts) => {
  it('say everything that they say in 简体中文, with the same variables', () => {
    const ours = new Map(flat(texts));
    const theirs = flat(serviceZhCN);
    expect([...ours.keys()].sort()).toEqual(theirs.map(([key]) => key).sort());
    for (const [key, text] of theirs) {
      expect(ours.get(key)?.trim(), key).toBeTruthy();
      expect(variables(ours.get(key) ?? ''), key).toEqual(variables(text));
    }
  });
});

describe('the words of the other pages', () => {
  it('are untouched by them', () => {
    expect(wordingOf('en').t('warning.left', { seconds: 18 })).toBe('18 s left');
  });
});
