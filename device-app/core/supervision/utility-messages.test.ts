import { describe, expect, it } from 'vitest';
import { parseRuntimeMessage, shellMessageSchema } from './utility-messages.ts';

describe('parseRuntimeMessage', () => {
  it.each([
    [{ ready: true, localUrl: 'http://127.0.0.1:4100' }, { kind: 'ready' }],
    [
      { ready: true, localUrl: 'http://127.0.0.1:4100', paintedEveryMs: 5_000 },
      { kind: 'ready', paintedEveryMs: 5_000 },
    ],
    [{ painted: 3 }, { kind: 'painted', painted: 3 }],
  ])('reads %j', (message, value) => {
    expect(parseRuntimeMessage(message)).toMatchObject({ ok: true, value });
  });

  it.each([
    [{ ready: true, localUrl: 'http://example.org' }, /ready: localUrl/],
    [{ painted: -1 }, /neither/],
    ['ready', /neither/],
    [null, /neither/],
    [undefined, /neither/],
  ])('refuses %j', (message, problem) => {
    const parsed = parseRuntimeMessage(message);
    expect(!parsed.ok && parsed.error).toMatch(problem);
  });
});

describe('shellMessageSchema', () => {
  it.each([{ kind: 'screen-port' }, { kind: 'stop' }])('reads %j', (message) => {
    expect(shellMessageSchema.parse(message)).toEqual(message);
  });

  it('refuses what it does not know', () => {
    expect(shellMessageSchema.safeParse({ kind: 'eval' }).success).toBe(false);
  });
});
