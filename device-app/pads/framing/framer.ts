import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { takesMessages } from './kinds.ts';
import { createMeasure } from './measure.ts';
import type { BadFrameReason, Measure, Place } from './step.ts';
import { createStreamFramer } from './stream-framer.ts';

export interface Frame {
  /** The frame without its lead. */
  readonly bytes: Uint8Array;
  /** The lead byte where one stood before the frame. */
  readonly lead: number | undefined;
}

export type FramerEvent =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'bad'; readonly reason: BadFrameReason };

/**
 * Cuts a byte stream into frames. What comes out depends only on the bytes and on {@link Framer.idle}, never on how the bytes were
 * cut into chunks; only where one message of the transport is one frame (`hid-report`) a chunk is that message. Holds `maxFrame` bytes
 * and a mark at most, whatever arrives. Takes time linear in the bytes, whatever they are: where noise is made of headers for so long that
 * checksums cost too much, frames with wrong ones are dropped whole and not searched for others.
 */
export interface Framer {
  push(chunk: Uint8Array): readonly FramerEvent[];
  /** The line was silent for `interByteTimeoutMs`: what has begun will not be finished. Frames hidden behind it come out now. */
  idle(): readonly FramerEvent[];
  /** Bytes that wait for more. */
  readonly pending: number;
}

/** One message at a time: nothing waits, and nothing but the message itself decides. */
function createMessageFramer(measure: Measure): Framer {
  const place: Place = { position: 0, final: true, inside: false };
  return {
    push(message) {
      const step = measure(message, place);
      if (step.kind === 'frame')
        return [{ kind: 'frame', frame: { bytes: message.slice(0, step.size), lead: undefined } }];
      return step.kind === 'reject' ? [{ kind: 'bad', reason: step.reason }] : [];
    },
    idle: () => [],
    pending: 0,
  };
}

export function createFramer(spec: FramingSpec): Framer {
  const measure = createMeasure(spec);
  return takesMessages(spec.kind) ? createMessageFramer(measure) : createStreamFramer(spec, measure);
}
