import type { Profile, Vector } from './schema/profile.ts';

/** The part of a vector that is played. */
export type PlayedVector = Pick<Vector, 'direction' | 'hex' | 'expect' | 'variant'>;

/** What bytes mean, in the words of `hardware-vectors.json`. */
export type Meaning = Readonly<Record<string, unknown>>;

export interface VectorOutcome {
  readonly hex: string;
  readonly expected: Vector['expect'];
  /** What the engine made of it: one meaning, or all of them where several are meant or somebody did several things; null: nothing at all. */
  readonly got: Meaning | readonly Meaning[] | null;
  readonly ok: boolean;
  /** The variant under which it was played. */
  readonly variant: string;
  /** Places in `decode` of all rules that fit, for each incoming frame. The first is the one that is heard. */
  readonly rules: readonly (readonly number[])[];
}

export interface ReplayReport {
  readonly passed: number;
  readonly failed: number;
  readonly vectors: readonly VectorOutcome[];
}

/** Plays vectors against a profile. The terminal's own engine does it (`device-app/pads/replay`); the tools here are given it. */
export type Replay = (profile: Profile, vectors: readonly PlayedVector[]) => ReplayReport;

/** One meaning or several as a list; nothing as an empty one. */
export function listOf(some: Meaning | readonly Meaning[] | null): readonly Meaning[] {
  if (some === null) return [];
  // isArray does not tell read-only lists.
  return Array.isArray(some) ? (some as readonly Meaning[]) : [some as Meaning];
}
