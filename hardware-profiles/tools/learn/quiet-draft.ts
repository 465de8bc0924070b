import type { Replay } from '../../replay-engine.ts';
import type { Profile } from '../../schema/profile.ts';
import { hexByte, hexText, type Proposal } from './proposal.ts';
import { type Recording, sameBytes, withoutRepetition } from './recording.ts';

/** Most conditions of a rule, most literals of a framing and the longest of them (schema). */
const MAX_CONDITIONS = 8;
const MAX_LITERALS = 8;
const MAX_LITERAL_BYTES = 64;

/** A message that the terminal would count as a mistake, or as a press of no known button. */
export interface LoudMessage {
  readonly bytes: Uint8Array;
  /** Whether the framing makes a frame of it. */
  readonly isFrame: boolean;
}

/** What the pad sent besides its presses and the profile does not know, each once. */
export function loudMessages(profile: Profile, recording: Recording, replay: Replay): readonly LoudMessage[] {
  const messages = [...recording.idle, ...recording.presses.flatMap((press) => press.messages)];
  const distinct = messages.filter((one, index) => messages.findIndex((other) => sameBytes(one, other)) === index);
  const { vectors } = replay(
    profile,
    distinct.map((hex) => ({ direction: 'in', hex, expect: {} })),
  );
  return vectors.flatMap(({ ok, got }, index) => {
    const bytes = distinct[index];
    const meanings = [got].flat();
    const unmapped = meanings.some((one) => one?.type === 'rating' && one.level === null);
    if (bytes === undefined || (ok && !unmapped)) return [];
    return [
      {
        bytes: withoutRepetition(bytes),
        isFrame: !meanings.some((one) => one?.type === 'error' && one.reason !== 'no-rule'),
      },
    ];
  });
}

/** Rules that know every other frame, or exactly these messages; the first that leaves nothing unknown is to be taken. */
export function quietProposals(proposal: Proposal, loud: readonly LoudMessage[]): readonly Proposal[] {
  const other = { name: 'other', emit: 'report' };
  const known = loud.map(({ bytes }, index) => ({
    name: `other${index + 1}`,
    emit: 'report',
    size: bytes.length,
    when: [...bytes.subarray(0, MAX_CONDITIONS)].map((byte, at) => ({ at, equals: hexByte(byte) })),
  }));
  const literals = loud.filter(({ isFrame }) => !isFrame).map(({ bytes }) => bytes);
  const fit = literals.length <= MAX_LITERALS && literals.every(({ length }) => length <= MAX_LITERAL_BYTES);
  const sizes = [Number(proposal.framing.maxFrame ?? 1), ...literals.map(({ length }) => length)];
  const marked =
    literals.length === 0
      ? {}
      : { framing: { ...proposal.framing, literals: literals.map(hexText), maxFrame: Math.max(...sizes) } };
  return [
    { ...proposal, decode: [...proposal.decode, other] },
    ...(fit ? [{ ...proposal, ...marked, decode: [...known, ...proposal.decode] }] : []),
  ];
}

/** What the draft says of messages that it could not make known. */
export function loudDoubt(loud: readonly LoudMessage[]): string {
  const shown = loud.slice(0, 3).map(({ bytes }) => hexText(bytes.subarray(0, 16)));
  return `${loud.length} messages besides presses are unknown and will be counted as bad: ${shown.join(', ')}`;
}
