import type { ChecksumSpec, FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { GARBAGE, type Measure, MORE, reject, type Step } from './step.ts';

/** CRC over all bytes before it, low byte first (Modbus over serial line V1.02 §2.5.1.2). */
export const MODBUS_CRC = {
  kind: 'crc16-modbus',
  from: 0,
  to: -2,
  at: -2,
  endian: 'little',
  strict: true,
} satisfies ChecksumSpec;
/** Unit, function and CRC. */
const FRAME_BYTES = 4;
const EXCEPTION_BYTES = FRAME_BYTES + 1;
const ECHO_BYTES = FRAME_BYTES + 4;
/** Most data bytes of a read: 2000 bits or 125 registers (Modbus application protocol V1.1b3 §6.1–6.4). */
const MOST_DATA = 250;

/** Answers that say how many bytes follow, and how many of them make one value. */
const READS = new Map([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 2],
]);
/** Writes, whose answers repeat address and value or quantity. */
const WRITES = new Set([5, 6, 15, 16]);

/** Bytes of an answer that begins like this (Modbus application protocol V1.1b3 §6, §7). */
function sizeOf(bytes: Uint8Array): number | Step {
  const [, code, count] = bytes;
  if (code === undefined) return MORE;
  const asked = code & 0x7f;
  if (!READS.has(asked) && !WRITES.has(asked)) return GARBAGE;
  if (code !== asked) return EXCEPTION_BYTES;
  const width = READS.get(code);
  if (width === undefined) return ECHO_BYTES;
  if (count === undefined) return MORE;
  const isPossible = count > 0 && count <= MOST_DATA && count % width === 0;
  return isPossible ? EXCEPTION_BYTES + count : reject('length-range', EXCEPTION_BYTES);
}

/** Answers of a Modbus server, by their size. Nothing marks their beginning: every byte is tried as one, and the CRC decides. */
export function measureModbusRtu({ maxFrame }: Extract<FramingSpec, { kind: 'modbus-rtu' }>): Measure {
  return (bytes) => {
    const size = sizeOf(bytes);
    if (typeof size !== 'number') return size;
    if (size > maxFrame) return reject('length-range', EXCEPTION_BYTES);
    return bytes.length < size ? MORE : { kind: 'frame', size };
  };
}
