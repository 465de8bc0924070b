import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { parseProfile } from '../../load-profiles.ts';
import type { Replay } from '../../replay-engine.ts';
import type { Profile } from '../../schema/profile.ts';
import { type DraftFacts, draftProfile } from './draft-profile.ts';
import type { LearnEngine } from './engine.ts';
import { hexText, type Proposal } from './proposal.ts';
import type { Recording } from './recording.ts';

/** A draft whose own recording proves it. */
export interface ProvenDraft {
  readonly text: string;
  readonly profile: Profile;
  readonly proposal: Proposal;
}

export interface ProofParts {
  readonly engine: LearnEngine;
  readonly replay: Replay;
}

/** Presses that the profile reads otherwise than they were meant, one line each. */
export function unprovenPresses(
  profile: Profile,
  recording: Recording,
  rest: Uint8Array | undefined,
  engine: LearnEngine,
): readonly string[] {
  return recording.presses.flatMap(({ level, messages }, index) => {
    const got = engine.levels(profile, messages, rest);
    if (got.length > 0 && got.every((one) => one === level)) return [];
    const bytes = messages.map(hexText).join(' | ');
    const read = got.length === 0 ? 'nothing' : `level ${got.join(', ')}`;
    return [`press ${index + 1} of level ${level} (${bytes}) is read as ${read}`];
  });
}

/** Writes a draft and holds it against its recording. @returns the draft, or every reason why it is none */
export function proveDraft(
  proposal: Proposal,
  recording: Recording,
  facts: DraftFacts,
  { engine, replay }: ProofParts,
): Result<ProvenDraft, readonly string[]> {
  const text = `${JSON.stringify(draftProfile(proposal, recording, facts), null, 2)}\n`;
  const parsed = parseProfile(text, 'the draft');
  if (!parsed.ok) return err(parsed.error.map(({ field, problem }) => `the draft's ${field} ${problem}`));
  const profile = parsed.value;
  const presses = unprovenPresses(profile, recording, proposal.rest, engine);
  const vectors = replay(profile, profile.vectors).vectors.flatMap(({ ok: held, hex, got }) =>
    held ? [] : [`its vector ${hex} gives ${JSON.stringify(got)}`],
  );
  return presses.length + vectors.length > 0 ? err([...presses, ...vectors]) : ok({ text, profile, proposal });
}
