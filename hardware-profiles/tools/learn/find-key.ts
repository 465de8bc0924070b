import type { Level } from '@mingjing/shared/domain/levels.ts';
import { ownValues } from './columns.ts';
import { hexByte } from './proposal.ts';
import type { Sample } from './recording.ts';

/** Where the pressed button stands in a frame, and what its values mean. */
export interface FoundKey {
  /** For people: `byte 4`. */
  readonly where: string;
  /** The value of a decode rule. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly rating: Readonly<Record<string, Level>>;
}

/** Parts of a byte that are tried after the whole: halves that share their byte with a counter, and flags beside a number. */
const MASKS = [0xff, 0x7f, 0xf0, 0x0f, 0x3f, 0x1f] as const;
/** Longest number that is tried where no byte alone tells the buttons apart. */
const MAX_WIDTH = 4;

function readNumber(bytes: Uint8Array, at: number, width: number): number | undefined {
  const start = at < 0 ? bytes.length + at : at;
  if (start < 0 || start + width > bytes.length) return undefined;
  return bytes.subarray(start, start + width).reduce((number, byte) => number * 256 + byte, 0);
}

function ratingOf(values: ReadonlyMap<number, Level>, asByte: boolean): Readonly<Record<string, Level>> {
  return Object.fromEntries([...values].map(([raw, level]) => [asByte ? hexByte(raw) : String(raw), level]));
}

function* byteKeys(samples: readonly Sample[], positions: readonly number[]): Generator<FoundKey> {
  const found = new Set<number>();
  for (const mask of MASKS) {
    for (const at of positions.filter((position) => !found.has(position))) {
      const values = ownValues(samples, (bytes) =>
        bytes.at(at) === undefined ? undefined : (bytes.at(at) ?? 0) & mask,
      );
      if (values === undefined) continue;
      const value = mask === 0xff ? { kind: 'byte', at } : { kind: 'byte', at, mask: hexByte(mask) };
      found.add(at);
      const where = mask === 0xff ? `byte ${at}` : `byte ${at} & ${hexByte(mask)}`;
      yield { where, value, rating: ratingOf(values, true) };
    }
  }
}

function* numberKeys(samples: readonly Sample[], positions: readonly number[]): Generator<FoundKey> {
  for (let bytes = 2; bytes <= MAX_WIDTH; bytes += 1) {
    for (const at of positions) {
      const values = ownValues(samples, (frame) => readNumber(frame, at, bytes));
      if (values === undefined) continue;
      const where = `bytes ${at} to ${at + bytes - 1}`;
      yield { where, value: { kind: 'register', at, bytes }, rating: ratingOf(values, false) };
    }
  }
}

/**
 * Finds what tells the buttons apart: the same for every press of a button, and another for every other button.
 * @param positions where to look, in order of preference
 * @returns the first is the likeliest: a whole byte, then a part of one, then several bytes together; empty where nothing does
 */
export function findKeys(samples: readonly Sample[], positions: readonly number[]): readonly FoundKey[] {
  const whole = [...byteKeys(samples, positions)];
  return whole.length > 0 ? whole : [...numberKeys(samples, positions)];
}
