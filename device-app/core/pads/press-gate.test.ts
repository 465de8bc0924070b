import { describe, expect, it } from 'vitest';
import { admits, asksTheSame, belongsHere, CLOSED_GATE, openGate } from './press-gate.ts';

describe('the press gate', () => {
  it('admits nothing while closed', () => {
    expect(admits(CLOSED_GATE, 1, 1e9, 0)).toBe(false);
  });

  it('admits every pad when opened for all, and only the named when opened for some', () => {
    expect(admits(openGate(0), 9, 0, 0)).toBe(true);
    expect([1, 2, null].map((address) => admits(openGate(0, [1]), address, 0, 0))).toEqual([true, false, true]);
    expect(admits(openGate(0, []), 1, 0, 0)).toBe(false);
  });

  it('admits nothing during its guard', () => {
    const gate = openGate(1000);
    expect([1000, 1399, 1400].map((now) => admits(gate, 1, now, 400))).toEqual([false, false, true]);
  });

  it('knows when the same pads are asked again', () => {
    expect(asksTheSame(openGate(0), openGate(9))).toBe(true);
    expect(asksTheSame(openGate(0, [1, 2]), openGate(9, [2, 1]))).toBe(true);
    expect(asksTheSame(openGate(0, [1]), openGate(9, [1, 2]))).toBe(false);
    expect(asksTheSame(openGate(0), openGate(9, [1]))).toBe(false);
    expect(asksTheSame(CLOSED_GATE, openGate(9))).toBe(false);
  });

  it('takes a window’s own addresses, or all where none are listed', () => {
    expect([1, 3, null].map((address) => belongsHere([1, 2], address))).toEqual([true, false, true]);
    expect(belongsHere([], 77)).toBe(true);
  });
});
