import { chooseVariant, type PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Meaning, PlayedVector, Replay, VectorOutcome } from '@mingjing/hardware-profiles/replay-engine.ts';
import type { Profile } from '@mingjing/hardware-profiles/schema/profile.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { fits } from './compare.ts';
import { type Incoming, interpretIncoming } from './interpret-incoming.ts';
import { interpretOutgoing } from './interpret-outgoing.ts';

/** What is said of bytes that the framing passes over without counting a mistake, such as reports with another number. */
const IGNORED: Meaning = { type: 'error', reason: 'ignored' };

/**
 * What of a vector's frames counts. Noise before an event is skipped, so an error is only the answer where nothing else came. What
 * somebody did (a press, a scan, a card) is never passed over. What the device tells about itself (an acknowledgement before a scan)
 * is passed over where it is not what is expected.
 */
function heard(vector: PlayedVector, incoming: readonly Incoming[]): Meaning {
  const events = incoming.filter(({ kind }) => kind !== 'error' && kind !== 'unknown');
  const action = events.findIndex(({ kind }) => kind !== 'report');
  const candidates = (action < 0 ? events : events.slice(0, action + 1)).map(({ meaning }) => meaning);
  return candidates.find((one) => fits(vector.expect, one)) ?? candidates.at(-1) ?? incoming[0]?.meaning ?? IGNORED;
}

/** Which of the commands that make a vector's bytes is meant: two may make the same ones. */
function sent(profile: PadProfile, vector: PlayedVector): Meaning | null {
  const commands = interpretOutgoing(profile, vector.hex, vector.direction === 'feature' ? 'feature' : 'output');
  return commands.find((one) => fits(vector.expect, one)) ?? commands[0] ?? null;
}

function play(profile: PadProfile, vector: PlayedVector): VectorOutcome {
  const incoming = vector.direction === 'in' ? interpretIncoming(profile, vector.hex) : [];
  const got = vector.direction === 'in' ? heard(vector, incoming) : sent(profile, vector);
  const rules = incoming.map((one) => one.rules).filter((fitting) => fitting.length > 0);
  const ok = got !== null && fits(vector.expect, got);
  return { hex: toHex(vector.hex), expected: vector.expect, got, ok, variant: profile.variant, rules };
}

/** A vector that names no variant passes when it holds under any; otherwise the outcome under the default one is shown. */
function playVariants(profile: Profile, vector: PlayedVector): VectorOutcome {
  const others = Object.keys(profile.variants).filter((name) => name !== profile.defaultVariant);
  const names = vector.variant === undefined ? [profile.defaultVariant, ...others] : [vector.variant];
  const [first, ...rest] = names.map((name) => play(chooseVariant(profile, name), vector));
  if (first === undefined) throw new Error('a profile has at least one variant');
  return first.ok ? first : (rest.find((outcome) => outcome.ok) ?? first);
}

/**
 * Plays vectors against a profile, without hardware: incoming bytes through framing and decoding, outgoing ones against the templates.
 * Every word that a vector expects must be in what was got.
 */
export const replay: Replay = (profile, vectors) => {
  const outcomes = vectors.map((vector) => playVariants(profile, vector));
  const passed = outcomes.filter(({ ok }) => ok).length;
  return { passed, failed: outcomes.length - passed, vectors: outcomes };
};
