import { describe, expect, it } from 'vitest';
import { keysSeen, type LiveKey, levelOf } from './keys-seen.ts';

const key = (what: LiveKey['what']): LiveKey => ({ at: 1, slot: 0, what });
const best = key({ kind: 'level', level: 5, raw: '4' });
const worst = key({ kind: 'level', level: 1, raw: '0' });
const call = key({ kind: 'key', key: 'call' });

describe('keys of a pad', () => {
  it('stand for a level, or for none', () => {
    expect([best, worst, call, key({ kind: 'unknown', raw: '5' })].map(levelOf)).toEqual([5, 1, null, null]);
  });

  it('are counted once each, whatever else comes', () => {
    const first = keysSeen(new Set(), [best, call, best]);
    expect([...first]).toEqual([5]);
    expect(keysSeen(first, [best])).toBe(first);
    expect([...keysSeen(first, [worst])]).toEqual([5, 1]);
  });
});
