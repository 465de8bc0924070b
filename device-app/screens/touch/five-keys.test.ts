import { describe, expect, it } from 'vitest';
import { fiveKeyStep } from './five-keys.ts';

describe('fiveKeyStep', () => {
  it.each([
    ['5', -1],
    ['4', -1],
    ['3', null],
    ['2', 1],
    ['1', 1],
    ['6', null],
  ] as const)('the key %s moves the focus by %s', (key, step) => {
    expect(fiveKeyStep(key, 'reasons', false)).toBe(step);
  });

  it.each(['invitation', 'kiosk-number', 'staff', 'service'])(
    'is none on %s, but at the sheet that lies over it',
    (page) => {
      expect(fiveKeyStep('1', page, false)).toBeNull();
      expect(fiveKeyStep('1', page, true)).toBe(1);
    },
  );
});
