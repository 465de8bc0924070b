import { describe, expect, it } from 'vitest';
import { createWalk, fiveKeyStep } from './five-keys.ts';

describe('fiveKeyStep', () => {
  it.each([
    ['5', -1],
    ['4', -1],
    ['3', null],
    ['2', 1],
    ['1', 1],
    ['6', null],
  ] as const)('the key %s moves the focus by %s', (key, step) => {
    expect(fiveKeyStep(key, 'reasons', false, false)).toBe(step);
  });

  it.each(['invitation', 'kiosk-number', 'staff', 'service'])(
    'is none on %s, but at the sheet that lies over it',
    (page) => {
      expect(fiveKeyStep('1', page, false, false)).toBeNull();
      expect(fiveKeyStep('1', page, true, false)).toBe(1);
    },
  );

  it.each(['kiosk-number', 'staff', 'service'])('goes on walking on %s for who came by five keys', (page) => {
    expect(fiveKeyStep('1', page, false, true)).toBe(1);
  });

  it('leaves the invitation its levels, however somebody came', () => {
    expect(fiveKeyStep('1', 'invitation', false, true)).toBeNull();
  });
});

describe('a walk', () => {
  it.each(['1', '3', '5', 'Enter', 'Escape', 'Home', 'AudioVolumeUp', 'F20'])('goes on with %s', (key) => {
    const walk = createWalk();
    walk.key(key);
    expect(walk.isOn()).toBe(false);
    walk.stepped();
    walk.key(key);
    expect(walk.isOn()).toBe(true);
  });

  it.each(['0', '6', 'a', 'F', 'Backspace', 'Tab', 'ArrowDown', '-'])(
    'ends with %s, which five keys do not have',
    (key) => {
      const walk = createWalk();
      walk.stepped();
      walk.key(key);
      expect(walk.isOn()).toBe(false);
    },
  );

  it('ends with a touch', () => {
    const walk = createWalk();
    walk.stepped();
    walk.touched();
    expect(walk.isOn()).toBe(false);
  });
});
