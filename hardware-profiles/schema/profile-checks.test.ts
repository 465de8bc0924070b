import { describe, expect, it } from 'vitest';
import { parseProfile } from '../load-profiles.ts';

const vector = { direction: 'in', hex: '00', expect: { type: 'report' }, origin: 'derived' };

/** A made-up pad on a serial line that uses whatever fields speak of each other. */
const serial = () => ({
  schema: 1,
  id: 'made-up',
  protocol: 'made-up',
  title: { zh: '虚构', en: 'Made up' },
  version: '1.0.0',
  provenance: { sources: ['made up for tests'], confidence: 'low', testedOnHardware: false },
  transport: { kind: 'serial', serial: { baudRate: 9600 } } as Record<string, unknown>,
  framing: {
    kind: 'length',
    header: 'aa 55',
    optionalLead: '0xff',
    length: { at: 2, adds: 4, min: 2, max: 8 },
    checksum: { kind: 'sum8', from: 2, to: -1, at: -1 } as Record<string, unknown>,
    literals: ['06'],
    maxFrame: 16,
  } as Record<string, unknown>,
  decode: [
    {
      name: 'press',
      emit: 'rating',
      value: { kind: 'byte', at: 4 },
      address: { at: 3 },
      fields: { unit: { kind: 'byte', at: 3 } },
      says: { site: 7 },
      ack: 'thanks',
    },
  ] as Record<string, unknown>[],
  keyMap: { rating: { '0x01': 5 } },
  outputs: {
    ask: { template: 'aa {addr} {n} 01', defaults: { n: 1 } },
    lamp: { template: 'aa {addr} {colour}' },
    armed: { template: 'aa {addr} 05' },
  } as Record<string, unknown>,
  refused: { reset: { template: 'aa 00 00 09', why: 'loses the settings' } } as Record<string, unknown>,
  variants: {
    standard: { title: 'standard', ack: { thanks: { kind: 'template', template: 'aa {addr} {unit} {site} {value}' } } },
  } as Record<string, { title: string; ack?: Record<string, unknown>; outputs?: Record<string, unknown> }>,
  init: [{ output: 'ask', answer: 'press' }] as Record<string, unknown>[],
  poll: { output: 'lamp', with: { colour: 1 }, answers: ['press'] } as Record<string, unknown>,
  heartbeat: { output: 'ask' } as Record<string, unknown>,
  reconnect: { minMs: 500, maxMs: 1000 },
  vectors: [vector, vector, vector] as Record<string, unknown>[],
});

/** A made-up pad whose keys the shell hands over. */
const keyboard = () => ({
  ...serial(),
  transport: { kind: 'keyboard', codes: ['F13'] } as Record<string, unknown>,
  framing: { kind: 'hid-report', minSize: 8, maxFrame: 8 } as Record<string, unknown>,
  stateful: true,
  decode: [{ emit: 'buttons', value: { kind: 'keycodes', from: 2, count: 6 } }] as Record<string, unknown>[],
  init: [],
  poll: null,
  heartbeat: {},
  outputs: {},
  refused: {},
});

function problems(profile: object): string[] {
  const parsed = parseProfile(JSON.stringify(profile), 'pad.json');
  return parsed.ok ? [] : parsed.error.map(({ field, problem }) => `${field}: ${problem}`);
}

type Serial = ReturnType<typeof serial>;
type Case = [name: string, change: (profile: Serial) => void, problem: RegExp];

function check(cases: readonly Case[]) {
  it.each(cases)('%s', (_name, change, problem) => {
    const profile = serial();
    change(profile);
    expect(problems(profile).join('\n')).toMatch(problem);
    expect(problems(profile)).toHaveLength(1);
  });
}

it('finds nothing wrong where all fits together', () => {
  expect(problems(serial())).toEqual([]);
  expect(problems(keyboard())).toEqual([]);
});

describe('framing', () => {
  const framing = (change: Record<string, unknown>) => (profile: Serial) => Object.assign(profile.framing, change);
  const fixed = { kind: 'fixed', size: 6, header: 'aa', length: undefined };
  check([
    ['a lead that looks like the header', framing({ optionalLead: '0xaa' }), /^framing.optionalLead: must differ/],
    ['a fixed size above the buffer', framing({ ...fixed, maxFrame: 5 }), /^framing.size: is more than maxFrame \(5\)/],
    [
      'lengths above the buffer',
      framing({ maxFrame: 11 }),
      /^framing.maxFrame: must be at least length.max \+ length.adds \(12\)/,
    ],
    [
      'lengths above any buffer',
      framing({ length: { at: 2, adds: 4, min: 2, max: 4096 }, maxFrame: 4096 }),
      /^framing.length.max: makes frames of 4100 bytes; at most 4096/,
    ],
    [
      'lengths that run backwards',
      framing({ length: { at: 2, adds: 4, min: 8, max: 7 } }),
      /^framing.length.min: is more than max \(7\)/,
    ],
    [
      'a smallest report above the buffer',
      framing({ kind: 'hid-report', minSize: 20, header: undefined, length: undefined }),
      /^framing.minSize: is more than maxFrame \(16\)/,
    ],
    [
      'a checksum without room',
      framing({ checksum: { kind: 'crc16-modbus', from: 0, to: -2, at: -1 } }),
      /^framing.checksum.at: leaves no room for 2 bytes in the smallest frame, which has 6/,
    ],
    [
      'a checksum over bytes that are not there',
      framing({ checksum: { kind: 'sum8', from: 6, to: 9, at: -1 } }),
      /^framing.checksum.to: covers bytes 6 to 9 of the smallest frame, which has 6/,
    ],
    [
      'a checksum over itself',
      framing({ checksum: { kind: 'sum8', from: 1, to: 6, at: -1 } }),
      /^framing.checksum.at: lies within the bytes that it covers \(1 to 6\)/,
    ],
    [
      'a wildcard of another width',
      framing({ checksum: { kind: 'sum8', from: 1, to: -1, at: -1, wildcard: 'ab cd' } }),
      /^framing.checksum.wildcard: must have 1 bytes/,
    ],
    [
      'a checksum beside that of Modbus',
      framing({ kind: 'modbus-rtu', header: undefined, length: undefined }),
      /^framing.checksum: must be left out: Modbus RTU has its own/,
    ],
    [
      'a literal that begins like the header',
      framing({ literals: ['aa 55 01'] }),
      /^framing.literals.0: begins like the header/,
    ],
    ['a literal that hides the header', framing({ literals: ['aa'] }), /^framing.literals.0: begins like the header/],
    [
      'a literal that begins with the lead',
      framing({ literals: ['ff 01'] }),
      /^framing.literals.0: begins with optionalLead/,
    ],
    [
      'a literal that hides another',
      framing({ literals: ['06', '06 01'] }),
      /^framing.literals.1: begins like framing.literals.0/,
    ],
    [
      'a literal above the buffer',
      framing({ literals: ['06'.repeat(17)] }),
      /^framing.literals.0: has more bytes than maxFrame \(16\)/,
    ],
  ]);

  it('of keys must be boot reports', () => {
    const profile = { ...keyboard(), framing: { kind: 'byte', maxFrame: 1 } };
    expect(problems(profile)).toEqual([expect.stringMatching(/^framing.kind: must be "hid-report"/)]);
  });
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
    ['a size above the buffer', rule({ size: 17 }), /^decode.0.size: is more than framing.maxFrame \(16\)/],
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
      /^variants.standard.ack.thanks: may only use the variables value, addr, addrRaw, unit, site for decode.0/,
    ],
    ['one with digits', ack('aa {digits:3}'), /may only use the variables/],
    [
      'one in JSON with a variable that the frame has not',
      (profile) => {
        profile.variants.standard!.ack = { thanks: { kind: 'json', json: { a: ['{level}'] } } };
      },
      /may only use the variables/,
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
