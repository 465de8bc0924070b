import { columnsFromEnd, columnsFromStart, steadyConstants } from './columns.ts';
import type { ComputeChecksum } from './engine.ts';
import { type FoundChecksum, findChecksums } from './find-checksum.ts';
import { findFramings } from './find-framings.ts';
import { type FoundKey, findKeys } from './find-key.ts';
import { hexByte, type Proposal } from './proposal.ts';
import type { Sample } from './recording.ts';

/** Most conditions that a rule may have (schema/decode.ts). */
const MAX_CONDITIONS = 8;

/** Positions that are neither checksum nor beyond any frame: from the start, and where sizes differ from the end too. */
function keyPositions(samples: readonly Sample[], checksum: FoundChecksum | undefined): readonly number[] {
  const sizes = new Set(samples.map(({ bytes }) => bytes.length));
  const least = Math.min(...sizes);
  const tail = checksum === undefined ? 0 : -checksum.at;
  const fromStart = columnsFromStart(samples)
    .map(({ at }) => at)
    .filter((at) => at < least - tail);
  if (sizes.size === 1) return fromStart;
  const fromEnd = columnsFromEnd(samples)
    .map(({ at }) => at)
    .filter((at) => at < -tail);
  return [...fromStart, ...fromEnd];
}

/**
 * Bytes that tell a press from what the pad sends after it, such as its release: the same in all presses, and never so in the rest.
 * @returns undefined where none does, so that both would count
 */
function tellingApart(first: readonly Sample[], later: readonly Sample[]) {
  if (later.length === 0) return [];
  const differing = columnsFromStart(first).filter(
    ({ at, kind, value }) => kind === 'constant' && later.every(({ bytes }) => bytes[at] !== value),
  );
  return differing.length === 0 ? undefined : differing.slice(0, 1);
}

/** Checksums that all frames carry, and the one among them that is asked for; undefined: none. */
interface Checksums {
  readonly found: readonly FoundChecksum[];
  readonly used: FoundChecksum | undefined;
}

function unchecked([found]: readonly FoundChecksum[]): string {
  const why = found === undefined ? 'no known checksum fits' : `${found.kind} fits, but is not asked for`;
  return `${why}: a spoilt frame may pass for another button`;
}

function doubtsOf(keys: readonly FoundKey[], { found, used: checksum }: Checksums, apart: unknown): string[] {
  const [key, ...others] = keys;
  const ranges = checksum === undefined ? [] : found.filter((one) => one !== checksum);
  const rivals = ranges.filter(({ kind }) => kind !== checksum?.kind).map(({ kind }) => kind);
  return [
    ...(checksum === undefined ? [unchecked(found)] : []),
    ...(rivals.length > 0 ? [`${[...new Set(rivals)].join(', ')} would fit as well as ${checksum?.kind}`] : []),
    ...(others.length > 0
      ? [`${others.map(({ where }) => where).join(', ')} would tell the buttons apart as well as ${key?.where}`]
      : []),
    ...(apart === undefined
      ? ['what the pad sends after a press looks like a press: a button held long may count twice']
      : []),
  ];
}

/** Conditions that hold for every press and tell foreign frames apart, most telling first. */
function conditions(first: readonly Sample[], apart: readonly { at: number; value: number }[], framed: number) {
  const steady = steadyConstants(columnsFromStart(first)).filter(({ at }) => at >= framed);
  const places = new Map([...apart, ...steady].map(({ at, value }) => [at, value]));
  return [...places].slice(0, MAX_CONDITIONS).map(([at, value]) => ({ at, equals: hexByte(value) }));
}

/** Bytes that the framing itself demands at the start of a frame. */
function demandedBytes(framing: Readonly<Record<string, unknown>>): number {
  return typeof framing.header === 'string' ? framing.header.split(' ').length : 0;
}

interface Samples {
  readonly first: readonly Sample[];
  /** What the pads sent after each press. */
  readonly later: readonly Sample[];
}

function proposeWith({ first, later }: Samples, checksums: Checksums): readonly Proposal[] {
  const { used: checksum } = checksums;
  const keys = findKeys(first, keyPositions(first, checksum));
  const [key] = keys;
  if (key === undefined) return [];
  const apart = tellingApart(first, later);
  const sum = checksum === undefined ? 'no checksum' : `${checksum.kind} over ${checksum.from}..${checksum.to}`;
  return findFramings(first, checksum).map(({ summary, confidence, doubts, framing }) => {
    const when = conditions(first, apart ?? [], demandedBytes(framing));
    return {
      summary: `${summary}, key at ${key.where}, ${sum}`,
      confidence: checksum === undefined && confidence === 'high' ? 'medium' : confidence,
      doubts: [...doubts, ...doubtsOf(keys, checksums, apart)],
      framing,
      stateful: false,
      decode: [{ emit: 'rating', ...(when.length > 0 ? { when } : {}), value: key.value }],
      rating: key.rating,
    };
  });
}

/** Binary frames of a stream: every framing, with the likeliest checksum and key. */
export function proposeFrames(samples: Samples, compute: ComputeChecksum): readonly Proposal[] {
  const found = findChecksums(samples.first, compute);
  const without = proposeWith(samples, { found, used: undefined });
  // A checksum found by chance must not hide the key: what holds without one is proposed too, after the rest.
  return found.length === 0 ? without : [...proposeWith(samples, { found, used: found[0] }), ...without];
}
