import type { Level } from '@mingjing/shared/domain/levels.ts';

/** How sure a proposal is: `high` with a checksum or one reading only, `low` where much is guessed. */
export type Confidence = 'high' | 'medium' | 'low';

/** How the frames of a pad may be built: fields of a profile, in the words of its file. */
export interface Proposal {
  /** For people: `fixed frames of 6 bytes, key at byte 3, sum8 over 0..-1`. */
  readonly summary: string;
  readonly confidence: Confidence;
  /** What the recording does not settle. */
  readonly doubts: readonly string[];
  readonly framing: Readonly<Record<string, unknown>>;
  readonly stateful: boolean;
  readonly decode: readonly Readonly<Record<string, unknown>>[];
  readonly rating: Readonly<Record<string, Level>>;
  /** Stateful: the report of a pad on which nobody presses. */
  readonly rest?: Uint8Array;
}

/** A byte as profiles write it. */
export function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

/** Bytes as profiles write them. */
export function hexText(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
