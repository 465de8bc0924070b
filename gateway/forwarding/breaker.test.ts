import { describe, expect, it } from 'vitest';
import { createBreaker } from './breaker.ts';

function setUp() {
  let now = 1000;
  const changes: boolean[] = [];
  const breaker = createBreaker({ failures: 3, openMs: 500 }, { mono: () => now }, (open) => changes.push(open));
  return { breaker, changes, pass: (ms: number) => (now += ms) };
}

describe('circuit breaker', () => {
  it('opens at the third failure in a row, not before', () => {
    const { breaker, changes } = setUp();
    breaker.failure();
    breaker.failure();
    breaker.success();
    breaker.failure();
    breaker.failure();
    expect(breaker.state()).toBe('closed');
    breaker.failure();
    expect(breaker.state()).toBe('open');
    expect(breaker.waitMs()).toBe(500);
    expect(changes).toEqual([true]);
  });

  it('lets one call try after the pause; its outcome decides, and only passages are told', () => {
    const { breaker, changes, pass } = setUp();
    for (let failure = 0; failure < 3; failure += 1) breaker.failure();
    pass(500);
    expect(breaker.state()).toBe('half-open');
    breaker.failure();
    expect(breaker.state()).toBe('open');
    pass(500);
    breaker.success();
    expect(breaker.state()).toBe('closed');
    expect(breaker.waitMs()).toBe(0);
    expect(changes).toEqual([true, false]);
  });
});
