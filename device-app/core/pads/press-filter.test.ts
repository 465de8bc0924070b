import { describe, expect, it } from 'vitest';
import { filterPress, forgetAccepted, type Press, type PressHistory, type Verdict } from './press-filter.ts';

const TIMES = { debounceMs: 50, lockoutMs: 2000 };
const rating = (value: number, at: number, more: Partial<Press> = {}): Press => ({
  address: 1,
  kind: 'rating',
  value,
  at,
  admitted: true,
  ...more,
});

function verdicts(presses: readonly Press[], start: PressHistory = new Map()): Verdict[] {
  let history = start;
  return presses.map((press) => {
    const filtered = filterPress(history, press, TIMES);
    history = filtered.history;
    return filtered.verdict;
  });
}

describe('the press filter', () => {
  it.each<[string, Press[], Verdict[]]>([
    ['takes a press', [rating(3, 0)], ['accepted']],
    ['takes contact bounce once', [rating(3, 0), rating(3, 10), rating(3, 49)], ['accepted', 'bounce', 'bounce']],
    ['takes two keys pressed together as the first', [rating(3, 0), rating(0, 20)], ['accepted', 'bounce']],
    ['takes a held key once', [rating(3, 0), rating(3, 60), rating(3, 1999)], ['accepted', 'repeat', 'repeat']],
    ['hears a corrected slip', [rating(0, 0), rating(3, 300)], ['accepted', 'accepted']],
    ['hears the same press again after the lockout', [rating(3, 0), rating(3, 2000)], ['accepted', 'accepted']],
    ['counts what nobody asked for', [rating(3, 0, { admitted: false })], ['stray']],
    [
      'does not let a stray press lock out the real one',
      [rating(3, 0, { admitted: false }), rating(3, 100)],
      ['stray', 'accepted'],
    ],
    [
      'does not let the bounce of a stray press slip through the gate',
      [rating(3, 0, { admitted: false }), rating(3, 20)],
      ['stray', 'bounce'],
    ],
    ['keeps the pads of a bus apart', [rating(3, 0), rating(3, 1, { address: 2 })], ['accepted', 'accepted']],
    [
      'lets keys through any gate, and again at once',
      [rating(13, 0, { kind: 'key', admitted: false }), rating(13, 60, { kind: 'key', admitted: false })],
      ['accepted', 'accepted'],
    ],
    [
      'counts nothing that follows a press once the question is over, whatever level it is, until the lockout is',
      [3, 0, 3, 1, 2, 3, 0].map((value, turn) => rating(value, turn * 390, { admitted: turn === 0 })),
      ['accepted', 'repeat', 'repeat', 'repeat', 'repeat', 'repeat', 'stray'],
    ],
    [
      'reads a code once while the scanner keeps seeing it, through any gate',
      ['a', 'a', 'b', 'a'].map((value, turn) => ({
        ...rating(0, turn * 900, { kind: 'scan', admitted: false }),
        value,
      })),
      ['accepted', 'repeat', 'accepted', 'accepted'],
    ],
    ['keeps keys and ratings apart', [rating(3, 0), rating(3, 1, { kind: 'key' })], ['accepted', 'accepted']],
  ])('%s', (_name, presses, expected) => {
    expect(verdicts(presses)).toEqual(expected);
  });

  it.each<[string, (readonly [value: number, at: number])[], boolean[]]>([
    [
      'an equal frame soon after',
      [
        [3, 0],
        [3, 200],
      ],
      [false, true],
    ],
    [
      'one after another of them',
      [
        [3, 0],
        [3, 290],
        [3, 580],
        [3, 870],
      ],
      [false, true, true, true],
    ],
    [
      'no other level',
      [
        [3, 0],
        [0, 200],
      ],
      [false, false],
    ],
    [
      'no press of a hand that tries which it was',
      [
        [3, 0],
        [3, 400],
      ],
      [false, false],
    ],
    [
      'no second press of that hand either, however fast',
      [
        [3, 0],
        [3, 400],
        [3, 500],
        [3, 600],
      ],
      [false, false, false, false],
    ],
    [
      'no bounce',
      [
        [3, 0],
        [3, 20],
      ],
      [false, false],
    ],
  ])('takes for a retransmission %s', (_name, presses, expected) => {
    let history: PressHistory = new Map();
    const told = presses.map(([value, at], turn) => {
      const filtered = filterPress(history, rating(value, at, { admitted: turn === 0 }), TIMES);
      history = filtered.history;
      return filtered.isRetransmission;
    });
    expect(told).toEqual(expected);
  });

  it('hears an equal press for a new question, though not its bounce', () => {
    const { history } = filterPress(new Map(), rating(3, 0), TIMES);
    expect(verdicts([rating(3, 20)], forgetAccepted(history))).toEqual(['bounce']);
    expect(verdicts([rating(3, 60)], forgetAccepted(history))).toEqual(['accepted']);
  });
});
