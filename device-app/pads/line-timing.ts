import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';

/** Silence that a line needs before the host may send, milliseconds. */
export interface LineTiming {
  /** After the last received byte. */
  readonly turnaroundMs: number;
  /** Between any two frames on a polled line. */
  readonly gapMs: number;
  /** How long one byte is on the wire. */
  readonly byteMs: number;
}

/** Silence that ends a Modbus frame, in characters, and above 19 200 baud (Modbus over serial line V1.02 §2.5.1.1). */
const GAP_CHARACTERS = 3.5;
const FAST_BAUD = 19_200;
const FAST_GAP_MS = 1.75;

/** What the profile's line needs. Messages of HID and network need none. */
export function lineTiming({ transport, poll }: PadProfile): LineTiming {
  if (transport.kind !== 'serial') return { turnaroundMs: 0, gapMs: 0, byteMs: 0 };
  const { baudRate, dataBits, stopBits, parity, rs485 } = transport.serial;
  const byteMs = ((1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits) * 1000) / baudRate;
  const gapMs = baudRate > FAST_BAUD ? FAST_GAP_MS : GAP_CHARACTERS * byteMs;
  return { turnaroundMs: rs485.turnaroundMs, gapMs: poll === null ? 0 : gapMs, byteMs };
}
