import { describe, expect, it } from 'vitest';
import { citySignature } from './sign.ts';

const parts = {
  method: 'POST',
  path: '/api/v1/services',
  timestamp: '1772380800000',
  nonce: 'abc',
  body: '{"名":"1"}',
};

describe('signature', () => {
  it('is the HMAC of the five lines (figures computed with Python beforehand)', () => {
    expect(citySignature(parts, 'secret')).toBe('afa7789f9bd8cd01f414163213b591be181ee75d67231f0be407fbd9bf296a4b');
  });

  it('covers every part', () => {
    const original = citySignature(parts, 'secret');
    const changed = Object.keys(parts).map((name) => citySignature({ ...parts, [name]: 'x' }, 'secret'));
    changed.push(citySignature(parts, 'secret2'));
    expect(new Set([original, ...changed]).size).toBe(7);
  });
});
