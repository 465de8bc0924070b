import { jsonTemplateSchema, TEXT_ENCODINGS, templateSchema } from '@mingjing/hardware-profiles/schema/template.ts';
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
    ['7e 00 08 01 00 02 01 {crc16xmodemle:2..}', {}, '7e000801000201' + 'da02'],
    ['01 05 {n:u8} 00 ff 00 {crc16modbusbe}', { n: 0 }, '01050000ff003a8c'],
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
    ['{text:size:u8} 00', /needs "\{text:text:…}" in the same template/],
  ])('is refused at load time: %s', (template, problem) => {
    expect(templateSchema.safeParse(template).error?.issues[0]?.message).toMatch(problem);
  });

  it('is refused at load time when it could become too long', () => {
    const issue = templateSchema.safeParse(`${'00 '.repeat(1000)} {name:text:ascii:25}`).error?.issues[0];
    expect(issue?.message).toMatch(/makes 1025 bytes; at most 1024/);
  });

  it('finds the variables of what it encoded', () => {
    const template = templateSchema.parse('ff {addr|80} {n:u8} {m:u16} {k:u16le} {digits:4} {sum8:1..}');
    const numbers = [fc.nat(127), fc.nat(255), fc.nat(65535), fc.nat(65535)] as const;
    fc.assert(
      fc.property(...numbers, fc.stringMatching(/^\d{0,4}$/), (addr, n, m, k, digits) => {
        const encoded = encodeTemplate(template, { addr, n, m, k, digits }, 0x0a);
        if (!encoded.ok) throw new Error(encoded.error);
        expect(matchTemplate(template, encoded.value, 0x0a)).toEqual({ addr, n, m, k, digits });
      }),
    );
    const wrongSum = Uint8Array.of(0xff, 0x81, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0);
    expect(matchTemplate(template, wrongSum, 0x0a)).toBeUndefined();
  });
});

describe('numbers of two bytes', () => {
  it.each([
    ['{n:u16}', { n: 0x1234 }, '1234'],
    ['{n:u16le}', { n: 0x1234 }, '3412'],
    ['{n:u16}', { n: 65536 }, 'variable "n" must be a whole number 0–65535, not 65536'],
    ['{n:u16}', { n: '1' }, 'variable "n" must be a whole number 0–65535, not "1"'],
  ])('%s of %o', (template, variables, expected) => {
    expect(encode(template, variables)).toBe(expected);
  });
});

describe('checksums in templates', () => {
  it.each([
    // FT1.2-like bytes with each checksum that stands in one byte, computed by hand.
    ['01 02 03 {sum8twos}', '010203fa'],
    ['31 32 33 34 35 36 37 38 39 {crc8}', '313233343536373839f4'],
    // A Modbus ASCII question, its LRC as two digits.
    ['3a 30 31 30 33 30 30 30 31 30 30 30 41 {lrc:1..} 0d 0a', '3a30313033303030313030304146310d0a'],
  ])('%s', (template, expected) => {
    expect(encode(template)).toBe(expected);
  });

  it('says when an LRC covers no hexadecimal digits', () => {
    expect(encode('3a 30 {lrc:0..}')).toMatch(/covers bytes that are not pairs of hexadecimal digits/);
  });
});

describe('texts', () => {
  it.each([
    // 企 = C6F3, 业 = D2B5 in GB 18030; 😀 takes four bytes.
    ['{name:text:gb18030:20}', '企业', 'c6f3d2b5'],
    ['{name:text:gb18030:3}', '企业', 'c6f3'],
    ['{name:text:gb18030:1}', '企业', ''],
    ['{name:text:gb18030:20}', 'A😀', '419439fc36'],
    ['{name:text:gb18030:4}', 'A😀', '41'],
    ['{name:text:utf8:5}', '企业', 'e4bc81'],
    ['{name:text:ascii:20}', 'A企', '413f'],
    // Nothing that a printer could take for a command: ESC @, GS V, DLE EOT, line feed, a C1 control, a direction mark, half a pair.
    ['{name:text:gb18030:20}', '\x1b@\x1dV\x10\x04\n\x85\u202e\ud83dA', '405641'],
    ['{name:size:u16le+3} 31 {name:text:ascii:20}', '1234', '070031' + '31323334'],
    ['{name:size:u8} {name:text:gb18030:3} {pad:8:20}', '企业', '02c6f3' + '2020202020'],
    ['{name:text:ascii:9} {pad:4} ff', 'A', '41000000ff'],
  ])('%s of %j', (template, name, expected) => {
    expect(encode(template, { name })).toBe(expected);
  });

  it('says which text is missing, or too long for its size', () => {
    expect(encode('{name:text:ascii:9}')).toBe('variable "name" must be a text, not absent');
    expect(encode('{name:size:u8} {name:text:ascii:300}', { name: 'A'.repeat(300) })).toMatch(
      /size of 300; at most 255/,
    );
  });

  it.each([
    '1b 40 {name:text:gb18030:40}',
    '1b 40 {name:text:gb18030:40} 0a',
    '{name:size:u16le+3} 31 50 {name:text:gb18030:40} {end:text:utf8:9} 0d',
    '{name:text:gb18030:40} {pad:40} {sum8:0..4}',
  ])('are found again: %s', (text) => {
    const template = templateSchema.parse(text);
    const name = fc.string({ unit: fc.constantFrom('企', '业', 'A', '7', '😀', '，', 'é'), maxLength: 10 });
    fc.assert(
      fc.property(name, (value) => {
        const encoded = encodeTemplate(template, { name: value, end: 'ß.' });
        if (!encoded.ok) throw new Error(encoded.error);
        expect(matchTemplate(template, encoded.value)).toMatchObject({ name: value });
      }),
    );
  });
});

describe.each(TEXT_ENCODINGS)('a text in %s', (encoding) => {
  it('never carries a control byte nor more than it may, whatever is in it', () => {
    const template = templateSchema.parse(`{name:text:${encoding}:30}`);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const encoded = encodeTemplate(template, { name });
        if (!encoded.ok) throw new Error(encoded.error);
        expect(encoded.value.length).toBeLessThanOrEqual(30);
        expect(encoded.value.every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('filling', () => {
  const template = templateSchema.parse('03 06 {key} {red} {pad:8}');

  it('may be missing at the end of the bytes, and nothing else may', () => {
    const found = { key: 2, red: 0 };
    for (const length of [4, 5, 8]) {
      expect(matchTemplate(template, Uint8Array.of(3, 6, 2, 0, 0, 0, 0, 0).subarray(0, length))).toEqual(found);
    }
    expect(matchTemplate(template, Uint8Array.of(3, 6, 2, 0, 1))).toBeUndefined();
    expect(matchTemplate(template, Uint8Array.of(3, 6, 2, 0, 0, 0, 0, 0, 0))).toBeUndefined();
    expect(matchTemplate(template, Uint8Array.of(3, 6, 2))).toBeUndefined();
  });
});

describe('JSON messages', () => {
  const template = jsonTemplateSchema.parse({
    method: 'RateSubmit',
    param: { rateId: '{id}', from: '窗口 {window}, {staff}!', levels: ['{level}', 5, null, true] },
  });
  const variables = { id: 7, window: 'W"03', staff: '王', level: 'five' };

  it('carry variables inside texts, and alone as themselves', () => {
    const encoded = encodeTemplate(template, variables);
    expect(encoded.ok && JSON.parse(Buffer.from(encoded.value).toString())).toEqual({
      method: 'RateSubmit',
      param: { rateId: 7, from: '窗口 W"03, 王!', levels: ['five', 5, null, true] },
    });
  });

  it('say which variable is missing, and when they are too long', () => {
    expect(encodeTemplate(template, { id: 7 })).toMatchObject({
      error: 'variable "window" must be a number or a text, not absent',
    });
    expect(encodeTemplate(template, { ...variables, staff: '王'.repeat(400) })).toMatchObject({
      error: expect.stringMatching(/the message has \d+ bytes; at most 1024/),
    });
  });

  it('are recognised however they are written, and only with every member right', () => {
    const { param } = { param: { levels: ['five', 5, null, true], from: '窗口 W"03, 王!', rateId: 7 } };
    const match = (value: unknown) => matchTemplate(template, Buffer.from(JSON.stringify(value, undefined, 2)));
    expect(match({ param, method: 'RateSubmit' })).toEqual(variables);
    expect(match({ param, method: 'RateSubmit', more: 1 })).toBeUndefined();
    expect(match({ param: { ...param, rateId: {} }, method: 'RateSubmit' })).toBeUndefined();
    expect(match({ param: { ...param, from: '窗口 W"03; 王!' }, method: 'RateSubmit' })).toBeUndefined();
    expect(matchTemplate(template, Buffer.from('{'))).toBeUndefined();
  });
});
