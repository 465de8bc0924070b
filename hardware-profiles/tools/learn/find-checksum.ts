import { CHECKSUM_KINDS, type ChecksumKind } from '../../schema/primitives.ts';
import type { ComputeChecksum } from './engine.ts';
import type { Sample } from './recording.ts';

/** A checksum that every frame carries. Offsets as in profiles; `at` and `to` count from the end. */
export interface FoundChecksum {
  readonly kind: Exclude<ChecksumKind, 'fixed'>;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly endian: 'big' | 'little';
  readonly width: number;
}

const KINDS = CHECKSUM_KINDS.filter((kind) => kind !== 'fixed');
/** Deepest start of a range, and longest end mark behind a checksum, that are tried. */
const MAX_FROM = 16;
const MAX_TRAILER = 4;
/** Bytes between the range and the checksum that are tried. */
const MAX_GAP = 2;

/** Bytes that every kind can be made of: two zeros, or the digits of one. */
const SOME_BYTES = Uint8Array.of(0x30, 0x30);

function holds(samples: readonly Sample[], found: Omit<FoundChecksum, 'width'>, compute: ComputeChecksum): boolean {
  return samples.every(({ bytes }) => {
    const [to, at] = [bytes.length + found.to, bytes.length + found.at];
    if (to < found.from + 2) return false;
    const wanted = compute(found.kind, bytes.subarray(found.from, to), found.endian);
    return wanted?.every((byte, index) => bytes[at + index] === byte) === true;
  });
}

function distinct(samples: readonly Sample[], at: number, width: number): number {
  return new Set(samples.map(({ bytes }) => bytes.subarray(bytes.length + at, bytes.length + at + width).join())).size;
}

/** Where a checksum may stand and what it may cover: the widest range before narrower ones, right before the checksum before others. */
function* places(samples: readonly Sample[], width: number): Generator<Pick<FoundChecksum, 'from' | 'to' | 'at'>> {
  const size = Math.min(...samples.map(({ bytes }) => bytes.length));
  for (let trailer = 0; trailer <= MAX_TRAILER; trailer += 1) {
    if (trailer > 0 && distinct(samples, -trailer, 1) > 1) return;
    const at = -trailer - width;
    // A checksum that never changes cannot be told from an end mark.
    if (size + at < 2 || distinct(samples, at, width) < 2) continue;
    for (let gap = 0; gap <= MAX_GAP; gap += 1) {
      for (let from = 0; from <= Math.min(MAX_FROM, size + at - gap - 2); from += 1) yield { from, to: at - gap, at };
    }
  }
}

/**
 * Finds the checksum that all samples carry.
 * @returns every one that holds, best first; several hold where the bytes by which their ranges differ never changed
 */
export function findChecksums(samples: readonly Sample[], compute: ComputeChecksum): readonly FoundChecksum[] {
  const found: FoundChecksum[] = [];
  for (const kind of KINDS) {
    const width = compute(kind, SOME_BYTES, 'big')?.length ?? 0;
    for (const place of places(samples, width)) {
      for (const endian of width === 1 ? (['big'] as const) : (['big', 'little'] as const)) {
        const candidate = { kind, ...place, endian };
        if (holds(samples, candidate, compute)) found.push({ ...candidate, width });
      }
    }
  }
  return found.sort(
    (a, b) =>
      // Two bytes agree by chance less often than one; a gap before the checksum is rare.
      b.width - a.width || b.to - b.at - (a.to - a.at) || a.from - b.from || b.at - a.at,
  );
}
