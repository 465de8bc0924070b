import type { Profile, Vector } from './schema/profile.ts';

/** The part of a vector that is played. */
export type PlayedVector = Pick<Vector, 'direction' | 'hex' | 'expect' | 'variant'>;

/** What bytes mean, in the words of `hardware-vectors.json`. */
export type Meaning = Readonly<Record<string, unknown>>;

export interface VectorOutcome {
  readonly hex: string;
  readonly expected: Readonly<Record<string, unknown>>;
  /** What the engine made of it; null: nothing at all. */
  readonly got: Meaning | null;
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
