import { templateSchema } from '@mingjing/hardware-profiles/schema/template.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTemplate } from './encode-template.ts';
import { matchTemplate } from './match-template.ts';

function encode(template: string, variables = {}, blank = 0): string {
  const encoded = encodeTemplate(templateSchema.parse(template), variables, blank);
  return encoded.ok ? toHex(encoded.value) : encoded.error;
}

describe('templates', () => {
  it.each([
    ['ff 68 03 03 68 {addr} 01 0b {sum8:5..} 16', { addr: 1 }, 'ff6803036801010b0d16'],
    ['68 02 02 68 {addr|80} 01 {sum8:4..} 16', { addr: 1 }, '68020268810182' + '16'],
    [
      'ff 68 08 08 68 {addr} 02 0a 0a 0a {digits:3} {sum8:5..} 16',
      { addr: 1, digits: '123' },
      'ff6808086801020a0a0a0102032716',
    ],
    // Published frames: Modbus "coil on", GM65 trigger, identity-card "find".
    ['01 05 {n:u8} 00 ff 00 {crc16modbus}', { n: 0 }, '01050000ff008c3a'],
    ['7e 00 08 01 00 02 01 {crc16xmodem:2..}', {}, '7e000801000201' + '02da'],
    ['aa aa aa 96 69 00 03 20 01 {xor8:5..}', {}, 'aaaaaa96690003200122'],
    ['01 02 03 {sum8:1..2}', {}, '01020302'],
  ])('%s', (template, variables, expected) => {
    expect(encode(template, variables)).toBe(expected);
  });

  it('fills unused digits with the blank', () => {
    expect(encode('{digits:3}', { digits: '7' }, 0x0a)).toBe('0a0a07');
    expect(encode('{digits:3}', {}, 0x0a)).toBe('0a0a0a');
  });

  it.each([
    ['{addr}', {}, /"addr" must be a whole number 0–255, not absent/],
    ['{addr}', { addr: 256 }, /must be a whole number 0–255, not 256/],
    ['{addr}', { addr: '1' }, /must be a whole number 0–255, not "1"/],
    ['{digits:2}', { digits: '123' }, /at most 2 decimal digits, not "123"/],
    ['{digits:2}', { digits: 'x' }, /at most 2 decimal digits/],
  ])('refuses %s with %o', (template, variables, problem) => {
    expect(encode(template, variables)).toMatch(problem);
  });

  it.each([
    ['zz', /"zz" is not understood/],
    ['{sum9:1..}', /"\{sum9:1..}" is not understood/],
    ['{digits}', /is not understood/],
    ['01 {sum8:2..}', /covers bytes that come after it/],
    [Array(300).fill('00').join(' '), /at most 256/],
  ])('is refused at load time: %s', (template, problem) => {
    expect(templateSchema.safeParse(template).error?.issues[0]?.message).toMatch(problem);
  });

  it('finds the variables of what it encoded', () => {
    const template = templateSchema.parse('ff {addr|80} {n:u8} {digits:4} {sum8:1..}');
    fc.assert(
      fc.property(fc.nat(127), fc.nat(255), fc.stringMatching(/^\d{0,4}$/), (addr, n, digits) => {
        const encoded = encodeTemplate(template, { addr, n, digits }, 0x0a);
        if (!encoded.ok) throw new Error(encoded.error);
        expect(matchTemplate(template, encoded.value, 0x0a)).toEqual({ addr, n, digits });
      }),
    );
    expect(matchTemplate(template, Uint8Array.of(0xff, 0x81, 1, 1, 1, 1, 1, 0), 0x0a)).toBeUndefined();
  });
});
