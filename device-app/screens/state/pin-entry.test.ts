import { describe, expect, it } from 'vitest';
import { enterNewPin, isLongEnough, type NewPin, NO_PIN, typeNewPin, typePin } from './pin-entry.ts';

const typed = (entry: NewPin, digits: string) => [...digits].reduce(typeNewPin, entry);

describe('typePin', () => {
  it('takes digits up to twelve, takes the last back, and nothing else', () => {
    expect([...'12a3-'].reduce(typePin, '')).toBe('123');
    expect(typePin('123', 'Backspace')).toBe('12');
    expect(typePin('', 'Backspace')).toBe('');
    expect([...'1234567890123'].reduce(typePin, '')).toBe('123456789012');
  });

  it('is long enough from six on', () => {
    expect([isLongEnough('12345'), isLongEnough('123456')]).toEqual([false, true]);
  });
});

describe('a new PIN', () => {
  it('is one that was typed twice alike', () => {
    const once = enterNewPin(typed(NO_PIN, '493817'));
    expect(once).toEqual({ entry: { typed: '', chosen: '493817', problem: null }, pin: null });
    expect(enterNewPin(typed(once.entry, '493817'))).toEqual({ entry: NO_PIN, pin: '493817' });
  });

  it('is none that differs: both are forgotten', () => {
    const once = enterNewPin(typed(NO_PIN, '493817')).entry;
    expect(enterNewPin(typed(once, '493818'))).toEqual({ entry: { ...NO_PIN, problem: 'differ' }, pin: null });
  });

  it('is none that is short; the next digit takes the reproach away', () => {
    const { entry, pin } = enterNewPin(typed(NO_PIN, '49381'));
    expect([entry.problem, entry.typed, pin]).toEqual(['short', '49381', null]);
    expect(typeNewPin(entry, '7').problem).toBeNull();
  });
});
