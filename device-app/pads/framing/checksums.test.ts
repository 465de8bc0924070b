import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKSUMS, checksumBytes, checksumHolds } from './checksums.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('checksums, against published frames', () => {
  it.each([
    // Check values of the CRC catalogue for "123456789".
    ['crc16-modbus', '31 32 33 34 35 36 37 38 39', 0x4b37],
    ['crc16-xmodem', '31 32 33 34 35 36 37 38 39', 0x31c3],
    ['crc8', '31 32 33 34 35 36 37 38 39', 0xf4],
    // What the bytes lack to a multiple of 256.
    ['sum8-twos', '81 11 03', 0x6b],
    ['sum8-twos', '00', 0x00],
    // Modbus ASCII: ":01030001000A" + "F1".
    ['lrc', '30 31 30 33 30 30 30 31 30 30 30 41', 0xf1],
    ['lrc', '', 0x00],
    // Modbus requests and answers from public documents: the frame without its last two bytes, low byte first.
    ['crc16-modbus', 'ff 02 00 00 00 08', 0x126c],
    ['crc16-modbus', '0b 02 00 00 00 0a', 0xa7f8],
    ['crc16-modbus', '11 03 00 6b 00 03', 0x8776],
    ['crc16-modbus', '11 83 04', 0x3641],
    ['crc16-modbus', '01 03 06 00 2a 00 80 00 05', 0x58f9],
    // GM65 scan engine: acknowledgement and trigger.
    ['crc16-xmodem', '00 00 01 00', 0x3331],
    ['crc16-xmodem', '08 01 00 02 01', 0x02da],
    // Identity-card reader: find, select, read, status.
    ['xor8', '00 03 20 01', 0x22],
    ['xor8', '00 03 20 02', 0x21],
    ['xor8', '00 03 30 01', 0x32],
    ['xor8', '00 03 11 ff', 0xed],
    // Queue bus.
    ['sum8', '81 11 03', 0x95],
    ['sum8', '01 02 00 00 07 0a 0a 0a', 0x28],
  ] as const)('%s of %s', (kind, hex, value) => {
    expect(CHECKSUMS[kind].compute(bytes(hex))).toBe(value);
  });

  it('writes 16 bits in the order asked for', () => {
    expect(checksumBytes('crc16-modbus', 0x8776, 'little')).toEqual([0x76, 0x87]);
    expect(checksumBytes('crc16-xmodem', 0x3331, 'big')).toEqual([0x33, 0x31]);
  });

  it('writes an LRC as two digits, and makes none of what is no pairs of digits', () => {
    expect(checksumBytes('lrc', 0x0a, 'big')).toEqual([0x30, 0x41]);
    expect(CHECKSUMS.lrc.compute(bytes('30'))).toBeUndefined();
    expect(CHECKSUMS.lrc.compute(bytes('30 47'))).toBeUndefined();
  });

  it('takes fixed bytes for a checksum, and the bytes that mean "do not check" beside the right ones', () => {
    const fixed = {
      kind: 'fixed',
      from: 0,
      to: 0,
      at: -2,
      value: bytes('ab cd'),
      endian: 'big',
      strict: true,
    } as const;
    expect(checksumHolds(bytes('01 ab cd'), fixed)).toBe(true);
    expect(checksumHolds(bytes('01 ab ce'), fixed)).toBe(false);
    expect(checksumHolds(bytes('cd'), fixed)).toBe(false);
    const wild = {
      kind: 'crc16-xmodem',
      from: 2,
      to: -2,
      at: -2,
      wildcard: bytes('ab cd'),
      endian: 'big',
      strict: true,
    } as const;
    for (const [end, holds] of [
      ['ab cd', true],
      ['02 da', true],
      ['02 db', false],
      ['ab', false],
    ] as const) {
      expect(checksumHolds(bytes(`7e 00 08 01 00 02 01 ${end}`), wild), end).toBe(holds);
    }
  });

  it('holds for the frame and for no frame with one bit changed', () => {
    const frame = bytes('11 03 00 6b 00 03 76 87');
    const spec = { kind: 'crc16-modbus', from: 0, to: -2, at: -2, endian: 'little', strict: true } as const;
    expect(checksumHolds(frame, spec)).toBe(true);
    fc.assert(
      fc.property(fc.nat(frame.length - 1), fc.nat(7), (index, bit) => {
        const damaged = frame.map((byte, at) => (at === index ? byte ^ (1 << bit) : byte));
        expect(checksumHolds(damaged, spec)).toBe(false);
      }),
    );
  });

  it('fails where the frame is too short to carry it', () => {
    const spec = { kind: 'crc16-modbus', from: 0, to: -2, at: -2, endian: 'little', strict: true } as const;
    expect(checksumHolds(Uint8Array.of(1), spec)).toBe(false);
    expect(checksumHolds(new Uint8Array(), spec)).toBe(false);
  });
});
