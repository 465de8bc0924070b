import { describe, expect, it } from 'vitest';
import { readGatewayEntry } from './gateway-entry.ts';

const urlOf = (url: string) => {
  const entry = readGatewayEntry({ url, code: 'H7K2M3QZ' }, false);
  return entry.ok ? entry.value.url : entry.error;
};

describe('the address of a gateway', () => {
  it.each([
    ['https://rate.example.gov.cn', 'https://rate.example.gov.cn'],
    ['  HTTPS://Rate.Example.gov.cn/ ', 'https://rate.example.gov.cn'],
    ['rate.example.gov.cn', 'https://rate.example.gov.cn'],
    ['rate.example.gov.cn:8443/pj/', 'https://rate.example.gov.cn:8443/pj'],
    ['10.20.0.5', 'http://10.20.0.5'],
    ['10.20.0.5:8080', 'http://10.20.0.5:8080'],
    ['https://10.20.0.5', 'https://10.20.0.5'],
    ['ｈｔｔｐ：／／１０．２０．０．５：８０８０', 'http://10.20.0.5:8080'],
    ['10。20。0。5', 'http://10.20.0.5'],
    ['rate.example.gov.cn:443', 'https://rate.example.gov.cn'],
  ])('%j is taken as %s', (typed, expected) => {
    expect(urlOf(typed)).toBe(expected);
  });

  it.each([
    '',
    'https://',
    'ftp://rate.example.gov.cn',
    'javascript:alert(1)',
    'https://user:secret@rate.example.gov.cn',
    'https://rate.example.gov.cn/?next=1',
    'https://rate.example.gov.cn/#top',
    'http://10.20.0.500',
  ])('%j is none', (typed) => {
    expect(urlOf(typed)).toBe('bad-address');
  });
});

describe('the code', () => {
  it('is taken in capitals, without blanks, half-width', () => {
    expect(readGatewayEntry({ url: 'a.example', code: ' h7k2－m3qz 8811 ' }, false)).toEqual({
      ok: true,
      value: { url: 'https://a.example', code: 'H7K2-M3QZ8811' },
    });
  });

  it.each(['', 'SHORT', 'X'.repeat(65)])('%j is none', (code) => {
    expect(readGatewayEntry({ url: 'a.example', code }, false)).toEqual({ ok: false, error: 'bad-code' });
  });

  it('is not asked of a terminal that has its identity, but taken where it needs another', () => {
    const entryOf = (code: string) => readGatewayEntry({ url: 'a.example', code }, true);
    expect(entryOf(' ')).toEqual({ ok: true, value: { url: 'https://a.example', code: undefined } });
    expect(entryOf('h7k2m3qz')).toEqual({ ok: true, value: { url: 'https://a.example', code: 'H7K2M3QZ' } });
    expect(entryOf('SHORT')).toEqual({ ok: false, error: 'bad-code' });
  });
});
