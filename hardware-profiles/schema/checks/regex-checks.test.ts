import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { problems, serial } from '../testing/made-up.ts';
import { MAX_REGEX_STEPS } from './regex-checks.ts';

/** A pad of text lines that holds each against these expressions. */
const pad = (maxFrame: number, ...patterns: readonly string[]) => ({
  ...serial(),
  framing: { kind: 'text-line', maxFrame },
  decode: patterns.map((pattern) => ({
    name: 'press',
    emit: 'report',
    fields: { found: { kind: 'regex', pattern, group: 0 } },
  })),
});
/** An expression of exactly so many instructions: one per letter, and four around them. */
const withSize = (size: number) => {
  const pattern = `^${'a'.repeat(size - RE2JS.compile('^$').programSize())}$`;
  expect(RE2JS.compile(pattern).programSize()).toBe(size);
  return pattern;
};

describe('expressions over frames', () => {
  it('may take so many steps for one frame, and no more', () => {
    const most = MAX_REGEX_STEPS / 256;
    expect(problems(pad(256, withSize(most)))).toEqual([]);
    const refused =
      /^decode.0.fields.found.pattern: makes 129 instructions .* up to 256 bytes 128 are allowed: lower framing.maxFrame/;
    expect(problems(pad(256, withSize(most + 1)))).toEqual([expect.stringMatching(refused)]);
    expect(problems(pad(257, withSize(most)))).toEqual([expect.stringMatching(/ up to 257 bytes 127 are allowed/)]);
  });

  it('share these steps, since a frame may be held against each', () => {
    const half = MAX_REGEX_STEPS / 256 / 2;
    expect(problems(pad(256, withSize(half), withSize(half)))).toEqual([]);
    expect(problems(pad(256, withSize(half), withSize(half + 1)))).toEqual([
      expect.stringMatching(/^decode.1.fields.found.pattern: makes 129 instructions with the other expressions/),
    ]);
  });

  it('are counted as they are compiled: few characters may be many instructions', () => {
    expect(problems(pad(512, '(?:(?:a?b?){20}){3}c'))).toEqual([
      expect.stringMatching(/repeat less, as "\{1,60}" does/),
    ]);
    expect(problems(pad(64, '^KEY:([0-9])$', '^BTN ([a-z]+)', '[0-9]+'))).toEqual([]);
  });
});
