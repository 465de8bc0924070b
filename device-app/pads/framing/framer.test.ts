import { framingSchema } from '@mingjing/hardware-profiles/schema/framing.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE_FRAMINGS } from '../testing/framings.ts';
import { CHECKSUMS, checksumBytes } from './checksums.ts';
import { createFramer, type FramerEvent } from './framer.ts';

const text = (events: readonly FramerEvent[]) =>
  events.map((event) => (event.kind === 'frame' ? toHex(event.frame.bytes) : `bad ${event.reason}`));
const frames = (events: readonly FramerEvent[]) => text(events).filter((one) => !one.startsWith('bad'));
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const queueBus = SAMPLE_FRAMINGS[0]!;

/** Everything that comes out of a stream that ends in silence. */
function run(spec: (typeof queueBus)['spec'], chunks: readonly Uint8Array[]): string[] {
  const framer = createFramer(spec);
  return text([...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.idle()]);
}

/** Cuts bytes at the given places. */
function cut(stream: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (stream.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((start, index) => stream.subarray(start, ends[index] ?? stream.length));
}

/** Bytes of which the frames of a kind are made, and random ones: noise that looks as much like frames as noise can. */
function likeFrames(samples: readonly Uint8Array[]) {
  const marks = fc.constantFrom(...new Set(Buffer.concat(samples)));
  return fc.oneof(
    fc.constantFrom(...samples),
    fc.uint8Array({ maxLength: 12 }),
    fc.array(marks, { maxLength: 50 }).map((some) => Uint8Array.from(some)),
  );
}

describe.each(SAMPLE_FRAMINGS)('framing: $name', ({ spec, frames: samples, taken }) => {
  const all = taken.filter((one) => one !== undefined);

  it('takes each frame whole and in two pieces, wherever it is cut', () => {
    for (const [index, frame] of samples.entries()) {
      const expected = taken[index] === undefined ? [] : [taken[index]];
      expect(run(spec, [frame])).toEqual(expected);
      for (let at = 1; at < frame.length; at += 1) {
        expect(run(spec, [frame.subarray(0, at), frame.subarray(at)])).toEqual(expected);
      }
    }
  });

  it('takes merged frames, also byte by byte', () => {
    const stream = Uint8Array.from(Buffer.concat(samples));
    expect(run(spec, [stream])).toEqual(all);
    expect(run(spec, cut(stream, [...stream.keys()]))).toEqual(all);
  });

  it('gives the same for the same bytes, however they are cut, and wherever the line falls silent', () => {
    const stretch = fc
      .array(likeFrames(samples), { maxLength: 8 })
      .map((pieces) => Uint8Array.from(Buffer.concat(pieces)));
    const places = fc.array(fc.nat(400), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(stretch, places), { maxLength: 3 }), (stretches) => {
        const [whole, pieces] = [createFramer(spec), createFramer(spec)];
        for (const [stream, at] of stretches) {
          const expected = text(whole.push(stream));
          expect(text(cut(stream, at).flatMap((chunk) => pieces.push(chunk)))).toEqual(expected);
          expect(text(pieces.idle())).toEqual(text(whole.idle()));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes a frame after silence, whatever came before it', () => {
    const framer = createFramer(spec);
    fc.assert(
      fc.property(fc.array(likeFrames(samples), { maxLength: 8 }), fc.nat(samples.length - 1), (noise, index) => {
        framer.push(Uint8Array.from(Buffer.concat(noise)));
        framer.idle();
        expect(text(framer.push(samples[index] ?? new Uint8Array()))).toEqual(
          taken[index] === undefined ? [] : [taken[index]],
        );
        expect(framer.idle()).toEqual([]);
      }),
    );
  });

  it('holds no more than a frame and a mark, whatever arrives', () => {
    const framer = createFramer(spec);
    const noise = fc.oneof(
      fc.uint8Array({ minLength: 2000, maxLength: 9000 }),
      fc.array(likeFrames(samples), { maxLength: 200 }).map((pieces) => Uint8Array.from(Buffer.concat(pieces))),
    );
    fc.assert(
      fc.property(noise, (bytes) => {
        framer.push(bytes);
        expect(framer.pending).toBeLessThanOrEqual(spec.maxFrame + 8);
        framer.idle();
        expect(framer.pending).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the queue bus’s framing', () => {
  const { spec, frames: samples } = queueBus;
  const [rating] = samples.map(toHex);

  it('finds a frame behind any noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...samples), (noise, frame) => {
        // Noise may hold a frame of its own, but that would need a matching checksum.
        expect(run(spec, [Uint8Array.from([...noise, 0xff, ...frame])])).toContain(toHex(frame));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds a frame behind noise made of its own marks', () => {
    const marks = fc.constantFrom(0xff, 0x68, 0x03, 0x10, 0x16, 0x81, 0x11);
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 30 }), (noise) => {
        const events = run(spec, [Uint8Array.from([...noise, ...samples[0]!])]);
        expect(events).toContain(rating);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes the lead off, and remembers it for the echo', () => {
    const framer = createFramer(spec);
    const [led, bare] = framer.push(bytes(`ff ${rating} ${rating}`));
    expect(led).toMatchObject({ kind: 'frame', frame: { lead: 0xff } });
    expect(bare).toMatchObject({ kind: 'frame', frame: { lead: undefined } });
  });

  it.each([
    ['a wrong checksum', 'ff 68 03 03 68 81 11 03 94 16', ['bad checksum']],
    ['two lengths that differ', 'ff 68 03 02 68 81 11 03 95 16', ['bad length-mismatch']],
    ['a length out of range', 'ff 68 02 02 68 81 11 92 16', ['bad length-range']],
    ['a wrong second start', 'ff 68 03 03 69 81 11 03 95 16', ['bad fixed-byte']],
    ['a wrong end', 'ff 68 03 03 68 81 11 03 95 17', ['bad trailer']],
    ['noise', '16 00', ['bad garbage']],
  ])('counts %s once', (_name, hex, expected) => {
    expect(run(spec, [bytes(hex)])).toEqual(expected);
    expect(run(spec, [bytes(`${hex} ff ${rating}`)])).toEqual([...expected, rating]);
  });

  it('counts half a frame before silence once', () => {
    expect(run(spec, [bytes('ff 68 03 03 68 81')])).toEqual(['bad truncated']);
  });

  it('finds a frame inside one whose checksum is wrong', () => {
    expect(run(spec, [bytes(`68 08 08 68 ff ${rating}`)])).toEqual(['bad checksum', rating]);
  });

  it('counts long noise by its length, not by its bytes', () => {
    expect(run(spec, [new Uint8Array(320)])).toEqual(Array(10).fill('bad garbage'));
  });

  it('lets a press out that is stuck behind half a frame, as soon as the line is silent', () => {
    const framer = createFramer(spec);
    expect(frames(framer.push(bytes(`68 10 10 68 ff ${rating}`)))).toEqual([]);
    expect(frames(framer.idle())).toEqual([rating]);
  });

  it('makes no rating out of a million random bytes, and none that is not there', () => {
    const framer = createFramer(spec);
    // A fixed sequence (xorshift32), so that the test means the same every time; half of it uses the protocol's own bytes.
    let seed = 0x9e3779b9;
    const next = (): number => {
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      return seed >>> 0;
    };
    const marks = [0xff, 0x68, 0x03, 0x81, 0x11, 0x16, 0x04, 0x95];
    const stray: string[] = [];
    for (let chunk = 0; chunk < 1000; chunk += 1) {
      const noise = Uint8Array.from({ length: 1000 }, () => (chunk % 2 === 0 ? next() % 256 : marks[next() % 8]!));
      stray.push(...frames(framer.push(noise)));
      expect(framer.pending).toBeLessThan(64);
    }
    for (const frame of stray.map(bytes)) {
      const body = frame.subarray(4, -2);
      expect(frame.at(-2)).toBe(body.reduce((sum, byte) => sum + byte, 0) % 256);
      expect([frame[0], frame[1], frame[2], frame[3], frame.at(-1)]).toEqual([
        0x68,
        body.length,
        body.length,
        0x68,
        0x16,
      ]);
    }
    // With evenly random bytes a frame of this shape turns up once in 10^11; with its own marks only, a handful in half a million.
    expect(stray.length).toBeLessThan(20);
  });
});

describe('a line that is too long', () => {
  it.each(['lines', 'between different marks'])('is given up at the same place however it comes: %s', (name) => {
    const { spec, frames: samples } = SAMPLE_FRAMINGS.find((one) => one.name === name)!;
    const start = spec.kind === 'header-trailer' ? [0x02] : [];
    const stream = Uint8Array.from([...start, ...new Uint8Array(60), ...samples[0]!, ...samples[0]!]);
    const whole = run(spec, [stream]);
    expect(whole[0]).toBe('bad too-long');
    expect(whole.at(-1)).toBe(toHex(samples[0]!));
    expect(run(spec, cut(stream, [...stream.keys()]))).toEqual(whole);
  });
});

describe('noise of which every byte looks like the header of a large frame', () => {
  const spec = framingSchema.parse({
    kind: 'length',
    header: '0a',
    length: { at: 1, bytes: 2, adds: 5, min: 1, max: 4000 },
    checksum: { kind: 'crc16-modbus', from: 0, to: -2, at: -2 },
    maxFrame: 4096,
  });
  const noise = new Uint8Array(200_000).fill(0x0a);
  const frame = bytes('0a 00 01 55 00 00');
  frame.set(checksumBytes('crc16-modbus', CHECKSUMS['crc16-modbus'].compute(frame.subarray(0, -2)) ?? 0, 'big'), 4);

  it('is cut the same however it comes, and a frame after it is found once the line was silent', () => {
    const [whole, pieces] = [createFramer(spec), createFramer(spec)];
    const expected = text(whole.push(noise));
    const chunks = Array.from({ length: 200 }, (_, index) => noise.subarray(index * 1000, index * 1000 + 1000));
    expect(text(chunks.flatMap((chunk) => pieces.push(chunk)))).toEqual(expected);
    whole.idle();
    expect(text(whole.push(frame))).toEqual([toHex(frame)]);
  });

  it('is searched for frames for a while, and when it does not end dropped as the frames it seems to be', () => {
    const found = (before: number) => {
      const framer = createFramer(spec);
      return frames([
        ...framer.push(noise.subarray(0, before)),
        ...framer.push(frame),
        ...framer.push(new Uint8Array(4000)),
      ]);
    };
    expect(found(300)).toEqual([toHex(frame)]);
    expect(found(200_000)).toEqual([]);
  });
});
