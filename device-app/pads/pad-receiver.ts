import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { type Decoded, decodeFrame } from './decode/decode-frame.ts';
import { createFramer, type Frame, type FramerEvent } from './framing/framer.ts';

export interface ReceivedFrame {
  readonly frame: Frame;
  readonly decoded: Exclude<Decoded, { kind: 'unknown' }>;
}

export interface ReceiverEvents {
  onFrame(received: ReceivedFrame): void;
  /** Bytes that are no frame, or a frame that no rule knows. */
  onBad(reason: string): void;
}

/** Turns the bytes of one connection into decoded frames, and gives up a half frame when the line falls silent. */
export interface PadReceiver {
  receive(bytes: Uint8Array): void;
  stop(): void;
}

type Outcome = ReceivedFrame | { readonly bad: string };

export function createPadReceiver(profile: PadProfile, timers: Timers, events: ReceiverEvents): PadReceiver {
  let framer = createFramer(profile.framing);
  let cancelIdle: () => void = () => undefined;

  const interpret = (event: FramerEvent): Outcome => {
    if (event.kind === 'bad') return { bad: event.reason };
    const decoded = decodeFrame(profile, event.frame.bytes);
    return decoded.kind === 'unknown' ? { bad: 'no-rule' } : { frame: event.frame, decoded };
  };

  /** A fault of our own parsing is counted like a bad frame: it must never look like an unplugged pad. */
  const guarded = (cut: () => readonly FramerEvent[]): readonly Outcome[] => {
    try {
      return cut().map(interpret);
    } catch (cause) {
      framer = createFramer(profile.framing);
      return [{ bad: `parser-failed: ${cause instanceof Error ? cause.message : 'unknown'}` }];
    }
  };

  const deliver = (outcomes: readonly Outcome[]): void => {
    for (const outcome of outcomes) {
      if ('bad' in outcome) events.onBad(outcome.bad);
      else events.onFrame(outcome);
    }
  };

  return {
    receive(bytes) {
      cancelIdle();
      const outcomes = guarded(() => framer.push(bytes));
      const { interByteTimeoutMs } = profile.framing;
      if (framer.pending > 0 && interByteTimeoutMs > 0) {
        cancelIdle = timers.after(interByteTimeoutMs, () => deliver(guarded(() => framer.idle())));
      }
      deliver(outcomes);
    },
    stop: () => cancelIdle(),
  };
}
