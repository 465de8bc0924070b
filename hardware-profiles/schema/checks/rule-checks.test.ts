import { describe, expect, it } from 'vitest';
import { check, keyboard, problems, type Serial, serial } from '../testing/made-up.ts';

const rule = (change: Record<string, unknown>) => (profile: Serial) => Object.assign(profile.decode[0]!, change);
/** Frames of the made-up pad: aa 55, a length of 2–8, 6–12 bytes in all. */
const at = (offset: number) => ({ kind: 'byte', at: offset });

describe('what a rule looks at must be there:', () => {
  check([
    ['a value behind the largest frame', rule({ value: at(12) }), /^decode.0.value: needs 13 bytes, .* at most 12/],
    ['a value before its first byte', rule({ value: at(-13) }), /^decode.0.value: needs 13 bytes/],
    ['a value behind its size', rule({ size: 6, value: at(6) }), /^decode.0.value: needs 7 bytes, .* at most 6/],
    [
      'a number over its end',
      rule({ value: { kind: 'register', at: -1 } }),
      /^decode.0.value: ends before it begins, or/,
    ],
    ['an address', rule({ address: { at: 12 } }), /^decode.0.address.at: needs 13 bytes/],
    ['a field', rule({ fields: { unit: at(40) } }), /^decode.0.fields.unit: needs 41 bytes/],
    [
      'a field that ends before it begins',
      rule({ fields: { unit: { kind: 'hex', from: 5, to: 4 } } }),
      /^decode.0.fields.unit: ends before it begins/,
    ],
    [
      'a field between both ends',
      rule({ fields: { unit: { kind: 'hex', from: 7, to: -6 } } }),
      /^decode.0.fields.unit: needs 13 bytes/,
    ],
    ['a condition', rule({ when: [{ at: 12, equals: 1 }] }), /^decode.0.when.0.at: needs 13 bytes/],
    [
      'digits',
      rule({ emit: 'key', digits: { from: 10, to: -3 } }),
      /^decode.0.digits: needs 13 bytes, but frames of this rule have at most 12/,
    ],
    ['buttons', buttonsAt(10), /^decode.1.value: needs 13 bytes/],
  ]);

  function buttonsAt(from: number) {
    return (profile: Serial) => {
      Object.assign(profile, { stateful: true });
      profile.decode.push({ emit: 'buttons', value: { kind: 'array', from, count: 3 } });
    };
  }

  it('of a frame known by heart, where the rule is for that', () => {
    const profile = serial();
    profile.framing.literals = ['06'.repeat(15)];
    profile.decode.push({ emit: 'report', when: [{ at: 14, equals: '0x06' }] });
    expect(problems(profile)).toEqual([]);
  });
});

describe('conditions that nothing meets:', () => {
  const when = (...conditions: readonly object[]) => rule({ when: conditions });
  check([
    [
      'two of one byte',
      when({ at: 5, equals: 1 }, { at: 5, equals: 2 }),
      /^decode.0.when.1: can never hold: .* before it/,
    ],
    [
      'two of one byte counted from both ends',
      rule({
        size: 6,
        when: [
          { at: 4, equals: 1 },
          { at: -2, equals: 2 },
        ],
      }),
      /^decode.0.when.1: can never hold: it contradicts a condition before it/,
    ],
    [
      'bits that the mask takes away',
      when({ at: 5, mask: '0x0f', equals: '0xf0' }),
      /^decode.0.when.0: .*"mask" takes away/,
    ],
    [
      'another header',
      when({ at: 0, equals: '0x11' }),
      /^decode.0.when.0: can never hold: it contradicts a byte that the/,
    ],
    ['not the header', when({ at: 1, notEquals: '0x55' }), /^decode.0.when.0: can never hold: it contradicts a byte/],
    [
      'another trailer',
      (profile) => {
        Object.assign(profile.framing, { trailer: '0d', checksum: undefined });
        when({ at: -1, equals: '0x0a' })(profile);
      },
      /^decode.0.when.0: can never hold: it contradicts a byte that the framing demands/,
    ],
    [
      'half and half of one byte',
      when({ at: 5, mask: '0x0f', equals: 1 }, { at: 5, mask: '0x03', equals: 2 }),
      /^decode.0.when.1: can never hold/,
    ],
  ]);

  it('are met by a frame known by heart', () => {
    const profile = serial();
    profile.decode.push({ emit: 'report', when: [{ at: 0, equals: '0x06' }] });
    expect(problems(profile)).toEqual([]);
  });

  it('are those of two values of one member', () => {
    const profile = { ...serial(), framing: { kind: 'json', maxFrame: 99 } };
    const conditions = [1, 2].map((equals) => ({ path: 'method', equals }));
    profile.decode = [{ name: 'press', emit: 'report', when: conditions }];
    expect(problems(profile)).toEqual([expect.stringMatching(/^decode.0.when.1: contradicts a condition before it/)]);
  });
});

it('what should come back must be sent by some output', () => {
  const decode = (equalsSent: string) => [{ name: 'press', emit: 'report', when: [{ path: 'id', equalsSent }] }];
  const profile = { ...serial(), framing: { kind: 'json', maxFrame: 99 } };
  expect(problems({ ...profile, decode: decode('colour') })).toEqual([]);
  expect(problems({ ...profile, decode: decode('sessionId') })).toEqual([
    'decode.0.when.0.equalsSent: is a variable of no output; those there are addr, n, colour',
  ]);
  const neither = { ...profile, decode: [{ name: 'press', emit: 'report', when: [{ path: 'id' }] }] };
  expect(problems(neither)).toEqual([expect.stringMatching(/needs either "equals" or "equalsSent"/)]);
});

it.each(['a\u202eb', 'a\u0000b', 'a\u200fb', 'a\nb'])('a title must not change how the rest is shown: %j', (en) => {
  const found = problems({ ...serial(), title: { zh: '虚构', en } });
  expect(found).toEqual([expect.stringMatching(/^title.en: must have no control characters/)]);
});

describe('JSON in frames of bytes:', () => {
  check([
    [
      'a value',
      rule({ value: { kind: 'json', path: 'a' } }),
      /^decode.0.value.kind: looks for JSON, .*"length" are not/,
    ],
    ['a condition', rule({ when: [{ path: 'a', equals: 1 }] }), /^decode.0.when.0.path: looks for JSON/],
  ]);

  it('nor in reports of buttons, but in datagrams', () => {
    const decode = [{ emit: 'report', fields: { name: { kind: 'json', path: 'a' } } }];
    const reports = { ...keyboard(), stateful: false, decode };
    expect(problems(reports)).toEqual([expect.stringMatching(/^decode.0.fields.name.kind: looks for JSON/)]);
    expect(problems({ ...reports, transport: { kind: 'udp', udp: { port: 9 } } })).toEqual([]);
  });
});
