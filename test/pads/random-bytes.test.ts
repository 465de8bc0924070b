import { createCipheriv } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { createAllowedBytes } from '@mingjing/hardware-profiles/tools/safety/allowed-bytes.ts';
import { frameShapes } from '@mingjing/hardware-profiles/tools/safety/frame-shapes.ts';
import { falseRatingsPerByte } from '@mingjing/hardware-profiles/tools/safety/noise-bound.ts';
import { describe, expect, it } from 'vitest';
import { createReader, type DecodedEvent, readsMessages, shippedProfiles } from './decoded-events.ts';

/** Bytes of noise over all streams. */
const NOISE_BYTES = 10_000_000;
/** A test that is right fails no more often than this, if its seed were drawn anew. */
const ALMOST_NEVER = 1e-9;

const profiles = shippedProfiles().filter(({ vectors }) => vectors.some(({ direction }) => direction === 'in'));
const streams = profiles.filter((profile) => !readsMessages(profile));

/** Evenly random bytes, the same for the same seed: the key stream of AES-128 in counter mode. */
function createNoise(seed: string) {
  const key = Buffer.alloc(16);
  key.write(seed);
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  return (size: number): Uint8Array => cipher.update(Buffer.alloc(size));
}

/** The largest count that is not almost impossible where `mean` is to be expected (Poisson). */
function mostOf(mean: number): number {
  let term = Math.exp(-mean);
  let left = 1 - term;
  let count = 0;
  // Beyond the mean the terms fall, so that rounding cannot keep the sum above the bound for ever.
  while (left > ALMOST_NEVER && (count < mean || term > 1e-300)) {
    count += 1;
    term *= mean / count;
    left -= term;
  }
  return count;
}

/** A rating, or a state of the buttons, of which each that differs from the last may be one. */
function mayRate(event: DecodedEvent): boolean {
  if (!('frame' in event)) return false;
  const { decoded } = event;
  return decoded.kind === 'buttons' || (decoded.kind === 'rating' && decoded.level !== null);
}

function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  // Memory of buffers is given back a collection after the buffers themselves.
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Sends noise in pieces of all sizes, with a silence now and then. @returns how much of it may be ratings */
function listenTo(profile: PadProfile, noise: (size: number) => Uint8Array, size: number): number {
  const reader = createReader(profile);
  const lengths = noise(1000);
  let ratings = 0;
  for (let done = 0, turn = 0; done < size; turn += 1) {
    const chunk = noise(Math.min(size - done, 1 + 16 * (lengths[turn % lengths.length] ?? 0)));
    done += chunk.length;
    ratings += reader.push(chunk).filter(mayRate).length;
    expect(reader.pending).toBeLessThanOrEqual(profile.framing.maxFrame + 8);
    if (turn % 7 === 0) ratings += reader.idle().filter(mayRate).length;
  }
  return ratings;
}

describe.each(streams)('$name in noise', (profile) => {
  const size = Math.ceil(NOISE_BYTES / streams.length);

  it('holds little, grows not, and rates no more often than its framing and checksum allow', () => {
    const noise = createNoise(profile.id);
    // What is compiled and cached once is there before memory is looked at.
    listenTo(profile, noise, 200_000);
    const before = liveBytes();
    const ratings = listenTo(profile, noise, size);
    expect(liveBytes() - before).toBeLessThan(1_000_000);
    const mean = size * falseRatingsPerByte(profile);
    expect(ratings).toBeLessThanOrEqual(mostOf(mean));
    // Where noise must now and then rate, it does: the count above is no count of nothing.
    if (mean > 100) expect(ratings).toBeGreaterThan(mean / 2);
  });
});

/** Places of a frame that neither mark it nor say how long it is: those that its checksum protects, and the checksum. */
function protectedPlaces({ framing }: PadProfile, size: number): readonly number[] {
  const marks = new Set<number>();
  for (const shape of frameShapes(framing)) {
    if (shape.size !== size) continue;
    const allowed = createAllowedBytes();
    shape.mark(allowed);
    for (let at = 0; at < size; at += 1) if (allowed.has(at)) marks.add(at);
  }
  return [...Array(size).keys()].filter((at) => !marks.has(at));
}

/** How many different checksums there are. */
function strengthOf({ framing }: PadProfile): number | undefined {
  if (framing.kind === 'modbus-rtu') return 2 ** 16;
  const { checksum } = framing;
  if (checksum?.strict !== true) return undefined;
  return checksum.kind.startsWith('crc16') ? 2 ** 16 : 2 ** 8;
}

/** Framings of which a frame says how long it is; of text the end may stand anywhere. */
function hasSize({ framing }: PadProfile): boolean {
  return frameShapes(framing).every(({ size }) => size !== undefined);
}

describe.each(streams.filter((profile) => strengthOf(profile) !== undefined && hasSize(profile)))(
  '$name’s checksum',
  (profile) => {
    it('lets no more through than its size allows, of frames right in all but what it protects', () => {
      const strength = strengthOf(profile) ?? 1;
      const reader = createReader(profile);
      const [whole] = profile.vectors.flatMap(({ direction, hex }) => (direction === 'in' ? reader.push(hex) : []));
      if (whole === undefined || !('frame' in whole)) throw new Error('the first vector is no frame');
      const template = Buffer.from(whole.frame, 'hex');
      reader.idle();
      const places = protectedPlaces(profile, template.length);
      const noise = createNoise(`checksum ${profile.id}`);
      const tries = Math.max(50_000, 12 * strength);
      let passed = 0;
      for (let turn = 0; turn < tries; turn += 1) {
        const random = noise(places.length);
        for (const [index, place] of places.entries()) template[place] = random[index] ?? 0;
        const events = [...reader.push(template), ...reader.idle()];
        const first = events[0];
        if (first !== undefined && 'frame' in first && first.frame.length === template.length * 2) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(mostOf(tries / strength));
      // As many as chance allows do pass; without the checksum all would.
      expect(passed).toBeGreaterThan(0);
    });
  },
);

describe.each(profiles.filter(readsMessages))('$name in random messages', (profile) => {
  it('throws nothing and holds nothing', () => {
    const reader = createReader(profile);
    const noise = createNoise(profile.id);
    for (let turn = 0; turn < 2000; turn += 1) {
      const [length = 0, isLonger = 0] = noise(2);
      const events = reader.push(noise(isLonger < 32 ? profile.framing.maxFrame : length));
      expect(events.length).toBeLessThanOrEqual(1);
    }
    expect(reader.pending).toBe(0);
  });
});
