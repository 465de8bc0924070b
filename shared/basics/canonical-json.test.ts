import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

const wellFormedJson = fc.jsonValue({ stringUnit: 'grapheme' });

describe('canonical JSON', () => {
  it('says the same value back', () => {
    fc.assert(
      fc.property(wellFormedJson, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(normal(value));
      }),
    );
  });

  it('is one text for one value, whatever the order of keys', () => {
    fc.assert(
      fc.property(wellFormedJson, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('is its own canonical form', () => {
    fc.assert(
      fc.property(wellFormedJson, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  // The examples of RFC 8785 §3.2.2.2, §3.2.2.3 and §3.2.3.
  it.each([
    [{ b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
    [{ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5 }, '{"\\r":2,"1":4,"€":1,"😀":5,"\ufb33":3}'],
    [[JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0], '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]'],
    ['\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
  ])('writes %j as the RFC does', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([[undefined], [Number.NaN], [{ a: Number.POSITIVE_INFINITY }], ['\ud800'], [() => 1]])(
    'refuses %s rather than lose something',
    (value) => {
      expect(() => canonicalJson(value)).toThrow();
    },
  );
});

/** JSON knows no negative zero. */
function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
