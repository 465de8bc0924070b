import type { ChecksumSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import type { ChecksumKind } from '@mingjing/hardware-profiles/schema/primitives.ts';

export interface Checksum {
  readonly bytes: 1 | 2;
  readonly compute: (bytes: Uint8Array) => number;
}

/** Sum of all bytes modulo 256 (FT1.2, IEC 60870-5-1). */
function sum8(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}

/** All bytes XOR-ed together. */
function xor8(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** CRC-16/MODBUS: reflected polynomial 0xA001, initial value 0xFFFF (Modbus over serial line V1.02 §6.2.2). */
function crc16Modbus(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** CRC-16/XMODEM: polynomial 0x1021, initial value 0. */
function crc16Xmodem(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

/** Checksums by kind; a new kind is a new entry. */
export const CHECKSUMS: Readonly<Record<ChecksumKind, Checksum>> = {
  sum8: { bytes: 1, compute: sum8 },
  xor8: { bytes: 1, compute: xor8 },
  'crc16-modbus': { bytes: 2, compute: crc16Modbus },
  'crc16-xmodem': { bytes: 2, compute: crc16Xmodem },
};

/** Writes a checksum as bytes. */
export function checksumBytes(kind: ChecksumKind, value: number, endian: 'big' | 'little'): readonly number[] {
  if (CHECKSUMS[kind].bytes === 1) return [value];
  const pair = [value >>> 8, value & 0xff];
  return endian === 'big' ? pair : pair.reverse();
}

/** Turns an offset of a profile, negative from the end, into an index of the frame. */
export function resolveOffset(offset: number, size: number): number {
  return offset < 0 ? size + offset : offset;
}

/** Whether a frame carries the checksum that its bytes ask for. A frame too short to hold one does not. */
export function checksumHolds(frame: Uint8Array, spec: ChecksumSpec): boolean {
  const { bytes, compute } = CHECKSUMS[spec.kind];
  const from = resolveOffset(spec.from, frame.length);
  const to = resolveOffset(spec.to, frame.length);
  const at = resolveOffset(spec.at, frame.length);
  if (from < 0 || to < from || to > frame.length || at < 0 || at + bytes > frame.length) return false;
  const expected = checksumBytes(spec.kind, compute(frame.subarray(from, to)), spec.endian);
  return expected.every((byte, index) => frame[at + index] === byte);
}
