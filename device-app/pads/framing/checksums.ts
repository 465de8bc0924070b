import type { ChecksumSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import type { TemplateChecksum } from '@mingjing/hardware-profiles/schema/template.ts';
import { agrees } from './step.ts';

export interface Checksum {
  /** Bytes it takes in a frame. */
  readonly bytes: 1 | 2;
  /** The checksum of the bytes covered; undefined where they are not what it is made of. */
  readonly compute: (bytes: Uint8Array) => number | undefined;
}

/** Sum of all bytes modulo 256 (FT1.2, IEC 60870-5-1). */
function sum8(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
}

/** All bytes XOR-ed together. */
function xor8(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

/** What one byte does to a CRC, for all bytes, so that frames need not be gone through bit by bit. @param shift where the byte enters */
function tableOf(shift: 0 | 8, step: (crc: number) => number): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << shift;
    for (let bit = 0; bit < 8; bit += 1) crc = step(crc);
    return crc;
  });
}

const CRC8 = tableOf(0, (crc) => (crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1) & 0xff);
const CRC16_MODBUS = tableOf(0, (crc) => (crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1));
const CRC16_XMODEM = tableOf(8, (crc) => (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff);

const at = (table: Uint16Array, index: number): number => table[index] ?? 0;

/** CRC-8: polynomial 0x07, initial value 0. */
function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = at(CRC8, crc ^ byte);
  return crc;
}

/** CRC-16/MODBUS: reflected polynomial 0xA001, initial value 0xFFFF (Modbus over serial line V1.02 §6.2.2). */
function crc16Modbus(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ at(CRC16_MODBUS, (crc ^ byte) & 0xff);
  return crc;
}

/** CRC-16/XMODEM: polynomial 0x1021, initial value 0. */
function crc16Xmodem(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ at(CRC16_XMODEM, (crc >>> 8) ^ byte);
  return crc;
}

/**
 * LRC of Modbus ASCII: the two's complement of the sum of the bytes that pairs of hexadecimal digits spell
 * (Modbus over serial line V1.02 §6.2.1). Undefined where the text is no such pairs.
 */
function lrc(text: Uint8Array): number | undefined {
  const digits = Buffer.from(text.buffer, text.byteOffset, text.length).toString('latin1');
  if (!/^([0-9A-Fa-f]{2})*$/.test(digits)) return undefined;
  return -sum8(Buffer.from(digits, 'hex')) & 0xff;
}

/** Checksums by kind; a new kind is a new entry. `fixed` is none of them: its bytes stand in the profile. */
export const CHECKSUMS: Readonly<Record<TemplateChecksum, Checksum>> = {
  sum8: { bytes: 1, compute: sum8 },
  'sum8-twos': { bytes: 1, compute: (bytes) => -sum8(bytes) & 0xff },
  xor8: { bytes: 1, compute: xor8 },
  crc8: { bytes: 1, compute: crc8 },
  'crc16-modbus': { bytes: 2, compute: crc16Modbus },
  'crc16-xmodem': { bytes: 2, compute: crc16Xmodem },
  lrc: { bytes: 2, compute: lrc },
};

/** Writes a checksum as bytes; an LRC as two upper-case hexadecimal digits. */
export function checksumBytes(kind: TemplateChecksum, value: number, endian: 'big' | 'little'): readonly number[] {
  if (kind === 'lrc') return [...Buffer.from(value.toString(16).toUpperCase().padStart(2, '0'), 'latin1')];
  if (CHECKSUMS[kind].bytes === 1) return [value];
  const pair = [value >>> 8, value & 0xff];
  return endian === 'big' ? pair : pair.reverse();
}

/** Turns an offset of a profile, negative from the end, into an index of the frame. */
export function resolveOffset(offset: number, size: number): number {
  return offset < 0 ? size + offset : offset;
}

/** What must stand in the place of a frame's checksum; undefined where the frame has no room for the bytes covered. */
function expectedBytes(frame: Uint8Array, spec: ChecksumSpec): ArrayLike<number> | undefined {
  if (spec.kind === 'fixed') return spec.value;
  const from = resolveOffset(spec.from, frame.length);
  const to = resolveOffset(spec.to, frame.length);
  if (from < 0 || to < from || to > frame.length) return undefined;
  const value = CHECKSUMS[spec.kind].compute(frame.subarray(from, to));
  return value === undefined ? undefined : checksumBytes(spec.kind, value, spec.endian);
}

/** Whether a frame carries the checksum that its bytes ask for, or the bytes that mean "do not check". One too short to hold it does not. */
export function checksumHolds(frame: Uint8Array, spec: ChecksumSpec): boolean {
  const place = resolveOffset(spec.at, frame.length);
  if (place < 0) return false;
  const carries = (bytes: ArrayLike<number>) => agrees(frame, place, bytes) === 'yes';
  if (spec.wildcard !== undefined && carries(spec.wildcard)) return true;
  const expected = expectedBytes(frame, spec);
  return expected !== undefined && carries(expected);
}
