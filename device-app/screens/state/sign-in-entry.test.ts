import { describe, expect, it } from 'vitest';
import { EMPTY_ENTRY, isComplete, typeKey } from './sign-in-entry.ts';

const typed = (...keys: string[]) => keys.reduce(typeKey, EMPTY_ENTRY);

describe('typing number and PIN', () => {
  it('goes from the number to the PIN', () => {
    const entry = typed(...'0312', 'Enter', ...'4711');
    expect(entry).toEqual({ field: 'pin', number: '0312', pin: '4711' });
    expect(isComplete(entry)).toBe(true);
  });

  it('does not go on without a number, takes letters for nothing and erases in the field it is in', () => {
    expect(typed('Enter')).toEqual(EMPTY_ENTRY);
    expect(typed('A', '3', 'x', 'Backspace', 'Backspace', '5')).toEqual({ ...EMPTY_ENTRY, number: '5' });
    expect(typed('3', 'Enter', '1', '2', 'Backspace')).toEqual({ field: 'pin', number: '3', pin: '1' });
    expect(isComplete(typed('3', 'Enter'))).toBe(false);
  });

  it('is bounded', () => {
    const long = typed(...'1'.repeat(30), 'Enter', ...'2'.repeat(30));
    expect([long.number.length, long.pin.length]).toEqual([20, 12]);
  });
});
