import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { ChecksumKind } from '../../schema/primitives.ts';
import type { Profile } from '../../schema/profile.ts';

/** A checksum over bytes, as it stands in a frame; undefined where the bytes are not what it is made of. */
export type ComputeChecksum = (
  kind: Exclude<ChecksumKind, 'fixed'>,
  bytes: Uint8Array,
  endian: 'big' | 'little',
) => readonly number[] | undefined;

/** What learning needs of the terminal's engine. */
export interface LearnEngine {
  readonly checksum: ComputeChecksum;
  /**
   * Plays what a pad sent during one press through framing, decoding and key map. Stateful pads are at rest before.
   * @param rest the report of a stateful pad at rest
   * @returns the levels that came out, in order
   */
  levels(profile: Profile, messages: readonly Uint8Array[], rest: Uint8Array | undefined): readonly Level[];
}
