import { type Column, columnsFromEnd, columnsFromStart, constantRun, steadyConstants } from './columns.ts';
import type { FoundChecksum } from './find-checksum.ts';
import { type FoundLength, findLengths } from './find-length.ts';
import { type Confidence, hexText } from './proposal.ts';
import type { Sample } from './recording.ts';

/** A way to cut the stream into these frames. */
export interface FoundFraming {
  readonly summary: string;
  readonly confidence: Confidence;
  readonly doubts: readonly string[];
  readonly framing: Readonly<Record<string, unknown>>;
}

interface Known {
  readonly samples: readonly Sample[];
  readonly checksum: FoundChecksum | undefined;
  /** Most bytes that a frame may have. */
  readonly maxFrame: number;
}

/** Longest mark that a profile may hold, bytes. */
const MAX_MARK = 64;
/** Silence by which frames without any mark are told apart, ms: longer than an adapter's latency timer. */
const IDLE_GAP_MS = 50;

function bytesOf(columns: readonly Column[]): number[] {
  return columns.slice(0, MAX_MARK).map(({ value }) => value);
}

function checksumField(found: FoundChecksum | undefined): Record<string, unknown> {
  if (found === undefined) return {};
  const { width, endian, ...rest } = found;
  return { checksum: width === 1 ? rest : { ...rest, endian } };
}

/**
 * The end mark: constants behind the checksum, or behind the last byte that varies.
 * @param least bytes that are taken for a mark even beside a counter, whose own higher byte the last one might be
 */
function trailerOf({ samples, checksum }: Known, least: 0 | 1 = 0): number[] {
  if (checksum !== undefined) {
    const size = -checksum.at - checksum.width;
    return bytesOf(columnsFromEnd(samples).slice(0, size)).reverse();
  }
  const columns = columnsFromEnd(samples);
  return bytesOf(columns.slice(0, constantRun(columns, least))).reverse();
}

/** Fewest bytes of a frame in which the checksum covers something and stands behind it; 0 without one. */
function leastWith(checksum: FoundChecksum | undefined): number {
  return checksum === undefined ? 0 : checksum.from - checksum.to + 1;
}

function marks(header: readonly number[], trailer: readonly number[]): Record<string, unknown> {
  return {
    ...(header.length > 0 ? { header: hexText(header) } : {}),
    ...(trailer.length > 0 ? { trailer: hexText(trailer) } : {}),
  };
}

function fixedFraming(known: Known): FoundFraming | undefined {
  const { samples, checksum } = known;
  const size = samples[0]?.bytes.length ?? 0;
  if (samples.some(({ bytes }) => bytes.length !== size)) return undefined;
  const columns = columnsFromStart(samples);
  const header = bytesOf(columns.slice(0, constantRun(columns, 1)));
  const trailer = trailerOf(known);
  const weak = header.length === 0 && checksum === undefined;
  return {
    summary: `frames of ${size} bytes`,
    confidence: weak ? 'low' : 'high',
    doubts: weak ? ['frames begin with no byte that is always the same: a lost byte spoils those after it'] : [],
    framing: { kind: 'fixed', size, ...marks(header, trailer), ...checksumField(checksum), maxFrame: size },
  };
}

function lengthFraming(known: Known, field: FoundLength): FoundFraming | undefined {
  const { samples, checksum, maxFrame } = known;
  const columns = columnsFromStart(samples).slice(0, field.at);
  // A counter cannot stand before the length: what is constant there is the header.
  if (columns.some(({ kind }) => kind !== 'constant')) return undefined;
  const trailer = trailerOf(known);
  const after = field.at + field.bytes;
  const tail = (checksum?.width ?? 0) + trailer.length;
  const least = Math.max(0, Math.max(after + 1 + tail, leastWith(checksum)) - field.adds);
  const { repeatAt } = field;
  // The start byte that FT1.2 repeats behind its repeated length.
  const fixed = steadyConstants(columnsFromStart(samples))
    .filter(({ at }) => repeatAt !== undefined && at === repeatAt + field.bytes)
    .map(({ at, value }) => ({ at, value }));
  return {
    summary: `length in byte ${field.at}, plus ${field.adds}`,
    confidence: 'high',
    doubts: [],
    framing: {
      kind: 'length',
      header: hexText(bytesOf(columns)),
      length: { ...field, min: least, max: maxFrame - field.adds },
      ...(fixed.length > 0 ? { fixed } : {}),
      ...(trailer.length > 0 ? { trailer: hexText(trailer) } : {}),
      ...checksumField(checksum),
      maxFrame,
    },
  };
}

/** Whether a mark first occurs at the end of every frame. */
function endsOnly(samples: readonly Sample[], mark: readonly number[], from: number): boolean {
  const wanted = Buffer.from(mark);
  return samples.every(({ bytes }) => Buffer.from(bytes).indexOf(wanted, from) === bytes.length - mark.length);
}

/** Frames of changing size without a length: by their marks, the shortest that suffice. */
function markedFramings(known: Known): readonly FoundFraming[] {
  const { samples, checksum, maxFrame } = known;
  const columns = columnsFromStart(samples);
  const header = bytesOf(columns.slice(0, constantRun(columns, 1)));
  const trailer = trailerOf(known, 1);
  if (trailer.length === 0 || !endsOnly(samples, trailer, header.length)) return [];
  const doubts = ['frames have no length: an end mark inside a frame would cut it'];
  const rest = { ...checksumField(checksum), maxFrame };
  if (header.length === 0) {
    const framing = { kind: 'delimiter', end: hexText(trailer), ...rest };
    return [{ summary: `frames that end with ${hexText(trailer)}`, confidence: 'medium', doubts, framing }];
  }
  const minSize = Math.max(header.length + trailer.length + 1, leastWith(checksum));
  return [
    {
      summary: `frames from ${hexText(header)} to ${hexText(trailer)}`,
      confidence: 'medium',
      doubts,
      framing: { kind: 'header-trailer', header: hexText(header), trailer: hexText(trailer), minSize, ...rest },
    },
  ];
}

function gapFraming({ samples, checksum, maxFrame }: Known): FoundFraming {
  const minSize = Math.min(...samples.map(({ bytes }) => bytes.length));
  return {
    summary: 'frames told apart by silence',
    confidence: 'low',
    doubts: ['frames are told apart by silence alone, which adapters blur'],
    framing: { kind: 'idle-gap', interByteTimeoutMs: IDLE_GAP_MS, minSize, ...checksumField(checksum), maxFrame },
  };
}

/** Ways to cut the stream into frames like these, likeliest first; never empty. */
export function findFramings(samples: readonly Sample[], checksum: FoundChecksum | undefined): readonly FoundFraming[] {
  const longest = Math.max(...samples.map(({ bytes }) => bytes.length));
  const known: Known = { samples, checksum, maxFrame: Math.min(4096, longest * 2 + 16) };
  const fixed = fixedFraming(known);
  if (fixed !== undefined) return [fixed];
  const lengths = findLengths(samples).flatMap((field) => lengthFraming(known, field) ?? []);
  return [...lengths, ...markedFramings(known), gapFraming(known)];
}
