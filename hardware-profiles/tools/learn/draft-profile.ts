import { toHex } from '@mingjing/shared/basics/bytes.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { Proposal } from './proposal.ts';
import { type Recording, samplesOf } from './recording.ts';

/** What a draft says besides what was learned. */
export interface DraftFacts {
  readonly id: string;
  readonly transport: Readonly<Record<string, unknown>>;
  readonly match: readonly Readonly<Record<string, unknown>>[];
  /** Where the recording comes from: a port, a file. */
  readonly source: string;
}

/** Longest notes of a profile, characters (schema/profile.ts). */
const MAX_NOTES = 1000;

type VectorDraft = Readonly<Record<string, unknown>>;

function vector(bytes: Uint8Array, protocol: string, expect: object, note: string): VectorDraft {
  return { protocol, direction: 'in', hex: toHex(bytes), expect, origin: 'captured', note };
}

function buttonOf(rating: Readonly<Record<string, Level>>, level: Level): number {
  return Number(Object.entries(rating).find(([, value]) => value === level)?.[0]);
}

/** The recording as vectors: of a stateful pad the report in which exactly the pressed button is down, of others what rated. */
function vectorsOf(proposal: Proposal, recording: Recording, protocol: string): readonly VectorDraft[] {
  const note = 'learned: recorded while the button was pressed as told';
  if (!proposal.stateful) {
    return samplesOf(recording).first.map(({ level, bytes }) =>
      vector(bytes, protocol, { type: 'rating', level }, note),
    );
  }
  const pressed = recording.presses.flatMap(({ level, messages }) => {
    const down = messages[0];
    return down === undefined ? [] : [vector(down, protocol, { down: [buttonOf(proposal.rating, level)] }, note)];
  });
  const rest = proposal.rest === undefined ? [] : [vector(proposal.rest, protocol, { down: [] }, 'learned: at rest')];
  return [...pressed, ...rest];
}

/**
 * A profile from what was learned: a draft, which says so, for somebody to check, name and complete.
 * @returns what belongs in its file
 */
export function draftProfile(
  proposal: Proposal,
  recording: Recording,
  facts: DraftFacts,
): Readonly<Record<string, unknown>> {
  const protocol = `learned-${facts.id}`;
  const doubts = proposal.doubts.map((doubt) => ` ${doubt}.`).join('');
  return {
    schema: 1,
    id: facts.id,
    protocol,
    title: { zh: `自学习的评价器 ${facts.id}`, en: `Learned pad ${facts.id}` },
    version: '0.1.0',
    provenance: {
      sources: [facts.source],
      confidence: 'low',
      testedOnHardware: false,
      notes: `Drafted by learning: ${proposal.summary}.${doubts} Check it, then say here what you found.`.slice(
        0,
        MAX_NOTES,
      ),
    },
    match: facts.match,
    transport: facts.transport,
    framing: proposal.framing,
    stateful: proposal.stateful,
    decode: proposal.decode,
    keyMap: { rating: proposal.rating },
    vectors: vectorsOf(proposal, recording, protocol),
  };
}
