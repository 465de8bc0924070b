import { interpretIncoming } from '@mingjing/device-app/pads/replay/interpret-incoming.ts';
import { profileFiles, readProfile, SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { chooseVariant, type PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { listOf } from '@mingjing/hardware-profiles/replay-engine.ts';
import type { Vector } from '@mingjing/hardware-profiles/schema/profile.ts';
import { describe, expect, it } from 'vitest';

const profiles = profileFiles(SHIPPED_PROFILES).map((file) => {
  const read = readProfile(file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
});
const checksummed = profiles.filter(({ framing }) => framing.kind === 'modbus-rtu' || framing.checksum !== undefined);

/** Every level that the bytes are taken for. */
function levelsIn(profile: PadProfile, bytes: Uint8Array): readonly number[] {
  return interpretIncoming(profile, bytes).flatMap(({ meaning }) =>
    typeof meaning.level === 'number' ? [meaning.level] : [],
  );
}

function flipped(bytes: Uint8Array, ...bits: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (const bit of bits) copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

function* bitsOf({ hex }: Vector): Generator<number> {
  for (let bit = 0; bit < hex.length * 8; bit += 1) yield bit;
}

/** The flips of one bit after which the bytes of a vector are taken for another level. */
function misread(profile: PadProfile, vector: Vector): readonly number[] {
  const meant = levelsIn(profile, vector.hex);
  return [...bitsOf(vector)].filter((bit) =>
    levelsIn(profile, flipped(vector.hex, bit)).some((level) => !meant.includes(level)),
  );
}

/** How many of all flips of two bits turn a vector into another level, and of how many. */
function misreadPairs(profile: PadProfile, vector: Vector): { readonly other: number; readonly of: number } {
  const meant = levelsIn(profile, vector.hex);
  const bits = [...bitsOf(vector)];
  const pairs = bits.flatMap((one) => bits.filter((other) => other > one).map((other) => [one, other]));
  const other = pairs.filter((pair) =>
    levelsIn(profile, flipped(vector.hex, ...pair)).some((level) => !meant.includes(level)),
  );
  return { other: other.length, of: pairs.length };
}

describe('one wrong bit on the line', () => {
  it('is looked at for every profile that ships with a checksum', () => {
    expect(checksummed.length).toBeGreaterThan(4);
  });

  it.each(checksummed)('never makes another level of a vector of $id', (profile) => {
    // A frame that is wrong to begin with may well be put right by a flip.
    const sound = profile.vectors.filter(
      ({ direction, expect: meant }) => direction === 'in' && listOf(meant)[0]?.type !== 'error',
    );
    expect(sound.length).toBeGreaterThan(3);
    for (const vector of sound) {
      const chosen = chooseVariant(profile, vector.variant ?? profile.defaultVariant);
      expect(misread(chosen, vector), Buffer.from(vector.hex).toString('hex')).toEqual([]);
    }
  });
});

/**
 * What a checksum cannot see is stated here, not hoped away: two wrong bits that cancel out. A sum of eight bits misses the few pairs
 * that add and take away the same; an exclusive or misses any two bits of the same place; the CRC of Modbus misses none
 * in frames this short. Of the pairs that are missed only those that name another level are counted.
 */
describe('two wrong bits on the line', () => {
  it.each([
    { id: 'queue-bus-ff68-4key', checksum: 'sum8', missed: { other: 2, of: 3160 } },
    { id: 'generic-length-checksum', checksum: 'xor8', missed: { other: 4, of: 1540 } },
    { id: 'modbus-di-8ch', checksum: 'crc16-modbus', missed: { other: 0, of: 1128 } },
  ])('make another level of a press only as often as $checksum allows ($id)', ({ id, missed }) => {
    const profile = profiles.find((one) => one.id === id);
    if (profile === undefined) throw new Error(`${id} does not ship`);
    const press = profile.vectors.find((one) => listOf(one.expect)[0]?.level === 5);
    if (press === undefined) throw new Error(`${id} has no vector of level 5`);
    expect(misreadPairs(chooseVariant(profile, profile.defaultVariant), press)).toEqual(missed);
  });
});
