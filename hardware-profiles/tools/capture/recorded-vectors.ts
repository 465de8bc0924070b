import { toHex } from '@mingjing/shared/basics/bytes.ts';
import type { Meaning } from '../../replay-engine.ts';
import type { Profile } from '../../schema/profile.ts';
import type { Burst } from './cut-by-silence.ts';
import type { CutFrames } from './cut-frames.ts';

/** One run of bytes of a recording, as vectors files hold it. */
export interface RecordedVector {
  readonly protocol: string;
  readonly direction: 'in';
  readonly hex: string;
  readonly expect: Meaning | readonly Meaning[];
  readonly origin: 'captured';
  readonly note: string;
}

/** When something was heard, counted from the start of the recording. */
export function timeNote(at: number, start: number): string {
  return `t=${Math.round(at - start)}ms`;
}

/** A vector of what was heard, of which nothing is claimed yet. */
export function recordedVector(protocol: string, bytes: Uint8Array, note: string): RecordedVector {
  return { protocol, direction: 'in', hex: toHex(bytes), expect: {}, origin: 'captured', note };
}

/**
 * The frames of a burst as vectors, where the profile's framing explains all of its bytes; else the burst as a whole, because a recording
 * loses nothing.
 */
export function vectorsOfBurst(
  { bytes, at }: Burst,
  { protocol, start, profile, cut }: { protocol: string; start: number; profile: Profile | undefined; cut: CutFrames },
): readonly RecordedVector[] {
  const note = timeNote(at, start);
  if (profile === undefined) return [recordedVector(protocol, bytes, note)];
  const { frames, bad } = cut(profile, bytes);
  const explained = frames.reduce((sum, frame) => sum + frame.length, 0) === bytes.length;
  if (explained) return frames.map((frame) => recordedVector(protocol, frame, note));
  return [recordedVector(protocol, bytes, bad.length > 0 ? `${note}; not all frames: ${bad.join(', ')}` : note)];
}
