import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFieldCipher } from './field-cipher.ts';

const key = randomBytes(32);
const cipher = createFieldCipher([key], randomBytes);
const place = { table: 'applicant', column: 'user_name', rowId: 'session-1' };

test('whatever is sealed opens again in its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, rowId) => {
      expect(cipher.openText(cipher.seal(plain, { ...place, rowId }), { ...place, rowId })).toBe(plain);
    }),
  );
});

test('equal values look different', () => {
  expect(cipher.seal('李雷', place)).not.toBe(cipher.seal('李雷', place));
});

test.each([
  ['another row', { ...place, rowId: 'session-2' }],
  ['another column', { ...place, column: 'mobile' }],
  ['another table', { ...place, table: 'terminal' }],
])('a value moved to %s does not open', (_name, elsewhere) => {
  expect(() => cipher.open(cipher.seal('李雷', place), elsewhere)).toThrow();
});

test('a changed value does not open, wherever it was changed', () => {
  const sealed = cipher.seal('13800000000', place);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), fc.constantFrom('A', 'x', '.', '7'), (at, letter) => {
      fc.pre(sealed[at] !== letter);
      const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
      // The last character of base64url may carry bits that nobody reads.
      fc.pre(
        !Buffer.from(changed.split('.')[3] ?? '', 'base64url').equals(
          Buffer.from(sealed.split('.')[3] ?? '', 'base64url'),
        ),
      );
      expect(() => cipher.open(changed, place)).toThrow();
    }),
  );
});

test('keys rotate: the new one seals, the old one still opens', () => {
  const rotated = createFieldCipher([randomBytes(32), key], randomBytes);
  const old = cipher.seal('李雷', place);
  expect(rotated.openText(old, place)).toBe('李雷');
  expect(() => cipher.open(rotated.seal('李雷', place), place)).toThrow(/a key that is not here/);
});

test('a key must be 32 bytes', () => {
  expect(() => createFieldCipher([randomBytes(16)], randomBytes)).toThrow(/32 bytes, not 16/);
});
