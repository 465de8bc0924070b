import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StoredSession } from '../../../store/gateway-store.ts';
import { newId } from '../../../store/testing/store-fixtures.ts';
import { REVEAL_MAX_MS, revealDelayMs, visibleState } from './reveal.ts';

const key = Uint8Array.from(randomBytes(32));
const session = (changes: Partial<StoredSession>): StoredSession =>
  ({ sessionId: newId(), rated: false, ratedAt: null, closed: false, ...changes }) as StoredSession;

describe('what staff may know', () => {
  it('delays each session by its own fixed time, spread over 0 to 30 s', () => {
    const delays = Array.from({ length: 400 }, () => revealDelayMs(newId(), key));
    expect(delays.every((ms) => Number.isInteger(ms) && ms >= 0 && ms <= REVEAL_MAX_MS)).toBe(true);
    expect(new Set(delays).size).toBeGreaterThan(350);
    expect(Math.min(...delays)).toBeLessThan(3000);
    expect(Math.max(...delays)).toBeGreaterThan(27_000);
    const id = newId();
    expect(revealDelayMs(id, key)).toBe(revealDelayMs(id, key));
  });

  it('cannot be predicted without the key', () => {
    const other = Uint8Array.from(randomBytes(32));
    const ids = Array.from({ length: 50 }, () => newId());
    expect(ids.filter((id) => revealDelayMs(id, key) === revealDelayMs(id, other)).length).toBeLessThan(3);
  });

  it('shows a rated session as open until its delay is over, closed or not', () => {
    for (const closed of [false, true]) {
      const rated = session({ rated: true, ratedAt: 1000, closed });
      const delay = revealDelayMs(rated.sessionId, key);
      expect(visibleState(rated, 1000 + delay - 1, key)).toBe('open');
      expect(visibleState(rated, 1000 + delay, key)).toBe('rated');
    }
  });

  it('shows an unrated session as it is', () => {
    expect(visibleState(session({}), 0, key)).toBe('open');
    expect(visibleState(session({ closed: true }), 0, key)).toBe('closed');
  });
});
