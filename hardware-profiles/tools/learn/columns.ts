import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { Sample } from './recording.ts';

/**
 * What a byte does over all presses. `constant`: always the same. `key`: the same for the same button, and not for all. `noise`: varies for the
 * same button, as counters and clocks do.
 */
export type ColumnKind = 'constant' | 'key' | 'noise';

/** A byte position, from the start, or from the end where negative. */
export interface Column {
  readonly at: number;
  readonly kind: ColumnKind;
  /** The value of a constant; of others, that of the first sample. */
  readonly value: number;
}

/** Values by button where each button has one of its own and no two share it; undefined otherwise. */
export function ownValues<V extends string | number>(
  samples: readonly Sample[],
  readValue: (bytes: Uint8Array) => V | undefined,
): ReadonlyMap<V, Level> | undefined {
  const byValue = new Map<V, Level>();
  const byLevel = new Map<Level, V>();
  for (const { level, bytes } of samples) {
    const value = readValue(bytes);
    if (value === undefined) return undefined;
    if ((byLevel.get(level) ?? value) !== value || (byValue.get(value) ?? level) !== level) return undefined;
    byValue.set(value, level);
    byLevel.set(level, value);
  }
  return byValue;
}

function kindOf(samples: readonly Sample[], at: number): ColumnKind {
  const byLevel = new Map<Level, number>();
  let constant = true;
  const first = samples[0]?.bytes.at(at);
  for (const { level, bytes } of samples) {
    const value = bytes.at(at) ?? -1;
    if ((byLevel.get(level) ?? value) !== value) return 'noise';
    byLevel.set(level, value);
    constant &&= value === first;
  }
  return constant ? 'constant' : 'key';
}

/** The positions that every sample has, counted from its start. */
export function columnsFromStart(samples: readonly Sample[]): readonly Column[] {
  const size = Math.min(...samples.map(({ bytes }) => bytes.length));
  return Array.from({ length: size }, (_, at) => ({
    at,
    kind: kindOf(samples, at),
    value: samples[0]?.bytes[at] ?? 0,
  }));
}

/** The same from the end: −1 is the last byte. */
export function columnsFromEnd(samples: readonly Sample[]): readonly Column[] {
  const size = Math.min(...samples.map(({ bytes }) => bytes.length));
  return Array.from({ length: size }, (_, index) => {
    const at = -1 - index;
    return { at, kind: kindOf(samples, at), value: samples[0]?.bytes.at(at) ?? 0 };
  });
}

/** Neighbours of a varying byte that may be its own higher bytes, which a short recording does not see move. */
const COUNTER_REACH = 3;

/**
 * How many bytes at the start of the columns are the same for all, without those that may belong to a counter beside them.
 * @param least bytes that are taken for constant even beside a counter
 */
export function constantRun(columns: readonly Column[], least: 0 | 1): number {
  const found = columns.findIndex(({ kind }) => kind !== 'constant');
  const run = found < 0 ? columns.length : found;
  if (found < 0 || columns[found]?.kind === 'key') return run;
  return Math.max(Math.min(run, least), run - COUNTER_REACH);
}

/** Constants that surely are no part of a counter. */
export function steadyConstants(columns: readonly Column[]): readonly Column[] {
  return columns.filter(
    ({ kind }, index) =>
      kind === 'constant' &&
      !columns
        .slice(Math.max(0, index - COUNTER_REACH), index + COUNTER_REACH + 1)
        .some((near) => near.kind === 'noise'),
  );
}
