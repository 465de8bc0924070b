import { describe, expect, it } from 'vitest';
import { check, keyboard, problems, type Serial, serial, vector } from './testing/made-up.ts';

it('finds nothing wrong where all fits together', () => {
  expect(problems(serial())).toEqual([]);
  expect(problems(keyboard())).toEqual([]);
});

describe('decode', () => {
  const rule = (change: Record<string, unknown>) => (profile: Serial) => Object.assign(profile.decode[0]!, change);
  check([
    [
      'a group that the pattern has not',
      rule({ value: { kind: 'regex', pattern: 'K[0-9]' } }),
      /^decode.0.value.group: is 1, but the pattern has 0 groups; put/,
    ],
    [
      'a group of a field',
      rule({ fields: { unit: { kind: 'regex', pattern: '(a)', group: 2 } } }),
      /^decode.0.fields.unit.group: is 2/,
    ],
    [
      'a pattern that only a backtracking engine has',
      rule({ value: { kind: 'regex', pattern: '(a)\\1' } }),
      /^decode.0.value.pattern: is no regular expression of RE2/,
    ],
    ['a size above the largest', rule({ size: 13 }), /^decode.0.size: is none of the sizes .* gives \(6 to 12\)/],
    ['a size below the smallest', rule({ size: 5 }), /^decode.0.size: is none of the sizes .* gives \(6 to 12\)/],
    [
      'a size that a fixed framing never gives',
      (profile) => {
        profile.framing = { kind: 'fixed', size: 6, header: 'aa', maxFrame: 6 };
        profile.decode[0]!.size = 5;
      },
      /^decode.0.size: differs from framing.size \(6\)/,
    ],
    [
      'stateful without buttons',
      (profile) => Object.assign(profile, { stateful: true }),
      /^stateful: is true, but no rule emits "buttons"/,
    ],
    [
      'buttons without stateful',
      (profile) => profile.decode.push({ emit: 'buttons', value: { kind: 'bits', from: 0, bytes: 1 } }),
      /^decode.1.emit: is "buttons", which needs "stateful": true/,
    ],
  ]);

  it('knows the keys that a shell can hand over', () => {
    const profile = { ...keyboard(), transport: { kind: 'keyboard', codes: ['F13', 'BrowserBack'] } };
    expect(problems(profile)).toEqual([expect.stringMatching(/^transport.codes.1: "BrowserBack" is no key of a boot/)]);
  });
});

describe('acknowledgements and outputs', () => {
  const ack = (template: string) => (profile: Serial) => {
    profile.variants.standard!.ack = { thanks: { kind: 'template', template } };
  };
  check([
    [
      'an acknowledgement that a variant lacks',
      (profile) => {
        profile.variants.other = { title: 'other' };
      },
      /^decode.0.ack: "thanks" is missing in variants.other.ack; add it there/,
    ],
    [
      'one with a variable that the frame has not',
      ack('aa {level}'),
      /^variants.standard.ack.thanks: asks for .*, but decode.0 gives only value, addr, addrRaw, unit, site; declare it/,
    ],
    ['one with digits', ack('aa {digits:3}'), /asks for digits, but decode.0 gives only/],
    [
      'one in JSON with a variable that the frame has not',
      (profile) => {
        profile.variants.standard!.ack = { thanks: { kind: 'json', json: { a: ['{level}'] } } };
      },
      /asks for .*, but decode.0 gives only/,
    ],
    [
      'a default of no variable',
      (profile) => {
        profile.outputs.idle = { template: '01', defaults: { n: 1 } };
      },
      /^outputs.idle.defaults.n: is no variable; the template has \(none\)/,
    ],
    [
      'a feature report on a serial line',
      (profile) => {
        profile.outputs.idle = { template: '01', as: 'feature' };
      },
      /^outputs.idle.as: is "feature", which only HID devices know/,
    ],
    [
      'a signal with something to fill in',
      (profile) => {
        profile.outputs.fault = { template: '01 {n}' };
      },
      /^outputs.fault: is a signal, which nobody fills in; give defaults for n/,
    ],
    [
      'a refused command under the name of an output',
      (profile) => {
        profile.refused.lamp = { template: '00', why: 'never' };
      },
      /^refused.lamp: is what outputs.lamp sends/,
    ],
    [
      'a refused command that an output can make',
      (profile) => {
        profile.refused.reset = { template: 'aa 07 09 01', why: 'never' };
      },
      /^refused.reset: is what outputs.ask sends; keep one of them/,
    ],
    [
      'a refused command that an output of a variant makes',
      (profile) => {
        profile.variants.standard!.outputs = { wipe: { template: 'aa 00 00 09' } };
      },
      /^refused.reset: is what variants.standard.outputs.wipe sends/,
    ],
  ]);
});

describe('names that refer to nothing', () => {
  check([
    [
      'a default variant',
      (profile) => Object.assign(profile, { defaultVariant: 'loud' }),
      /^defaultVariant: "loud" is none of the variants: standard/,
    ],
    [
      'the variant of a vector',
      (profile) => {
        profile.vectors = [vector, { ...vector, variant: 'loud' }, vector];
      },
      /^vectors.1.variant: "loud" is none of the variants: standard/,
    ],
    [
      'a heartbeat',
      (profile) => {
        profile.heartbeat.output = 'ping';
      },
      /^heartbeat.output: "ping" is not an output of variant standard; .* ask, lamp, armed/,
    ],
    [
      'a heartbeat that has to be filled in',
      (profile) => {
        profile.heartbeat.output = 'lamp';
      },
      /^heartbeat.output: "lamp" asks for colour; give values/,
    ],
    [
      'a question after connecting',
      (profile) => {
        profile.init[0]!.output = 'who';
      },
      /^init.0.output: "who" is not an output/,
    ],
    [
      'its answer',
      (profile) => {
        profile.init[0]!.answer = 'version';
      },
      /^init.0.answer: "version" names no rule of decode; the names there are press/,
    ],
    [
      'a question asked again and again',
      (profile) => {
        profile.poll.output = 'state';
      },
      /^poll.output: "state" is not an output/,
    ],
    [
      'one that has to be filled in',
      (profile) => {
        profile.poll.with = {};
      },
      /^poll.output: "lamp" asks for colour/,
    ],
    [
      'its answers',
      (profile) => {
        profile.poll.answers = ['press', 'inputs'];
      },
      /^poll.answers: "inputs" names no rule/,
    ],
    [
      'a backoff that runs backwards',
      (profile) => {
        profile.reconnect.minMs = 2000;
      },
      /^reconnect.minMs: is more than maxMs \(1000\)/,
    ],
  ]);
});
