import { chooseVariant, type PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Meaning, PlayedVector, Replay, VectorOutcome } from '@mingjing/hardware-profiles/replay-engine.ts';
import type { Profile, Vector } from '@mingjing/hardware-profiles/schema/profile.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { interpretIncoming, interpretOutgoing } from './interpret.ts';

/** The words of `expect` that are compared; others, such as `style`, are remarks. */
const COMPARED = ['type', 'reason', 'level', 'raw', 'addr', 'key', 'digits', 'text'] as const;

function normal(value: unknown): unknown {
  return typeof value === 'string' && /^0x[0-9a-f]{1,2}$/i.test(value) ? Number(value) : value;
}

function fits(expected: Vector['expect'], got: Meaning): boolean {
  return COMPARED.every((word) => !Object.hasOwn(expected, word) || normal(expected[word]) === got[word]);
}

function play(profile: PadProfile, vector: PlayedVector): VectorOutcome {
  const meanings =
    vector.direction === 'in' ? interpretIncoming(profile, vector.hex) : interpretOutgoing(profile, vector.hex);
  // Noise before an event is skipped, but events are never passed over: the first one counts.
  const first = meanings.find(({ type }) => type !== 'error') ?? meanings[0] ?? null;
  const got = vector.direction === 'in' ? first : (meanings.find((one) => fits(vector.expect, one)) ?? first);
  const ok = got !== null && 'type' in vector.expect && fits(vector.expect, got);
  return { hex: toHex(vector.hex), expected: vector.expect, got, ok, variant: profile.variant };
}

/** A vector that names no variant passes when it holds under any; otherwise the outcome under the default one is shown. */
function playVariants(profile: Profile, vector: PlayedVector): VectorOutcome {
  const others = Object.keys(profile.variants).filter((name) => name !== profile.defaultVariant);
  const names = vector.variant === undefined ? [profile.defaultVariant, ...others] : [vector.variant];
  const [first, ...rest] = names.map((name) => play(chooseVariant(profile, name), vector));
  if (first === undefined) throw new Error('a profile has at least one variant');
  return first.ok ? first : (rest.find((outcome) => outcome.ok) ?? first);
}

/** Plays vectors against a profile, without hardware: incoming bytes through framing and decoding, outgoing ones against the templates. */
export const replay: Replay = (profile, vectors) => {
  const outcomes = vectors.map((vector) => playVariants(profile, vector));
  const passed = outcomes.filter(({ ok }) => ok).length;
  return { passed, failed: outcomes.length - passed, vectors: outcomes };
};
