import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { anyDown, type ButtonStates, forgetAddress, trackButtons } from '../core/pads/button-tracker.ts';
import { filterPress, forgetAccepted, type Press, type PressHistory, type Verdict } from '../core/pads/press-filter.ts';
import { admits, belongsHere, type PressGate } from '../core/pads/press-gate.ts';
import type { Understood } from './conversation.ts';
import { meaningOfButton } from './decode/key-names.ts';
import type { PadEvent, Pressed } from './pad-events.ts';
import type { ReceivedFrame } from './pad-receiver.ts';
import { createScanJoiner } from './scan-joiner.ts';

interface PressParts {
  readonly slot: number;
  readonly profile: PadProfile;
  /** Addresses of this window; all when empty. */
  readonly addresses: readonly number[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly gate: () => PressGate;
  /** What sends the acknowledgement of a frame. */
  readonly acknowledgement: (received: ReceivedFrame) => () => void;
  readonly onEvent: (event: PadEvent) => void;
  /** A rating that does not count: nobody asked for it, or its value means nothing. */
  readonly onStray: (reason: 'not-armed' | 'unmapped', address: number | null) => void;
  readonly onPress: (verdict: Verdict, what: Pressed) => void;
  readonly onReport: (words: Readonly<Record<string, unknown>>) => void;
  readonly onBad: (reason: string) => void;
}

/** Turns decoded frames into events: only this window's pads, only named keys, only asked ratings, each press once. */
export interface PadPresses {
  take(received: ReceivedFrame): void;
  /** A new question is put to the citizen: an equal press is news again. */
  rearmed(): void;
  /** The device is gone, or only this address of it: what it reports next is where it begins. */
  forget(address?: number | null): void;
  /** Whether a button of a stateful pad is down, whether it counts or not. */
  holds(): boolean;
  /** The address of this window heard last, if any. */
  readonly lastAddress: number | null;
}

/** Something that a citizen or a member of staff did, before it is known whether it counts. */
interface Act {
  readonly kind: Press['kind'];
  readonly value: Press['value'];
  /** For a technician. */
  readonly what: Pressed;
  readonly toEvent: (base: Pick<PadEvent, 'origin' | 'acknowledge'>) => PadEvent;
}

const rated = (level: Level, value: number | string): Act => ({
  kind: 'rating',
  value,
  what: { kind: 'level', level, raw: String(value) },
  toEvent: (base) => ({ ...base, kind: 'rating', level }),
});
const keyed = (key: string, digits: string, value: number | string): Act => ({
  kind: 'key',
  value,
  what: { kind: 'key', key },
  toEvent: (base) => ({ ...base, kind: 'key', key, digits }),
});
const scanned = (text: string, symbology: string | null): Act => ({
  kind: 'scan',
  value: text,
  what: { kind: 'scan', size: text.length },
  toEvent: (base) => ({ ...base, kind: 'scan', text, symbology }),
});

export function createPadPresses(parts: PressParts): PadPresses {
  const { slot, profile, clock, onStray } = parts;
  let history: PressHistory = new Map();
  let buttons: ButtonStates = new Map();
  let lastAddress: number | null = null;
  /** Whether the runtime acknowledged the rating that each address gave last: then it is on disk. */
  const kept = new Map<number | null, boolean>();
  const present = new Map<number | null, boolean>();
  const scans = createScanJoiner(parts.timers, parts.onBad);

  const unmapped = (address: number | null, value: number | string): undefined => {
    onStray('unmapped', address);
    parts.onPress('stray', { kind: 'unknown', raw: String(value) });
  };

  const pressOf = (down: Extract<Understood, { kind: 'buttons' }>['down'], address: number | null): Act | undefined => {
    const tracked = trackButtons(buttons, { address, down, at: clock.mono() }, profile.press);
    buttons = tracked.states;
    if (tracked.bounced !== null) parts.onPress('bounce', { kind: 'button', raw: String(tracked.bounced) });
    if (tracked.pressed === null) return undefined;
    const meaning = meaningOfButton(profile, tracked.pressed);
    if (meaning === undefined) return unmapped(address, tracked.pressed);
    return meaning.kind === 'rating' ? rated(meaning.level, tracked.pressed) : keyed(meaning.key, '', tracked.pressed);
  };

  const scanOf = ({ text, more, words }: Extract<Understood, { kind: 'scan' }>): Act | undefined => {
    const whole = scans.take({ text, more });
    const { symbology } = words;
    return whole === undefined ? undefined : scanned(whole, typeof symbology === 'string' ? symbology : null);
  };

  /** What a frame says that somebody did; undefined where it is nothing. */
  const actOf = (decoded: Understood, address: number | null): Act | undefined => {
    switch (decoded.kind) {
      case 'rating':
        return decoded.level === null ? unmapped(address, decoded.raw) : rated(decoded.level, decoded.raw);
      case 'key':
        return decoded.key === null ? undefined : keyed(decoded.key, decoded.digits, decoded.raw);
      case 'buttons':
        return pressOf(decoded.down, address);
      case 'scan':
        return scanOf(decoded);
      default:
        return undefined;
    }
  };

  const judge = (act: Act, address: number | null): Omit<ReturnType<typeof filterPress>, 'history'> => {
    const at = clock.mono();
    const admitted = admits(parts.gate(), address, at, profile.gate.guardMs);
    const filtered = filterPress(history, { ...act, address, at, admitted }, profile.press);
    history = filtered.history;
    return filtered;
  };

  const deliver = (act: Act, received: ReceivedFrame, address: number | null): void => {
    const { verdict, isRetransmission } = judge(act, address);
    parts.onPress(verdict, act.what);
    const send = parts.acknowledgement(received);
    if (verdict === 'stray') onStray('not-armed', address);
    // The pad did not hear that its press was taken, and repeats it until it does. Never before the press is on disk (P1).
    if (isRetransmission && act.kind === 'rating' && kept.get(address) === true) send();
    if (verdict !== 'accepted') return;
    if (act.kind === 'rating') kept.set(address, false);
    const acknowledge = (): void => {
      if (act.kind === 'rating') kept.set(address, true);
      send();
    };
    parts.onEvent(act.toEvent({ origin: { slot, profile: profile.name, address }, acknowledge }));
  };

  const notePresence = (received: ReceivedFrame, now: boolean, address: number | null): void => {
    const before = present.get(address) ?? false;
    present.set(address, now);
    if (before === now) return;
    const origin = { slot, profile: profile.name, address };
    parts.onEvent({ kind: 'presence', present: now, origin, acknowledge: parts.acknowledgement(received) });
  };

  return {
    take(received) {
      const { decoded } = received;
      const address = decoded.address?.masked ?? null;
      if (!belongsHere(parts.addresses, address)) return;
      lastAddress = address;
      if (decoded.kind === 'presence') return notePresence(received, decoded.present, address);
      if (decoded.kind === 'report') parts.onReport(decoded.words);
      // Nothing has to be kept before these may be answered.
      if (decoded.kind === 'report' || decoded.kind === 'timeout') return parts.acknowledgement(received)();
      const act = actOf(decoded, address);
      if (act !== undefined) deliver(act, received, address);
    },
    rearmed() {
      history = forgetAccepted(history);
    },
    forget(address) {
      if (address !== undefined && address !== null) {
        buttons = forgetAddress(buttons, address);
        return;
      }
      buttons = new Map();
      present.clear();
      scans.stop();
    },
    holds: () => anyDown(buttons),
    get lastAddress() {
      return lastAddress;
    },
  };
}
