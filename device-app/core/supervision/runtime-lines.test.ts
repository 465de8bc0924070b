import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRuntimeLine, RUNTIME_LINE_MAX } from './runtime-lines.ts';

const READY = { ready: true, localUrl: 'http://127.0.0.1:4100', screenUrl: 'http://127.0.0.1:4100/screen/#token=abc' };

describe('parseRuntimeLine', () => {
  it.each([
    [READY, { kind: 'ready', ...READY }],
    [
      { ...READY, paintedEveryMs: 2_000 },
      { kind: 'ready', ...READY, paintedEveryMs: 2_000 },
    ],
    [
      { ...READY, more: 'of a newer version' },
      { kind: 'ready', ...READY },
    ],
    [{ screenUrl: READY.screenUrl }, { kind: 'screen', screenUrl: READY.screenUrl }],
    [{ painted: 7 }, { kind: 'painted', painted: 7 }],
  ])('reads %j', (line, value) => {
    expect(parseRuntimeLine(JSON.stringify(line))).toEqual({ ok: true, value });
  });

  it.each([
    ['plain text', 'listening on 4100', /not JSON/],
    ['another object', '{"hello":1}', /neither/],
    ['an address elsewhere', '{"screenUrl":"http://192.0.2.9/screen/"}', /neither/],
    ['a program for the browser', '{"screenUrl":"file:///etc/passwd"}', /neither/],
    ['a ready line without an address', '{"ready":true,"localUrl":"http://127.0.0.1:1"}', /ready line: screenUrl/],
    [
      'a ready line with a foreign local address',
      JSON.stringify({ ...READY, localUrl: 'http://x/' }),
      /ready line: localUrl/,
    ],
    ['an endless line', `"${'x'.repeat(RUNTIME_LINE_MAX)}"`, /longer than/],
  ])('refuses %s', (_, line, problem) => {
    const parsed = parseRuntimeLine(line);
    expect(!parsed.ok && parsed.error).toMatch(problem);
  });

  it('never throws, and never repeats a token', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        parseRuntimeLine(line);
      }),
    );
    const parsed = parseRuntimeLine('{"ready":true,"screenUrl":"http://127.0.0.1/#token=secret"}');
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });
});
