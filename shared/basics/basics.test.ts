import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertNever } from './assert-never.ts';
import { type BackoffPlan, backoffDelay } from './backoff.ts';
import { fromBase64Url, toBase64Url, toHex } from './bytes.ts';
import { err, ok } from './result.ts';
import { uuidV7 } from './uuid.ts';

describe('bytes', () => {
  it('come back from base64url, and have one spelling only', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
        expect([...(fromBase64Url(text) ?? [])]).toEqual([...bytes]);
        expect(fromBase64Url(`${text}=`)).toBeUndefined();
      }),
    );
    expect(fromBase64Url('AB')).toBeUndefined();
    expect(fromBase64Url('a+b/')).toBeUndefined();
  });

  it('are written as lower-case hex, also from the middle of a buffer', () => {
    expect(toHex(new Uint8Array([0, 0xff, 0x68, 0x16]).subarray(1, 3))).toBe('ff68');
  });
});

describe('UUIDv7', () => {
  const plan = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('sorts by time and never repeats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 1_000 }), (now, later) => {
        const [first, second] = [uuidV7(now, randomBytes), uuidV7(now + later, randomBytes)];
        expect(first).toMatch(plan);
        expect(first < second).toBe(true);
        expect(uuidV7(now, randomBytes)).not.toBe(first);
      }),
    );
  });

  it('carries the millisecond in its first 48 bits, and bears any clock', () => {
    const now = Date.UTC(2026, 0, 5);
    expect(Number.parseInt(uuidV7(now, randomBytes).replaceAll('-', '').slice(0, 12), 16)).toBe(now);
    expect(uuidV7(-5, randomBytes)).toMatch(/^00000000-0000-7/);
    expect(uuidV7(1.9, randomBytes)).toMatch(/^00000000-0001-7/);
  });
});

describe('backoff', () => {
  const plan: BackoffPlan = { firstMs: 1_000, maxMs: 60_000, factor: 2, jitter: 0.5 };

  it('grows to its limit and stays there', () => {
    const delays = [1, 2, 3, 6, 7, 1_000_000].map((failures) => backoffDelay(plan, failures, 0.5));
    expect(delays).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  });

  it('spreads a crowd over its jitter and never undercuts what was asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3, max: 1_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 0, max: 600_000 }),
        (failures, random, retryAfter) => {
          const delay = backoffDelay(plan, failures, random, retryAfter);
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(Math.max(retryAfter, plan.firstMs / 2));
          expect(delay).toBeLessThanOrEqual(Math.max(retryAfter, plan.maxMs * 1.5));
        },
      ),
    );
    expect(backoffDelay(plan, 1, 0)).toBe(500);
    expect(backoffDelay(plan, 1, 0.999)).toBe(1_499);
  });
});

describe('small things', () => {
  it('tell success from failure', () => {
    expect([ok(1), err('no')]).toEqual([
      { ok: true, value: 1 },
      { ok: false, error: 'no' },
    ]);
  });

  it('name the case that nobody thought of', () => {
    expect(() => assertNever('new-kind' as never)).toThrow('"new-kind"');
  });
});
