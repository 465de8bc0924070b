import { buttonsSchema } from '@mingjing/hardware-profiles/schema/decode.ts';
import { KEY_USAGES } from '@mingjing/hardware-profiles/schema/usages.data.ts';
import { nameOfUsage, usageOfCode } from '@mingjing/hardware-profiles/schema/usages.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { profileWith } from '../testing/profile-with.ts';
import { readButtons } from './buttons.ts';
import { meaningOfButton } from './key-names.ts';

function down(spec: z.input<typeof buttonsSchema>, hex: string) {
  return readButtons(Buffer.from(hex.replaceAll(' ', ''), 'hex'), buttonsSchema.parse(spec));
}
const buttons = (...value: unknown[]) => ({ ok: true, value });

describe('bits', () => {
  const columns = { kind: 'bits', from: 2, bytes: 4, bitsPerByte: 6 } as const;

  it('number by column and bit', () => {
    expect(down(columns, '0a 00 10 00 00 00')).toEqual(buttons(5));
    expect(down(columns, '0a 00 00 01 00 20')).toEqual(buttons(7, 24));
    expect(down({ ...columns, bitsPerByte: 1 }, '00 01 01 00 00 01')).toEqual(buttons(1, 4));
  });

  it('beyond `bitsPerByte` are no buttons, nor are ignored ones', () => {
    expect(down(columns, '0a 00 c0 00 00 00')).toEqual(buttons());
    const hat = { kind: 'bits', from: 5, bytes: 2, first: -3, ignoreMask: '0f 00' } as const;
    expect(down(hat, '7f 7f 80 7f 7f 0f 00 00')).toEqual(buttons());
    expect(down(hat, '7f 7f 80 7f 7f 8f 01 00')).toEqual(buttons(4, 5));
  });

  it('may be 0 while down, except where they are ignored', () => {
    expect(down({ kind: 'bits', from: 0, bytes: 1, activeLow: true }, 'fe')).toEqual(buttons(1));
    expect(down({ kind: 'bits', from: 0, bytes: 1, activeLow: true, ignoreMask: 'f0' }, '07')).toEqual(buttons(4));
  });

  it('are no report where a byte is missing', () => {
    expect(down(columns, '0a 00 10 00 00')).toBeUndefined();
    expect(down({ kind: 'bits', from: -3, bytes: 2 }, '01')).toBeUndefined();
  });

  it('name each pressed bit once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 3, maxLength: 3 }), (bytes) => {
        const read = readButtons(bytes, buttonsSchema.parse({ kind: 'bits', from: 0, bytes: 3 }));
        const state = bytes.reduce((sum, byte, place) => sum + byte * 256 ** place, 0);
        const again = read?.ok === true ? read.value.reduce((sum: number, one) => sum + 2 ** (Number(one) - 1), 0) : -1;
        expect(again).toBe(state);
      }),
    );
  });
});

describe('arrays', () => {
  it('have one byte per button', () => {
    expect(down({ kind: 'array', from: 1, count: 6 }, '01 01 00 00 00 00 05')).toEqual(buttons(0, 5));
    expect(down({ kind: 'array', from: 0, count: 2, first: 1, activeLow: true }, '00 01')).toEqual(buttons(1));
    expect(down({ kind: 'array', from: 1, count: 6 }, '01 01')).toBeUndefined();
  });

  it('may send each row from right to left', () => {
    const rows = { kind: 'array', from: 1, count: 15, rowMirror: 5 } as const;
    expect(down(rows, `01 01${' 00'.repeat(14)}`)).toEqual(buttons(4));
    expect(down(rows, `01 00 00 00 00 01 01${' 00'.repeat(9)}`)).toEqual(buttons(0, 9));
    expect(down(rows, `01${' 01'.repeat(15)}`)).toEqual(buttons(...Array.from({ length: 15 }, (_, index) => index)));
  });
});

describe('keycodes', () => {
  const keys = { kind: 'keycodes', from: 2, count: 6 } as const;

  it('are named, each once', () => {
    expect(down(keys, '00 00 1e 00 00 00 00 00')).toEqual(buttons('1'));
    expect(down(keys, '00 00 59 6c 59 04 00 00')).toEqual(buttons('KP1', 'F17', 'A'));
    expect(down(keys, '00 00 f0 00 00 00 00 00')).toEqual(buttons('0xf0'));
    expect(down(keys, '00 00 00 00 00 00 00 00')).toEqual(buttons());
    expect(down(keys, '00 00 1e')).toBeUndefined();
  });

  it('that say too many are down are an error', () => {
    expect(down(keys, '00 00 01 01 01 01 01 01')).toEqual({ ok: false, error: 'rollover' });
  });

  it('are found by the code of a key event, each by one', () => {
    for (const [usage, name, code] of KEY_USAGES) {
      expect(usageOfCode(code)).toBe(usage);
      expect(nameOfUsage(usage)).toBe(name);
    }
    for (const place of [0, 1, 2]) expect(new Set(KEY_USAGES.map((row) => row[place])).size).toBe(KEY_USAGES.length);
    // HID Usage Tables 1.5 §10: the ends of the runs.
    expect(['KeyZ', 'Digit0', 'F12', 'Numpad9', 'Numpad0', 'F13', 'F24'].map(usageOfCode)).toEqual([
      0x1d, 0x27, 0x45, 0x61, 0x62, 0x68, 0x73,
    ]);
    expect(usageOfCode('BrowserBack')).toBeUndefined();
  });
});

describe('what a button stands for', () => {
  const profile = profileWith({
    keyMap: { rating: { '0x01': 5, '2': 4, F13: 3 }, keys: { '0x03': 'callNext', '12': 'recall', KP1: 'pause' } },
  });

  it('is what the key map says and nothing else', () => {
    expect(meaningOfButton(profile, 1)).toEqual({ kind: 'rating', level: 5 });
    expect(meaningOfButton(profile, 2)).toEqual({ kind: 'rating', level: 4 });
    expect(meaningOfButton(profile, 'F13')).toEqual({ kind: 'rating', level: 3 });
    expect(meaningOfButton(profile, 3)).toEqual({ kind: 'key', key: 'callNext' });
    expect(meaningOfButton(profile, 12)).toEqual({ kind: 'key', key: 'recall' });
    expect(meaningOfButton(profile, 'KP1')).toEqual({ kind: 'key', key: 'pause' });
    for (const button of [0, 4, 'F14', 'constructor']) expect(meaningOfButton(profile, button)).toBeUndefined();
  });
});
