import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { Understood } from './conversation.ts';
import { decodeFrame, type Sent } from './decode/decode-frame.ts';
import { createFramer, type Frame, type FramerEvent } from './framing/framer.ts';

export interface ReceivedFrame {
  readonly frame: Frame;
  readonly decoded: Understood;
}

export interface ReceiverEvents {
  onFrame(received: ReceivedFrame): void;
  /** Bytes that are no frame, a frame that no rule knows, or one by which the device says that something is wrong. */
  onBad(reason: string): void;
}

/** Turns the bytes of one connection into decoded frames, and gives up a half frame when the line falls silent. */
export interface PadReceiver {
  receive(bytes: Uint8Array): void;
  stop(): void;
}

type Outcome = ReceivedFrame | { readonly bad: string };

/** @param sent what the device was sent last */
export function createPadReceiver(
  profile: PadProfile,
  sent: Sent,
  timers: Timers,
  events: ReceiverEvents,
): PadReceiver {
  let framer = createFramer(profile.framing);
  let cancelIdle: () => void = () => undefined;
  let stopped = false;

  const interpret = (event: FramerEvent): Outcome => {
    if (event.kind === 'bad') return { bad: event.reason };
    const decoded = decodeFrame(profile, event.frame.bytes, sent);
    if (decoded.kind === 'unknown') return { bad: 'no-rule' };
    return decoded.kind === 'error' ? { bad: decoded.reason } : { frame: event.frame, decoded };
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
      // What was heard may have been the reason to give the device up.
      if (stopped) return;
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
    stop() {
      stopped = true;
      cancelIdle();
    },
  };
}
