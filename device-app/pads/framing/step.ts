import type { BAD_FRAMES } from '../../core/devices/bad-frames.data.ts';

/** Why bytes were not a frame. */
export type BadFrameReason = (typeof BAD_FRAMES)[number];

/** What the bytes at hand, beginning with a possible frame, are. */
export type Step =
  | { readonly kind: 'more' }
  /** `end`: where the frame's own bytes end, if a mark after them is not part of it. */
  | { readonly kind: 'frame'; readonly size: number; readonly end?: number }
  /** No frame and no new mistake either, such as an empty line: passed over without a word. */
  | { readonly kind: 'ignore'; readonly size: number; readonly inside?: boolean }
  /**
   * Not a frame: go on `skip` bytes later. `blame`: how many bytes this one mistake spoils, so that it is counted once.
   * `inside`: the bytes after it are no beginning, since what was given up goes on there.
   */
  | {
      readonly kind: 'reject';
      readonly reason: BadFrameReason;
      readonly skip: number;
      readonly blame: number;
      readonly inside?: boolean;
    };

/** Where bytes stand. */
export interface Place {
  /** Of the first byte, counted from the start of the stream: by it a measure knows what it has looked at before. */
  readonly position: number;
  /** The line fell silent: no more will come. */
  readonly final: boolean;
  /** The last step said so: these bytes go on with what was given up. */
  readonly inside: boolean;
}

/** Looks at bytes that begin with a possible frame; never empty. What it says may depend on how the bytes came only by saying `more`. */
export type Measure = (bytes: Uint8Array, place: Place) => Step;

export const MORE: Step = { kind: 'more' };
export const GARBAGE: Step = { kind: 'reject', reason: 'garbage', skip: 1, blame: 1 };

/** A refusal; the next frame is looked for from the second byte on, unless `skip` says otherwise. */
export function reject(reason: BadFrameReason, blame: number, skip = 1): Step {
  return { kind: 'reject', reason, skip, blame };
}

/** Compares as many bytes as are there. */
export function agrees(bytes: Uint8Array, at: number, wanted: ArrayLike<number>): 'yes' | 'no' | 'so-far' {
  const end = Math.min(bytes.length, at + wanted.length);
  for (let index = at; index < end; index += 1) if (bytes[index] !== wanted[index - at]) return 'no';
  return bytes.length >= at + wanted.length ? 'yes' : 'so-far';
}
