import { infer } from '@mingjing/hardware-profiles/tools/learn/infer.ts';
import { type ProvenDraft, proveDraft } from '@mingjing/hardware-profiles/tools/learn/prove.ts';
import type { Press, Recording } from '@mingjing/hardware-profiles/tools/learn/recording.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from '../replay/replay.ts';
import { learnEngine } from './learn-engine.ts';
import { frameOf, LEVELS, protocols, recordPresses } from './testing/protocols.ts';

const SERIAL = { kind: 'serial', serial: { baudRate: 9600 } };
const HID = { kind: 'hid', hid: {} };

const stream = (presses: readonly Press[], idle: readonly Uint8Array[] = []): Recording => ({
  kind: 'stream',
  idle,
  presses,
});
const reports = (presses: readonly Press[], idle: readonly Uint8Array[] = []): Recording => ({
  kind: 'reports',
  idle,
  presses,
});
const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (line: string) => Uint8Array.from(Buffer.from(line, 'latin1'));

/** The first proposal that its recording proves, as the tool chooses it. */
function learn(recording: Recording): ProvenDraft | undefined {
  const proposals = infer(recording, learnEngine.checksum);
  if (!proposals.ok) return undefined;
  const transport = recording.kind === 'stream' ? SERIAL : HID;
  const facts = { id: 'my-pad', transport, match: [], source: 'a recording' };
  for (const proposal of proposals.value) {
    const proof = proveDraft(proposal, recording, facts, { engine: learnEngine, replay });
    if (proof.ok) return proof.value;
  }
  return undefined;
}

function read(draft: ProvenDraft, ...messages: readonly Uint8Array[]): readonly Level[] {
  return learnEngine.levels(draft.profile, messages, draft.proposal.rest);
}

/** What the pad sends for each level, every time the same. */
const steady = (byLevel: (level: Level) => readonly Uint8Array[], times?: number) =>
  recordPresses((level) => byLevel(level), times);

describe('learning the frames of a pad', () => {
  it('reads unseen frames of any protocol right, and says which press it cannot read', () => {
    fc.assert(
      fc.property(protocols, (protocol) => {
        const draft = learn(stream(recordPresses((level, tick) => [frameOf(protocol, level, tick)])));
        expect(draft, 'nothing learned').toBeDefined();
        for (let tick = 16; tick < 66; tick += 1) {
          const level = LEVELS[tick % 5] ?? 5;
          expect(read(draft!, frameOf(protocol, level, tick)), `tick ${tick}: ${draft!.proposal.summary}`).toEqual([
            level,
          ]);
        }
      }),
      { numRuns: 300, seed: 20_260_105 },
    );
  });

  it('never reads a frame with a wrong bit as another level where the checksum that it found covers the key', () => {
    let held = 0;
    fc.assert(
      fc.property(
        protocols.filter(({ checksum, changesSize }) => checksum !== null && !changesSize),
        fc.nat(),
        (protocol, where) => {
          const draft = learn(stream(recordPresses((level, tick) => [frameOf(protocol, level, tick)])));
          const [rule] = draft?.profile.decode ?? [];
          const { checksum } = draft?.profile.framing ?? {};
          if (rule?.emit !== 'rating' || rule.value.kind !== 'byte' || checksum === undefined) return;
          if (rule.value.at < checksum.from) return;
          const frame = frameOf(protocol, 5, 40);
          const bit = where % (frame.length * 8);
          frame[bit >> 3]! ^= 1 << (bit & 7);
          expect(read(draft!, frame).filter((level) => level !== 5)).toEqual([]);
          held += 1;
        },
      ),
      { numRuns: 200 },
    );
    expect(held).toBeGreaterThan(50);
  });

  it('finds the queue bus with the terminal’s own words for it', () => {
    const draft = learn(
      stream(
        steady((level) => [bytes(0xff, 0x68, 3, 3, 0x68, 0x81, 0x11, level - 1, (0x92 + level - 1) & 0xff, 0x16)]),
      ),
    );
    expect(draft?.proposal).toMatchObject({ confidence: 'high', rating: { '0x04': 5, '0x00': 1 } });
    expect(draft?.profile.framing).toMatchObject({ kind: 'fixed', size: 10, checksum: { kind: 'sum8', at: -2 } });
    expect(draft?.profile.decode[0]).toMatchObject({ emit: 'rating', value: { kind: 'byte', at: 7 } });
  });

  it.each<[string, Recording, Record<string, unknown>]>([
    ['single bytes', stream(steady((level) => [bytes(0x30 + level)])), { kind: 'byte' }],
    [
      'single bytes that repeat while held',
      stream(steady((level) => [new Uint8Array(level + 1).fill(0xa0 + level)])),
      { kind: 'byte' },
    ],
    [
      'a byte for the press and another for the release',
      stream(steady((level) => [bytes(0x40 + level), bytes(0)])),
      { kind: 'byte' },
    ],
    ['lines of text', stream(steady((level) => [text(`KEY:${level}\r\n`)])), { kind: 'text-line' }],
    [
      'lines with a counter',
      stream(recordPresses((level, tick) => [text(`#${tick} btn ${'abcde'[level - 1]} ok\n`)])),
      { kind: 'text-line' },
    ],
    ['text without line ends', stream(steady((level) => [text(`<K${level}>`)])), { kind: 'fixed' }],
    [
      'frames sent three times over',
      stream(steady((level) => [bytes(...[1, 2, 3].flatMap(() => [0xaa, 0x55, level, 0xaa ^ 0x55 ^ level]))])),
      { kind: 'fixed', size: 4 },
    ],
    [
      'frames of changing size between marks',
      stream(
        recordPresses((level, tick) => [
          bytes(0x02, level + 0x40, ...Array.from({ length: tick % 4 }, () => 0x30 + (tick % 10)), 0x03),
        ]),
      ),
      { kind: 'header-trailer' },
    ],
    [
      'a key spread over two bytes',
      stream(steady((level) => [bytes(0x55, level > 3 ? 1 : 0, [0, 1, 2, 4, 1, 2][level] ?? 0, 0x0d)])),
      { kind: 'fixed' },
    ],
    [
      'a key in half a byte beside a counter',
      stream(recordPresses((level, tick) => [bytes(0x7e, (level << 4) | (tick & 15), 0x7f)])),
      { kind: 'fixed' },
    ],
  ])('reads %s', (_name, recording, framing) => {
    const draft = learn(recording);
    expect(draft?.profile.framing).toMatchObject(framing);
    for (const { level, messages } of recording.presses) expect(read(draft!, ...messages)).toContain(level);
  });

  it('leaves a heartbeat out, and does not take a release for a press', () => {
    const heartbeat = bytes(0xaa, 0x00, 0x00, 0xaa);
    const recording = stream(
      steady((level) => [
        heartbeat,
        bytes(0xaa, 0x01, level, 0xab ^ level),
        heartbeat,
        bytes(0xaa, 0x02, level, 0xa8 ^ level),
      ]),
      [heartbeat],
    );
    const draft = learn(recording);
    expect(read(draft!, bytes(0xaa, 0x01, 4, 0xaf))).toEqual([4]);
    expect(read(draft!, bytes(0xaa, 0x02, 4, 0xac))).toEqual([]);
    expect(read(draft!, heartbeat)).toEqual([]);
  });

  it('tells the release from the press by a byte that stands beside a counter', () => {
    let count = 0;
    const event = (kind: number, level: number) => {
      count += 1;
      return bytes(0x7e, count, kind, level, 0x7e ^ count ^ kind ^ level);
    };
    const draft = learn(stream(recordPresses((level) => [event(1, level), event(2, level)])));
    expect(read(draft!, event(1, 3))).toEqual([3]);
    expect(read(draft!, event(2, 3))).toEqual([]);
  });

  /** How the terminal takes a message that the pad sends besides its presses. */
  const heard = (draft: ProvenDraft, message: Uint8Array) =>
    replay(draft.profile, [{ direction: 'in', hex: message, expect: {} }]).vectors[0]?.got;

  it.each<[string, Uint8Array, (level: Level) => readonly Uint8Array[]]>([
    [
      'framed like a press',
      bytes(0xaa, 0x00, 0x00, 0xaa),
      (level) => [bytes(0xaa, 0x01, level, 0xab ^ level), bytes(0xaa, 0x02, level, 0xa8 ^ level)],
    ],
    ['framed otherwise', bytes(0x16, 0x16, 0x03), (level) => [bytes(0xaa, 0x01, level, 0xab ^ level)]],
    ['a byte like any press', bytes(0x00), (level) => [bytes(0x30 + level), bytes(0x00)]],
    ['a line of text', text('ALIVE\r\n'), (level) => [text(`KEY ${level}\r\n`)]],
  ])(
    'knows a heartbeat or release that is %s, so that a terminal does not count it as a mistake',
    (_name, quiet, press) => {
      const recording = stream(steady(press), [quiet]);
      const draft = learn(recording);
      expect(heard(draft!, quiet)).toMatchObject({ type: 'report' });
      for (const { level, messages } of recording.presses) {
        expect(read(draft!, ...messages)).toEqual([level]);
        for (const message of messages) expect(heard(draft!, message)).not.toMatchObject({ type: 'error' });
      }
    },
  );

  it('says so where it cannot know what else the pad sends', () => {
    let tick = 0;
    const noise = () => {
      tick += 1;
      return bytes(0x16, tick, (tick * 37) & 0xff);
    };
    const recording = stream(
      steady((level) => [bytes(0xaa, 0x01, level, 0xab ^ level)]),
      Array.from({ length: 9 }, noise),
    );
    expect(learn(recording)?.proposal.doubts.join()).toMatch(
      /9 messages besides presses are unknown and will be counted/,
    );
  });

  it('says what a recording does not settle', () => {
    const twice = infer(stream(steady((level) => [bytes(0x55, level, level * 7, 0x0d)])), learnEngine.checksum);
    expect(twice.ok && twice.value[0]?.doubts.join()).toMatch(
      /no known checksum fits.*byte 2 would tell the buttons apart as well/,
    );
    const bare = infer(stream(steady((level) => [bytes(level)])), learnEngine.checksum);
    expect(bare.ok && bare.value[0]?.doubts.join()).toMatch(/noise on the line can be a rating/);
  });

  it.each<[string, Recording, RegExp]>([
    [
      'one button only',
      stream([
        { level: 5, messages: [bytes(1)] },
        { level: 5, messages: [bytes(1)] },
      ]),
      /at least two buttons/,
    ],
    [
      'one press of each',
      stream(steady((level) => [bytes(level)], 1)),
      /at least two presses of each button.*level 5, 4, 3, 2, 1/,
    ],
    ['buttons that all send the same', stream(steady(() => [bytes(1, 2, 3)])), /nothing that is the same/],
    ['noise', stream(recordPresses((_level, tick) => [bytes(tick, tick * 7, tick * 13)])), /nothing that is the same/],
  ])('says why it learns nothing from %s', (_name, recording, problem) => {
    const result = infer(recording, learnEngine.checksum);
    expect(result.ok ? result.value.map(({ summary }) => summary) : result.error).toMatch(problem);
  });

  it('writes no draft that a press of its own recording contradicts', () => {
    const presses = steady((level) => [bytes(0x55, level, 0x55 ^ level)]);
    const inferred = infer(stream(presses), learnEngine.checksum);
    if (!inferred.ok) throw new Error(inferred.error);
    const [proposal] = inferred.value;
    const odd: readonly Press[] = [
      { level: 1, messages: [bytes(0x55, 5, 0x50)] },
      { level: 2, messages: [bytes(0x66)] },
    ];
    const facts = { id: 'my-pad', transport: SERIAL, match: [], source: 'a recording' };
    const proof = proveDraft(proposal!, stream([...presses, ...odd]), facts, { engine: learnEngine, replay });
    expect(proof.ok ? [] : proof.error).toEqual(
      expect.arrayContaining([
        'press 16 of level 1 (55 05 50) is read as level 5',
        'press 17 of level 2 (66) is read as nothing',
      ]),
    );
  });
});

describe('a checksum that all frames carry', () => {
  const crc = (body: readonly number[]) =>
    learnEngine.checksum('crc16-modbus', Uint8Array.from(body), 'little') as readonly number[];
  const digits = (tick: number) => [...Buffer.from(String(tick * 7))];
  /** Sizes change, since a counter is written in digits. */
  const counted = (level: Level, tick: number) => {
    const body = [...digits(tick), 0x41 + level];
    return [bytes(0x02, ...body, ...crc(body), 0x03)];
  };
  const xored = (level: Level, tick: number) => {
    const body = [...digits(tick), 0x60 + level];
    return [bytes(...body, body.reduce((sum, byte) => sum ^ byte, 0x80) ^ 0x80, 0x0d, 0x0a)];
  };

  it.each<[string, typeof counted, Record<string, unknown>]>([
    ['between marks', counted, { kind: 'header-trailer', checksum: { kind: 'crc16-modbus', from: 1, to: -3, at: -3 } }],
    ['before an end mark', xored, { kind: 'delimiter', checksum: { kind: 'xor8', from: 0, to: -3, at: -3 } }],
  ])('is asked for %s', (_name, frame, framing) => {
    const draft = learn(stream(recordPresses(frame)));
    expect(draft?.profile.framing).toMatchObject(framing);
    expect(draft?.proposal.doubts.join()).not.toMatch(/checksum|spoilt/);
    for (const level of LEVELS) {
      const [sent = bytes()] = frame(level, 1234);
      expect(read(draft!, sent)).toEqual([level]);
      // Another digit of the counter, which no mark shows.
      expect(
        read(
          draft!,
          sent.map((byte, index) => (index === 2 ? byte ^ 1 : byte)),
        ),
      ).toEqual([]);
    }
  });

  it('puts what asks for it before all that does not, which says so', () => {
    for (const frame of [counted, xored]) {
      const proposals = infer(stream(recordPresses(frame)), learnEngine.checksum);
      if (!proposals.ok) throw new Error(proposals.error);
      const asked = proposals.value.map(({ framing }) => framing.checksum !== undefined);
      expect(asked).toEqual(asked.toSorted((one, other) => Number(other) - Number(one)));
      const without = proposals.value.filter(({ framing }) => framing.checksum === undefined);
      expect(without.length).toBeGreaterThan(0);
      for (const { doubts } of without) {
        expect(doubts.join()).toMatch(/(crc16-modbus|xor8) fits, but is not asked for/);
        expect(doubts.join()).not.toMatch(/no known checksum/);
      }
    }
  });
});

describe('learning the reports of a HID pad', () => {
  const UP = [0x7f, 0x7f, 0, 0, 0, 0];
  const withBit = (byte: number, bit: number) =>
    UP.map((value, index) => (index === byte ? value ^ (1 << bit) : value));
  const press = (level: Level) => [bytes(...withBit(level > 3 ? 3 : 4, level)), bytes(...UP)];

  it('reads one bit for each button, and nothing from the first report', () => {
    const draft = learn(reports(steady(press)));
    expect(draft?.profile).toMatchObject({
      stateful: true,
      decode: [{ emit: 'buttons', value: { kind: 'bits', from: 3, bytes: 2 } }],
    });
    for (const level of LEVELS) expect(read(draft!, ...press(level))).toEqual([level]);
    // Another button of the same pad, and one held since before.
    expect(read(draft!, bytes(...withBit(3, 0)), bytes(...UP))).toEqual([]);
    expect(learnEngine.levels(draft!.profile, [press(5)[0]!, bytes(...UP)], undefined)).toEqual([]);
  });

  it('reads buttons that are low while down', () => {
    const low = (level: Level) => [bytes(1, 0xff ^ (1 << level)), bytes(1, 0xff)];
    const draft = learn(reports(steady(low)));
    expect(draft?.profile.decode[0]).toMatchObject({ value: { activeLow: true } });
    for (const level of LEVELS) expect(read(draft!, ...low(level))).toEqual([level]);
  });

  it('reads past a clock in every report', () => {
    let now = 52_508;
    const clocked = (state: number[]) => {
      now += 417;
      return bytes(0, 1, ...state, (now >> 24) & 0xff, (now >> 16) & 0xff, (now >> 8) & 0xff, now & 0xff);
    };
    const column = (level: Level) => [1, 2, 3, 4, 5].map((place) => (place === level ? 1 : 0));
    const pressed = (level: Level) => [clocked(column(level)), clocked([0, 0, 0, 0, 0])];
    const draft = learn(reports(recordPresses((level) => pressed(level))));
    now += 9_000_000;
    for (const level of LEVELS) expect(read(draft!, ...pressed(level))).toEqual([level]);
  });

  it('reads a report that names its button, with or without one for the release', () => {
    const named = (level: Level) => [bytes(0x51, level + 10, 0, 0)];
    expect(learn(reports(steady(named)))?.profile).toMatchObject({ stateful: false, framing: { kind: 'hid-report' } });
    const released = (level: Level) => [...named(level), bytes(0x51, 0, 0, 0)];
    const draft = learn(reports(steady(released)));
    for (const level of LEVELS) expect(read(draft!, ...released(level))).toEqual([level]);
  });
});
