import { fieldSchema } from '@mingjing/hardware-profiles/schema/decode.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { viewFrame } from './frame-view.ts';
import { readField } from './values.ts';

function read(spec: z.input<typeof fieldSchema>, frame: string | Uint8Array) {
  const bytes = typeof frame === 'string' ? Buffer.from(frame.replaceAll(' ', ''), 'hex') : frame;
  return readField(viewFrame(bytes), fieldSchema.parse(spec));
}
const text = (value: string) => new TextEncoder().encode(value);

describe('values', () => {
  it.each<[string, z.input<typeof fieldSchema>, string, unknown]>([
    ['a byte', { kind: 'byte', at: 1 }, '00 2a', 42],
    ['a byte from the end', { kind: 'byte', at: -2 }, '00 2a 01', 42],
    ['some bits of a byte', { kind: 'byte', at: 0, mask: 0x60 }, '72', 0x60],
    ['a byte by its name', { kind: 'byte', at: 0, names: { '0x73': 'qr-code' } }, '73', 'qr-code'],
    ['a byte that has no name', { kind: 'byte', at: 0, names: { '0x73': 'qr-code' } }, '74', 0x74],
    ['a byte that is not there', { kind: 'byte', at: 2 }, '00 00', undefined],
    ['a byte before the frame', { kind: 'byte', at: -3 }, '00 00', undefined],
    ['the high half', { kind: 'nibble', at: 0, half: 'high' }, 'a5', 10],
    ['the low half', { kind: 'nibble', at: 0, half: 'low' }, 'a5', 5],
    ['no half', { kind: 'nibble', at: 1, half: 'low' }, 'a5', undefined],
    ['a register', { kind: 'register', at: 0 }, '01 02', 258],
    ['a little-endian register', { kind: 'register', at: 0, endian: 'little' }, '01 02', 513],
    ['four bytes with the highest bit', { kind: 'register', at: 0, bytes: 4 }, 'ff 00 00 01', 0xff000001],
    ['a register at the end', { kind: 'register', at: -2 }, '09 01 02', 258],
    ['a register beyond the end', { kind: 'register', at: 1 }, '01 02', undefined],
    ['a flag that is set', { kind: 'flag', at: 0, mask: 1 }, '03', true],
    ['a flag that is not', { kind: 'flag', at: 0, mask: 4 }, '03', false],
    ['no flag', { kind: 'flag', at: 1 }, '03', undefined],
    ['bytes as hex', { kind: 'hex', from: 1, to: -1 }, '00 AB 0c 00', 'ab0c'],
    ['hex to the end', { kind: 'hex', from: 1, to: 0 }, '00 ab 0c', 'ab0c'],
    ['hex beyond the end', { kind: 'hex', from: 1, to: 5 }, '00 ab', undefined],
    ['a list of bytes', { kind: 'list', from: 1, to: 0 }, '00 01 02', [1, 2]],
    ['a list of registers', { kind: 'list', from: 0, to: 0, width: 2 }, '00 2a 00 80', [42, 128]],
    ['half a register', { kind: 'list', from: 0, to: 0, width: 2 }, '00 2a 00', undefined],
    ['an empty list', { kind: 'list', from: 1, to: 0 }, '00', []],
    ['text', { kind: 'text', from: 0, to: 0 }, '48 49', 'HI'],
    ['text that is no ASCII', { kind: 'text', from: 0, to: 0 }, '48 e4', 'H\ufffd'],
    ['text in UTF-8 where ASCII is meant', { kind: 'text', from: 0, to: 0 }, 'c3 a4', '\ufffd\ufffd'],
    ['no text before its length', { kind: 'text', from: 0, lengthAt: -1 }, '48 49 00', ''],
    ['text of its own length', { kind: 'text', from: 1, lengthAt: 0 }, '02 48 49 00', 'HI'],
    ['an empty text', { kind: 'text', from: 1, lengthAt: 0 }, '00 48 49', ''],
    ['text longer than the frame', { kind: 'text', from: 1, lengthAt: 0 }, '04 48 49', undefined],
    ['text in UTF-8', { kind: 'text', from: 0, to: 0, encoding: 'utf-8' }, 'e6 98 8e e9 95 9c', '明镜'],
    ['text in GB 18030', { kind: 'text', from: 0, to: 0, encoding: 'gb18030' }, 'c3 f7 be b5', '明镜'],
  ])('%s', (_name, spec, frame, value) => {
    expect(read(spec, frame)).toEqual(value);
  });

  it('finds groups of regular expressions, over any byte', () => {
    expect(read({ kind: 'regex', pattern: '^KEY=(\\d+)' }, text('KEY=12;'))).toBe('12');
    expect(read({ kind: 'regex', pattern: 'b|(a)' }, text('b'))).toBeUndefined();
    expect(read({ kind: 'regex', pattern: 'x.z', group: 0 }, Uint8Array.of(0x78, 0xff, 0x7a))).toBe('x\u00ffz');
    expect(read({ kind: 'regex', pattern: '(q)' }, text('p'))).toBeUndefined();
  });

  it('reads members of JSON that are numbers or texts', () => {
    const frame = text('{"param":{"attitude":5,"who":"x","deep":{}},"code":"0"}');
    expect(read({ kind: 'json', path: 'param.attitude' }, frame)).toBe(5);
    expect(read({ kind: 'json', path: 'code', names: { '0': 'ok' } }, frame)).toBe('ok');
    for (const path of ['param.deep', 'param.none', 'param.who.length', 'constructor.name', 'toString'])
      expect(read({ kind: 'json', path }, frame)).toBeUndefined();
    expect(read({ kind: 'json', path: 'code' }, text('{"code":'))).toBeUndefined();
    expect(read({ kind: 'json', path: 'code' }, text('null'))).toBeUndefined();
  });

  it('stays linear where a backtracking engine would take for ever', () => {
    const hostile = text(`${'a'.repeat(4000)}!`);
    expect(read({ kind: 'regex', pattern: '^(a+)+$' }, hostile)).toBeUndefined();
  });

  it('never throws, whatever the frame', () => {
    const specs: z.input<typeof fieldSchema>[] = [
      { kind: 'byte', at: -3 },
      { kind: 'register', at: 2, bytes: 4 },
      { kind: 'text', from: -4, lengthAt: 0, encoding: 'gb18030' },
      { kind: 'hex', from: 3, to: -2 },
      { kind: 'list', from: -5, to: 4 },
      { kind: 'json', path: 'a.b' },
      { kind: 'regex', pattern: '(.)$' },
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), fc.constantFrom(...specs), (frame, spec) => {
        read(spec, frame);
      }),
    );
  });
});
