import { describe, expect, it } from 'vitest';
import { check, keyboard, problems, type Serial } from '../testing/made-up.ts';

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
