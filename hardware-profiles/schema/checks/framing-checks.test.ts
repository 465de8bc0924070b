import { describe, expect, it } from 'vitest';
import { check, keyboard, problems, type Serial } from '../testing/made-up.ts';

describe('framing', () => {
  const framing = (change: Record<string, unknown>) => (profile: Serial) => Object.assign(profile.framing, change);
  const fixed = { kind: 'fixed', size: 6, header: 'aa', length: undefined };
  const line = { kind: 'text-line', header: undefined, length: undefined };
  const lengthOf = (change: Record<string, unknown>) =>
    framing({ length: { at: 2, adds: 4, min: 2, max: 8, ...change } });
  check([
    [
      'a length within the header',
      lengthOf({ at: 1 }),
      /^framing.length.at: lies within the header, which has 2 bytes/,
    ],
    ['a length behind the smallest frame', lengthOf({ at: 6 }), /^framing.length.at: lies behind byte 6/],
    [
      'a length that its repetition overlaps',
      lengthOf({ repeatAt: 2 }),
      /^framing.length.repeatAt: overlaps the length/,
    ],
    [
      'two bytes of length of which the repetition overlaps one',
      lengthOf({ bytes: 2, repeatAt: 3 }),
      /^framing.length.repeatAt: overlaps the length itself; put it at 4 or behind/,
    ],
    [
      'a repetition behind the smallest frame',
      lengthOf({ repeatAt: 6 }),
      /^framing.length.repeatAt: lies behind byte 6/,
    ],
    [
      'a length where the trailer stands',
      framing({ length: { at: 4, adds: 4, min: 2, max: 8 }, trailer: '0d 0a', checksum: undefined }),
      /^framing.length.at: lies behind byte 4, where the smallest frame ends without its trailer/,
    ],
    [
      'a fixed byte behind the smallest frame',
      framing({ fixed: [{ at: 6, value: 1 }] }),
      /^framing.fixed.0.at: lies behind byte 6/,
    ],
    [
      'a fixed byte that is the length',
      framing({ fixed: [{ at: 2, value: 1 }] }),
      /^framing.fixed.0.at: is a byte of the header or of the length/,
    ],
    [
      'a fixed byte twice',
      framing({
        fixed: [
          { at: 3, value: 1 },
          { at: 3, value: 2 },
        ],
      }),
      /^framing.fixed.1.at: stands twice/,
    ],
    [
      'marks longer than the frame between them',
      framing({ ...fixed, size: 6, header: 'aa bb cc dd', trailer: '01 02 03' }),
      /^framing.size: has no room for header and trailer \(7 bytes\)/,
    ],
    [
      'marks longer than any frame',
      framing({ kind: 'header-trailer', header: 'aa', trailer: '0d 0a'.repeat(8), minSize: 6, length: undefined }),
      /^framing.maxFrame: has no room for header and trailer \(17 bytes\)/,
    ],
    [
      'an end longer than any frame',
      framing({ kind: 'delimiter', end: '0d 0a'.repeat(9), header: undefined, length: undefined }),
      /^framing.end: has more bytes than maxFrame \(16\)/,
    ],
    [
      'a checksum behind the longest line',
      framing({ ...line, checksum: { kind: 'sum8', from: 0, to: 16, at: 16 } }),
      /^framing.checksum.at: leaves no room for 1 bytes in the largest frame, which has 16/,
    ],
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
      'a checksum that ends at the start',
      framing({ checksum: { kind: 'sum8', from: 0, to: 0, at: -1 } }),
      /^framing.checksum.to: is 0, the start of the frame, so that nothing is covered; .*such as -1/,
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
    const profile = { ...keyboard(), framing: { kind: 'fixed', size: 8, maxFrame: 8 } };
    expect(problems(profile)).toEqual([expect.stringMatching(/^framing.kind: must be "hid-report"/)]);
  });
});
