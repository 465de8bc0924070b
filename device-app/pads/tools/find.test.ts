import { findChecksums } from '@mingjing/hardware-profiles/tools/learn/find-checksum.ts';
import { findLengths } from '@mingjing/hardware-profiles/tools/learn/find-length.ts';
import type { Sample } from '@mingjing/hardware-profiles/tools/learn/recording.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { describe, expect, it } from 'vitest';
import { learnEngine } from './learn-engine.ts';

function samples(...frames: readonly (readonly [level: Level, hex: string])[]): readonly Sample[] {
  return frames.map(([level, hex]) => ({ level, bytes: Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')) }));
}

describe('finding a checksum', () => {
  it.each([
    ['sum8', '7b 01 41 bd 0d', '7b 02 41 be 0d', { from: 0, to: -2, at: -2 }],
    ['sum8-twos', '7b 01 41 43', '7b 02 41 42', { from: 0, to: -1, at: -1 }],
    ['crc8', '31 32 33 34 35 36 37 38 39 f4', '31 32 33 34 35 36 37 38 30 cb', { from: 0, to: -1, at: -1 }],
    ['crc16-modbus', '01 02 01 01 60 48', '01 02 01 02 20 49', { from: 0, to: -2, at: -2, endian: 'little' }],
    ['crc16-xmodem', '02 00 00 01 00 33 31', '02 00 00 01 01 23 10', { from: 1, to: -2, at: -2, endian: 'big' }],
    ['lrc', '3a 31 31 30 33 45 43 0d 0a', '3a 31 31 30 34 45 42 0d 0a', { from: 1, to: -4, at: -4 }],
  ])('finds %s where it stands and what it covers', (kind, one, other, place) => {
    expect(findChecksums(samples([5, one], [4, other]), learnEngine.checksum)[0]).toMatchObject({ kind, ...place });
  });

  it('takes the range right before the checksum where one further away gives the same by chance', () => {
    // 9c + 0b is a7, the byte before the checksum: both 2..-2 and 0..-3 add up.
    const found = findChecksums(
      samples([5, '9c 0b 0b 59 9d e3 a7 8b c4'], [4, '9c 0b 0b b9 9d e4 a7 ec c4'], [3, '9c 0b 0b 76 9d e5 a7 aa c4']),
      learnEngine.checksum,
    );
    expect(found.map(({ from, to }) => [from, to])).toEqual([
      [2, -2],
      [0, -3],
    ]);
  });

  it('takes no bytes that never change for one', () => {
    expect(findChecksums(samples([5, '55 05 01 02 03'], [4, '55 04 01 02 03']), learnEngine.checksum)).toEqual([]);
  });
});

describe('finding a length', () => {
  it('tells a repeated length from another number that grows along', () => {
    const repeated = samples([5, '68 03 03 68 01 02 05 aa 16'], [4, '68 04 04 68 01 02 02 04 aa 16']);
    expect(findLengths(repeated)[0]).toEqual({ at: 1, bytes: 1, endian: 'big', adds: 6, repeatAt: 2 });
    // Byte 2 counts two more than byte 1 does.
    const alike = samples([5, '68 03 05 68 01 02 05 aa 16'], [4, '68 04 06 68 01 02 02 04 aa 16']);
    expect(findLengths(alike)[0]).toEqual({ at: 1, bytes: 1, endian: 'big', adds: 6 });
  });

  it('reads two bytes in either order, and finds none where all frames have one size', () => {
    const big = samples([5, `02 01 00 ${'00'.repeat(256)}`], [4, `02 01 01 ${'00'.repeat(257)}`]);
    expect(findLengths(big)).toContainEqual({ at: 1, bytes: 2, endian: 'big', adds: 3 });
    const little = samples([5, `02 00 01 ${'00'.repeat(256)}`], [4, `02 01 01 ${'00'.repeat(257)}`]);
    expect(findLengths(little)).toContainEqual({ at: 1, bytes: 2, endian: 'little', adds: 3 });
    expect(findLengths(samples([5, '02 03 05'], [4, '02 03 04']))).toEqual([]);
  });
});
