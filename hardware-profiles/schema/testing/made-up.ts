import { expect, it } from 'vitest';
import { parseProfile } from '../../load-profiles.ts';

export const vector = { direction: 'in', hex: '00', expect: { type: 'report' }, origin: 'derived' };

/** A made-up pad on a serial line that uses whatever fields speak of each other. */
export const serial = () => ({
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
export const keyboard = () => ({
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

/** What is wrong with a profile, as `field: problem`. */
export function problems(profile: object): string[] {
  const parsed = parseProfile(JSON.stringify(profile), 'pad.json');
  return parsed.ok ? [] : parsed.error.map(({ field, problem }) => `${field}: ${problem}`);
}

export type Serial = ReturnType<typeof serial>;
export type Case = [name: string, change: (profile: Serial) => void, problem: RegExp];

/** Each case is one problem, and no other. */
export function check(cases: readonly Case[]) {
  it.each(cases)('%s', (_name, change, problem) => {
    const profile = serial();
    change(profile);
    expect(problems(profile).join('\n')).toMatch(problem);
    expect(problems(profile)).toHaveLength(1);
  });
}
