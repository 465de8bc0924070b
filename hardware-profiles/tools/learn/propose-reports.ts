import type { Level } from '@mingjing/shared/domain/levels.ts';
import { columnsFromStart, steadyConstants } from './columns.ts';
import { findKeys } from './find-key.ts';
import { hexByte, hexText, type Proposal } from './proposal.ts';
import { type Recording, type Sample, samplesOf } from './recording.ts';

/** Most buttons or bytes of a state report (schema/decode.ts). */
const MAX_BYTES = 64;

/** One bit of a report; `byte * 8 + bit`. */
type Bit = number;

function bitsOf(bytes: Uint8Array): readonly boolean[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) => (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1);
}

/** Which bits hold still while nobody presses, and how they stand then. */
function restBits(rests: readonly Uint8Array[]): ReadonlyMap<Bit, boolean> {
  const [first = [], ...others] = rests.map(bitsOf);
  return new Map([...first.entries()].filter(([bit, value]) => others.every((report) => report[bit] === value)));
}

/** Bits that every press of a button turns over. */
function turnedByLevel(recording: Recording, rest: ReadonlyMap<Bit, boolean>): ReadonlyMap<Level, ReadonlySet<Bit>> {
  const byLevel = new Map<Level, Set<Bit>>();
  for (const { level, messages } of recording.presses) {
    const reports = messages.map(bitsOf);
    const turned = [...rest].filter(([bit, value]) => reports.some((report) => report[bit] === !value));
    const before = byLevel.get(level);
    byLevel.set(level, new Set(turned.map(([bit]) => bit).filter((bit) => before?.has(bit) ?? true)));
  }
  return byLevel;
}

/** For each button the one bit that is its own; undefined where a button has none or several. */
function ownBits(turned: ReadonlyMap<Level, ReadonlySet<Bit>>): ReadonlyMap<Level, Bit> | undefined {
  const own = new Map<Level, Bit>();
  for (const [level, bits] of turned) {
    const others = [...turned].filter(([other]) => other !== level);
    const mine = [...bits].filter((bit) => !others.some(([, set]) => set.has(bit)));
    const [only] = mine;
    if (only === undefined || mine.length > 1) return undefined;
    own.set(level, only);
  }
  return own;
}

/** The report of a pad at rest: what it sends unasked, else what ends presses; a button held long may have been let go unheard. */
function restReports(recording: Recording): readonly Uint8Array[] | undefined {
  if (recording.idle.length > 0) return recording.idle;
  const ended = recording.presses.filter(({ messages }) => messages.length > 1);
  if (new Set(ended.map(({ level }) => level)).size < 2) return undefined;
  return ended.flatMap(({ messages }) => messages.at(-1) ?? []);
}

function proposeBits(recording: Recording, rests: readonly Uint8Array[]): readonly Proposal[] {
  const rest = restBits(rests);
  const own = ownBits(turnedByLevel(recording, rest));
  if (own === undefined) return [];
  const bits = [...own.values()];
  const from = Math.min(...bits) >> 3;
  const bytes = (Math.max(...bits) >> 3) - from + 1;
  const polarity = new Set(bits.map((bit) => rest.get(bit)));
  if (bytes > MAX_BYTES || polarity.size > 1) return [];
  const mask = Array.from({ length: bytes }, (_, place) =>
    bits.filter((bit) => bit >> 3 === from + place).reduce((free, bit) => free & ~(1 << (bit & 7)), 0xff),
  );
  const activeLow = rest.get(bits[0] ?? 0) === true;
  const value = { kind: 'bits', from, bytes, ...(activeLow ? { activeLow } : {}), ignoreMask: hexText(mask) };
  return [
    {
      summary: `state reports, one bit for each button in bytes ${from} to ${from + bytes - 1}`,
      confidence: 'high',
      doubts: [],
      framing: { kind: 'hid-report', minSize: from + bytes, maxFrame: longest(recording) },
      stateful: true,
      decode: [{ emit: 'buttons', value }],
      rating: Object.fromEntries([...own].map(([level, bit]) => [String(bit - from * 8 + 1), level])),
      ...(rests[0] === undefined ? {} : { rest: rests[0] }),
    },
  ];
}

function longest(recording: Recording): number {
  return Math.max(...recording.presses.flatMap(({ messages }) => messages.map(({ length }) => length)));
}

/** Reports in which a byte names the button; one report for the release may follow, which says none. */
function proposeCodes(first: readonly Sample[], later: readonly Sample[], recording: Recording): readonly Proposal[] {
  const columns = columnsFromStart(first);
  const [key, ...others] = findKeys(
    first,
    columns.map(({ at }) => at),
  );
  if (key === undefined) return [];
  const start = steadyConstants(columns).slice(0, 2);
  const unlike = columns.filter(
    ({ at, kind, value }) => kind === 'constant' && later.length > 0 && later.every(({ bytes }) => bytes[at] !== value),
  );
  const when = [...start, ...unlike.slice(0, 1)].map(({ at, value }) => ({ at, equals: hexByte(value) }));
  const rivals = others.map(({ where }) => where);
  return [
    {
      summary: `reports with the button in ${key.where}`,
      confidence: others.length === 0 ? 'high' : 'medium',
      doubts: rivals.length > 0 ? [`${rivals.join(', ')} would tell the buttons apart as well as ${key.where}`] : [],
      framing: { kind: 'hid-report', minSize: columns.length, maxFrame: longest(recording) },
      stateful: false,
      decode: [{ emit: 'rating', ...(when.length > 0 ? { when } : {}), value: key.value }],
      rating: key.rating,
    },
  ];
}

/** HID reports: the state of all buttons, or one report for each press. */
export function proposeReports(recording: Recording): readonly Proposal[] {
  const rests = restReports(recording);
  const { first, later } = samplesOf(recording);
  const state = rests === undefined ? [] : proposeBits(recording, rests);
  return [...state, ...proposeCodes(first, later, recording)];
}
