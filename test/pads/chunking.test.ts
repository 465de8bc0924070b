import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { FramingKind, FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createReader,
  type DecodedEvent,
  framesOf,
  readAll,
  readsMessages,
  shippedProfiles,
} from './decoded-events.ts';

// What is promised, for the bytes of every vector of every shipped profile:
//
// 1. Chunks. Where a profile reads a stream, the events (mistakes included) depend on the bytes alone, not on the chunks in which they come.
//    Where it reads messages (HID reports), a chunk is a message: nothing waits from one to the next, and messages of another number are
//    as if they had not been.
// 2. Merging. Sound frames one after the other give the events of each.
// 3. Garbage before a frame that cannot itself begin one changes nothing but what is counted as wrong. What that is depends on the kind:
//    - with a header: bytes other than the first of the header, of a frame known by heart, and the lead;
//    - Modbus: bytes that are no function code, if the line falls silent afterwards, since the last of them and the unit's address may
//      look like an answer until the CRC is known;
//    - lines and pieces of text: whole lines (a line that was not ended is the beginning of the next);
//    - single bytes: anything, as every byte is a frame by itself;
//    - JSON: anything without "{".
// 4. Whatever came before a silence changes nothing after it.

const profiles = shippedProfiles().filter(({ vectors }) => vectors.some(({ direction }) => direction === 'in'));
const inputsOf = ({ vectors }: PadProfile) =>
  vectors.flatMap(({ direction, hex }) => (direction === 'in' ? [hex] : []));

/** Cuts bytes at the given places. */
function cut(stream: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (stream.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((start, index) => stream.subarray(start, ends[index] ?? stream.length));
}

/** Whether bytes are whole frames with nothing wrong, so that nothing of them waits for what comes next. */
function isSound(profile: PadProfile, bytes: Uint8Array): boolean {
  const reader = createReader(profile);
  const events = reader.push(bytes);
  return reader.pending === 0 && events.length > 0 && events.every((event) => 'frame' in event);
}

/** Each message read as if it were the only one. */
function readEach(profile: PadProfile, messages: readonly Uint8Array[]): readonly DecodedEvent[] {
  return messages.flatMap((message) => readAll(profile, [message]));
}

type Garbage = (spec: FramingSpec) => fc.Arbitrary<Uint8Array>;

function without(forbidden: Iterable<number | undefined>): fc.Arbitrary<Uint8Array> {
  const bad = new Set(forbidden);
  const allowed = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !bad.has(byte));
  return fc.array(fc.constantFrom(...allowed), { maxLength: 80 }).map((bytes) => Uint8Array.from(bytes));
}
const beforeHeader: Garbage = (spec) =>
  without([
    'header' in spec ? spec.header?.[0] : undefined,
    spec.optionalLead,
    ...spec.literals.map(([first]) => first),
  ]);
const lines =
  (end: (spec: FramingSpec) => Uint8Array): Garbage =>
  (spec) =>
    fc
      .array(fc.uint8Array({ maxLength: spec.maxFrame + 20 }), { maxLength: 3 })
      .map((some) => Uint8Array.from(Buffer.concat(some.flatMap((line) => [line, end(spec)]))));
const nothing = fc.constant(new Uint8Array());
const FUNCTIONS = [1, 2, 3, 4, 5, 6, 15, 16];

/** Garbage that cannot begin a frame, by kind of stream; none at all where only silence tells where a frame begins. */
const GARBAGE: { readonly [K in Exclude<FramingKind, 'hid-report'>]: Garbage } = {
  byte: () => without([]),
  fixed: (spec) => ('header' in spec && spec.header !== undefined ? beforeHeader(spec) : nothing),
  length: beforeHeader,
  'header-trailer': beforeHeader,
  'modbus-rtu': () => without([...FUNCTIONS, ...FUNCTIONS.map((code) => code | 0x80)]),
  delimiter: lines((spec) => (spec.kind === 'delimiter' ? spec.end : new Uint8Array())),
  'text-line': lines(() => Uint8Array.of(0x0d)),
  'text-split': lines((spec) => Buffer.from(spec.kind === 'text-split' ? spec.separator : '')),
  json: () => without([0x7b]),
  'idle-gap': () => nothing,
};

describe.each(profiles.filter((profile) => !readsMessages(profile)))('$name, whose bytes are a stream', (profile) => {
  const inputs = inputsOf(profile);
  const sound = inputs.filter((bytes) => isSound(profile, bytes));
  const places = fc.array(fc.nat(500), { maxLength: 20 });

  it('reads every vector the same in two pieces, wherever it is cut, and byte by byte', () => {
    for (const bytes of inputs) {
      const expected = readAll(profile, [bytes]);
      for (let at = 1; at < bytes.length; at += 1) {
        expect(readAll(profile, [bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
      }
      expect(readAll(profile, cut(bytes, [...bytes.keys()]))).toEqual(expected);
    }
  });

  it('reads vectors that run into each other the same, however they are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...inputs), { maxLength: 10 }), places, (some, at) => {
        const stream = Uint8Array.from(Buffer.concat(some));
        expect(readAll(profile, cut(stream, at))).toEqual(readAll(profile, [stream]));
      }),
    );
  });

  it('reads sound frames one after the other as each by itself', () => {
    expect(sound.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...sound), { maxLength: 10 }), places, (some, at) => {
        const expected = some.flatMap((bytes) => readAll(profile, [bytes]));
        expect(readAll(profile, cut(Uint8Array.from(Buffer.concat(some)), at))).toEqual(expected);
      }),
    );
  });

  const harmless = GARBAGE[profile.framing.kind as keyof typeof GARBAGE];
  it('reads every vector the same behind garbage that begins no frame', () => {
    fc.assert(
      fc.property(harmless(profile.framing), fc.constantFrom(...inputs), places, (noise, bytes, at) => {
        const stream = Uint8Array.from([...noise, ...bytes]);
        const expected = [...framesOf(readAll(profile, [noise])), ...framesOf(readAll(profile, [bytes]))];
        expect(framesOf(readAll(profile, cut(stream, at)))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('reads every vector the same after silence, whatever came before it', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.tuple(fc.constantFrom(...inputs), fc.nat(500)).map(([bytes, end]) => bytes.subarray(0, end)),
    );
    const reader = createReader(profile);
    fc.assert(
      fc.property(noise, fc.constantFrom(...inputs), (before, bytes) => {
        reader.push(before);
        reader.idle();
        expect(reader.pending).toBe(0);
        expect([...reader.push(bytes), ...reader.idle()]).toEqual(readAll(profile, [bytes]));
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(profiles.filter(readsMessages))('$name, whose bytes are messages', (profile) => {
  const inputs = inputsOf(profile);

  it('reads each message by itself, whatever came before it', () => {
    const message = fc.oneof(fc.constantFrom(...inputs), fc.uint8Array({ maxLength: profile.framing.maxFrame + 10 }));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 10 }), (messages) => {
        expect(readAll(profile, messages)).toEqual(readEach(profile, messages));
        expect(createReader(profile).pending).toBe(0);
      }),
    );
  });
});

/** The report number of a profile that has one. */
function numberOf({ framing }: PadProfile): number | undefined {
  return framing.kind === 'hid-report' ? framing.reportId : undefined;
}

describe.each(profiles.filter((profile) => numberOf(profile) !== undefined))(
  '$name, with numbered reports',
  (profile) => {
    const inputs = inputsOf(profile);

    it('reads its own as if those of another number had not been', () => {
      const foreign = fc
        .uint8Array({ minLength: 1, maxLength: profile.framing.maxFrame })
        .filter(([first]) => first !== numberOf(profile));
      fc.assert(
        fc.property(fc.array(fc.tuple(foreign, fc.constantFrom(...inputs)), { maxLength: 10 }), (pairs) => {
          expect(readAll(profile, pairs.flat())).toEqual(
            readEach(
              profile,
              pairs.map(([, message]) => message),
            ),
          );
        }),
      );
    });
  },
);

describe('the profiles looked at here', () => {
  it('are of both sorts, so that no promise is kept by having nothing to keep it for', () => {
    expect(profiles.filter(readsMessages).length).toBeGreaterThan(5);
    expect([...new Set(profiles.map(({ framing }) => framing.kind))]).toEqual(
      expect.arrayContaining(['length', 'byte', 'text-line', 'modbus-rtu', 'json', 'hid-report']),
    );
  });
});
