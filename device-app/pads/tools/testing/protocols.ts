import type { Press } from '@mingjing/hardware-profiles/tools/learn/recording.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import fc from 'fast-check';
import { learnEngine } from '../learn-engine.ts';

export const LEVELS: readonly Level[] = [5, 4, 3, 2, 1];

/** A number in the payload that has nothing to do with the button: a counter, a clock. */
interface Noise {
  readonly width: 1 | 2 | 4;
  readonly little: boolean;
  readonly start: number;
  readonly step: number;
}

/** A made-up protocol of frames, in all the ways that profiles know. */
export interface Protocol {
  readonly header: readonly number[];
  readonly length: {
    readonly bytes: 1 | 2;
    readonly little: boolean;
    readonly repeat: boolean;
    readonly counts: 'all' | 'rest' | 'data';
  } | null;
  /** Payload before and behind the key; only with a length or an end mark its size may change from press to press. */
  readonly before: readonly (number | Noise)[];
  readonly after: readonly (number | Noise)[];
  readonly changesSize: boolean;
  readonly keys: readonly number[];
  readonly checksum: {
    readonly kind: 'sum8' | 'sum8-twos' | 'xor8' | 'crc8' | 'crc16-modbus' | 'crc16-xmodem';
    readonly from: number;
    readonly little: boolean;
  } | null;
  readonly trailer: readonly number[];
}

function payload(parts: readonly (number | Noise)[], tick: number): number[] {
  return parts.flatMap((part) => {
    if (typeof part === 'number') return [part];
    const value = (part.start + part.step * tick) % 256 ** part.width;
    const bytes = Array.from({ length: part.width }, (_, index) => Math.floor(value / 256 ** index) & 0xff);
    return part.little ? bytes : bytes.reverse();
  });
}

function lengthBytes({ length, header, checksum, trailer }: Protocol, data: number): number[] {
  if (length === null) return [];
  const width = length.bytes * (length.repeat ? 2 : 1);
  const sum = checksum === null ? 0 : checksum.kind.startsWith('crc16') ? 2 : 1;
  const rest = data + sum + trailer.length;
  const value = { all: header.length + width + rest, rest, data }[length.counts];
  const bytes = length.bytes === 1 ? [value & 0xff] : [value >> 8, value & 0xff];
  const ordered = length.little ? bytes.reverse() : bytes;
  return length.repeat ? [...ordered, ...ordered] : ordered;
}

/** What the pad sends when a button is pressed the `tick`-th time. */
export function frameOf(protocol: Protocol, level: Level, tick: number): Uint8Array {
  const filling = protocol.changesSize
    ? Array.from({ length: (tick * 7) % 5 }, (_, index) => (tick * 31 + index * 17) & 0x7f)
    : [];
  const key = protocol.keys[LEVELS.indexOf(level)] ?? 0;
  const data = [...payload(protocol.before, tick), key, ...payload(protocol.after, tick), ...filling];
  const body = [...protocol.header, ...lengthBytes(protocol, data.length), ...data];
  const { checksum } = protocol;
  const covered = checksum === null ? [] : body.slice(Math.min(checksum.from, body.length - 2));
  const sum =
    checksum === null
      ? []
      : learnEngine.checksum(checksum.kind, Uint8Array.from(covered), checksum.little ? 'little' : 'big');
  return Uint8Array.from([...body, ...(sum ?? []), ...protocol.trailer]);
}

/** Three presses of every button, in rounds that turn back, as the tool asks for them. */
export function recordPresses(
  frame: (level: Level, tick: number) => readonly Uint8Array[],
  times = 3,
): readonly Press[] {
  let tick = 0;
  return Array.from({ length: times }, (_, round) => (round % 2 === 0 ? LEVELS : LEVELS.toReversed())).flatMap(
    (round) =>
      round.map((level) => {
        tick += 1;
        return { level, messages: frame(level, tick) };
      }),
  );
}

const byte = fc.integer({ min: 0, max: 255 });
const noise = fc.record({
  width: fc.constantFrom<1 | 2 | 4>(1, 2, 4),
  little: fc.boolean(),
  start: fc.integer({ min: 0, max: 0xffff_ffff }),
  step: fc.constantFrom(1, 2, 3, 37, 251, 1013, 60_013),
});
const part = fc.oneof({ weight: 2, arbitrary: byte }, { weight: 1, arbitrary: noise });
const length = fc.record({
  bytes: fc.constantFrom<1 | 2>(1, 2),
  little: fc.boolean(),
  repeat: fc.boolean(),
  counts: fc.constantFrom<'all' | 'rest' | 'data'>('all', 'rest', 'data'),
});
const checksum = fc.record({
  kind: fc.constantFrom<NonNullable<Protocol['checksum']>['kind']>(
    'sum8',
    'sum8-twos',
    'xor8',
    'crc8',
    'crc16-modbus',
    'crc16-xmodem',
  ),
  from: fc.integer({ min: 0, max: 4 }),
  little: fc.boolean(),
});

/** Protocols of frames, random in everything. */
export const protocols: fc.Arbitrary<Protocol> = fc
  .record({
    header: fc.array(byte, { minLength: 1, maxLength: 3 }),
    length: fc.option(length),
    before: fc.array(part, { maxLength: 3 }),
    after: fc.array(part, { maxLength: 3 }),
    changesSize: fc.boolean(),
    keys: fc.uniqueArray(byte, { minLength: 5, maxLength: 5 }),
    checksum: fc.option(checksum),
    trailer: fc.array(byte, { maxLength: 2 }),
  })
  .map((protocol) => ({ ...protocol, changesSize: protocol.changesSize && protocol.length !== null }));
