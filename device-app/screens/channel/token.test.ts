import { describe, expect, it } from 'vitest';
import { keepToken, takeToken } from './token.ts';

function place(hash: string, kept: Record<string, string> = {}) {
  const addresses: string[] = [];
  return {
    kept,
    addresses,
    location: { hash, pathname: '/', search: '?a=1' },
    history: {
      replaceState: (_data: unknown, _title: string, url?: string | URL | null) => addresses.push(String(url)),
    },
    sessionStorage: {
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => {
        kept[key] = value;
      },
    },
  };
}

describe('the token', () => {
  it('is taken from the fragment, which leaves the address bar', () => {
    const here = place('#token=abc%2B1');
    expect(takeToken(here)).toBe('abc+1');
    expect(here.addresses).toEqual(['/?a=1']);
  });

  it('is remembered over a reload, and replaced by a newer one', () => {
    const here = place('#token=first');
    takeToken(here);
    expect(takeToken(place('', here.kept))).toBe('first');
    expect(takeToken(place('#token=second', here.kept))).toBe('second');
    expect(takeToken(place('', here.kept))).toBe('second');
    keepToken(here, 'third');
    expect(takeToken(place('', here.kept))).toBe('third');
  });

  it('is null where there is none', () => {
    expect(takeToken(place(''))).toBeNull();
    expect(takeToken(place('#token='))).toBeNull();
  });
});
