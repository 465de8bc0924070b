import { chooseVariant, type PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { LearnEngine } from '@mingjing/hardware-profiles/tools/learn/engine.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { type ButtonStates, trackButtons } from '../../core/pads/button-tracker.ts';
import { decodeFrame } from '../decode/decode-frame.ts';
import type { Decoded } from '../decode/decoded.ts';
import { CHECKSUMS, checksumBytes } from '../framing/checksums.ts';
import { createFramer } from '../framing/framer.ts';

/** Milliseconds between messages, far above any debounce: the tool judges what bytes mean, not how fast they come. */
const STEP_MS = 10_000;

/** Turns decoded frames of one pad into levels, as the terminal does, without gate and lockout. */
function createLevelReader(profile: PadProfile): (decoded: Decoded) => Level | undefined {
  let states: ButtonStates = new Map();
  let at = 0;
  return (decoded) => {
    if (decoded.kind === 'rating') return decoded.level ?? undefined;
    if (decoded.kind !== 'buttons') return undefined;
    at += STEP_MS;
    const address = decoded.address?.masked ?? null;
    const tracked = trackButtons(states, { address, down: decoded.down, at }, profile.press);
    states = tracked.states;
    const key = String(tracked.pressed);
    return Object.hasOwn(profile.keyMap.rating, key) ? profile.keyMap.rating[key] : undefined;
  };
}

/** The terminal's own framing, checksums and decoding, for the tool that learns. */
export const learnEngine: LearnEngine = {
  checksum(kind, bytes, endian) {
    const value = CHECKSUMS[kind].compute(bytes);
    return value === undefined ? undefined : checksumBytes(kind, value, endian);
  },
  levels(profile, messages, rest) {
    const chosen = chooseVariant(profile, profile.defaultVariant);
    const framer = createFramer(chosen.framing);
    const read = createLevelReader(chosen);
    const all = rest === undefined ? messages : [rest, ...messages];
    return all
      .flatMap((message) => [...framer.push(message), ...framer.idle()])
      .flatMap((event) => (event.kind === 'frame' ? (read(decodeFrame(chosen, event.frame.bytes)) ?? []) : []));
  },
};
