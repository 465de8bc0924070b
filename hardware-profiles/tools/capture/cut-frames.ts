import type { Profile } from '../../schema/profile.ts';

/** What a profile's framing makes of a burst. */
export interface FrameCut {
  /** Frames with their leads, in order. */
  readonly frames: readonly Uint8Array[];
  /** Why other bytes are no frames. */
  readonly bad: readonly string[];
}

/** The terminal's own framing, given to the tools. */
export type CutFrames = (profile: Profile, burst: Uint8Array) => FrameCut;
