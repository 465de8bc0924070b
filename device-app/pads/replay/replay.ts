import { chooseVariant, type PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import {
  listOf,
  type Meaning,
  type PlayedVector,
  type Replay,
  type VectorOutcome,
} from '@mingjing/hardware-profiles/replay-engine.ts';
import type { Profile } from '@mingjing/hardware-profiles/schema/profile.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { fits } from './compare.ts';
import { type Incoming, interpretIncoming } from './interpret-incoming.ts';
import { interpretOutgoing } from './interpret-outgoing.ts';

/** What is said of bytes that the framing passes over without counting a mistake, such as reports with another number. */
const IGNORED: Meaning = { type: 'error', reason: 'ignored' };

type Heard = Pick<VectorOutcome, 'got' | 'ok'>;

/** An error is only the answer where nothing else came; of several, the one that is meant, since noise may stand before it. */
function heardErrors(expected: readonly Meaning[], incoming: readonly Incoming[]): Heard {
  const [wanted = {}, ...others] = expected;
  const meanings = incoming.map(({ meaning }) => meaning);
  const got = meanings.find((one) => fits(wanted, one)) ?? meanings[0] ?? IGNORED;
  return { got, ok: others.length === 0 && fits(wanted, got) };
}

/**
 * What a vector's frames mean. What somebody did (a press, a scan, a card) is never passed over: one act more than is expected fails, since
 * one press that counts twice is two ratings. What the device tells about itself (an acknowledgement before a scan) is passed over
 * where it is not what is expected.
 */
function heard({ expect }: PlayedVector, incoming: readonly Incoming[]): Heard {
  const expected = listOf(expect);
  const events = incoming.filter(({ kind }) => kind !== 'error' && kind !== 'unknown');
  if (events.length === 0) return heardErrors(expected, incoming);
  const met: Meaning[] = [];
  const acts: Meaning[] = [];
  let unexpected = false;
  for (const { kind, meaning } of events) {
    const wanted = expected[met.length];
    if (kind !== 'report') acts.push(meaning);
    if (wanted !== undefined && fits(wanted, meaning)) met.push(meaning);
    else unexpected ||= kind !== 'report';
  }
  const ok = met.length === expected.length && !unexpected;
  const shown = acts.length > 1 || Array.isArray(expect) ? events.map(({ meaning }) => meaning) : undefined;
  return { ok, got: shown ?? (ok ? met[0] : undefined) ?? acts[0] ?? events.at(-1)?.meaning ?? IGNORED };
}

/** Which of the commands that make a vector's bytes is meant: two may make the same ones. */
function sent(profile: PadProfile, { hex, direction, expect }: PlayedVector): Heard {
  const commands = interpretOutgoing(profile, hex, direction === 'feature' ? 'feature' : 'output');
  const [wanted = {}, ...others] = listOf(expect);
  const meant = commands.find((one) => fits(wanted, one));
  return { got: meant ?? commands[0] ?? null, ok: meant !== undefined && others.length === 0 };
}

/** `"expect": {}`: whatever it is, it has to be understood. */
function claimsNothing({ expect }: PlayedVector): boolean {
  return Object.keys(expect).length === 0;
}

/** Whether the bytes are sound: frames that rules know and nothing else. Bytes that are sent are sound where something makes them. */
function isSound({ direction }: PlayedVector, incoming: readonly Incoming[], got: VectorOutcome['got']): boolean {
  if (direction !== 'in') return got !== null;
  return incoming.length > 0 && incoming.every(({ kind }) => kind !== 'error' && kind !== 'unknown');
}

function play(profile: PadProfile, vector: PlayedVector): VectorOutcome {
  const incoming = vector.direction === 'in' ? interpretIncoming(profile, vector.hex) : [];
  const meant = vector.direction === 'in' ? heard(vector, incoming) : sent(profile, vector);
  const outcome = claimsNothing(vector) ? { ...meant, ok: isSound(vector, incoming, meant.got) } : meant;
  const rules = incoming.map((one) => one.rules).filter((fitting) => fitting.length > 0);
  return { hex: toHex(vector.hex), expected: vector.expect, ...outcome, variant: profile.variant, rules };
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
 * Every word that a vector expects must be in what was got, and nobody may have done more than it expects.
 */
export const replay: Replay = (profile, vectors) => {
  const outcomes = vectors.map((vector) => playVariants(profile, vector));
  const passed = outcomes.filter(({ ok }) => ok).length;
  return { passed, failed: outcomes.length - passed, vectors: outcomes };
};
