import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import { filterPress, forgetAccepted, type PressHistory } from '../core/pads/press-filter.ts';
import { admits, belongsHere, type PressGate } from '../core/pads/press-gate.ts';
import type { PadEvent, PadOrigin } from './pad-events.ts';
import type { ReceivedFrame } from './pad-receiver.ts';

interface PressParts {
  readonly slot: number;
  readonly profile: PadProfile;
  /** Addresses of this window; all when empty. */
  readonly addresses: readonly number[];
  readonly clock: Clock;
  readonly gate: () => PressGate;
  /** What sends the acknowledgement of a frame. */
  readonly acknowledgement: (received: ReceivedFrame) => () => void;
  readonly onEvent: (event: PadEvent) => void;
  /** A rating that does not count: nobody asked for it, or its value means nothing. */
  readonly onStray: (reason: 'not-armed' | 'unmapped', address: number | null) => void;
}

/** Turns decoded frames into events: only this window's pads, only named keys, only asked ratings, each press once. */
export interface PadPresses {
  take(received: ReceivedFrame): void;
  /** A new question is put to the citizen: an equal press is news again. */
  rearmed(): void;
  /** The address of this window heard last, if any. */
  readonly lastAddress: number | null;
}

export function createPadPresses(parts: PressParts): PadPresses {
  const { profile, onStray } = parts;
  let history: PressHistory = new Map();
  let lastAddress: number | null = null;

  /** The event of a frame; undefined where it stands for none. */
  const toEvent = (received: ReceivedFrame, origin: PadOrigin): PadEvent | undefined => {
    const { decoded } = received;
    const acknowledge = parts.acknowledgement(received);
    if (decoded.kind === 'rating' && decoded.level !== null) {
      return { kind: 'rating', level: decoded.level, origin, acknowledge };
    }
    if (decoded.kind === 'rating') onStray('unmapped', origin.address);
    if (decoded.kind !== 'key' || decoded.key === null) return undefined;
    return { kind: 'key', key: decoded.key, digits: decoded.digits, origin, acknowledge };
  };

  return {
    take(received) {
      const { decoded } = received;
      const address = decoded.address?.masked ?? null;
      if (!belongsHere(parts.addresses, address)) return;
      lastAddress = address;
      const event = toEvent(received, { slot: parts.slot, profile: profile.name, address });
      if (event === undefined) return;
      const at = parts.clock.mono();
      const admitted = admits(parts.gate(), address, at, profile.gate.guardMs);
      const filtered = filterPress(
        history,
        { address, kind: event.kind, value: decoded.raw, at, admitted },
        profile.press,
      );
      history = filtered.history;
      if (filtered.verdict === 'stray') onStray('not-armed', address);
      if (filtered.verdict === 'accepted') parts.onEvent(event);
    },
    rearmed() {
      history = forgetAccepted(history);
    },
    get lastAddress() {
      return lastAddress;
    },
  };
}
