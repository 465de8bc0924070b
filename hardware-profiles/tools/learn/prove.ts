import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { parseProfileFile } from '../../load-profiles.ts';
import { issueText } from '../../profile-issue.ts';
import type { Replay } from '../../replay-engine.ts';
import type { Profile } from '../../schema/profile.ts';
import { lintProfile } from '../lint/lint-profiles.ts';
import { type DraftFacts, draftProfile } from './draft-profile.ts';
import type { LearnEngine } from './engine.ts';
import { hexText, type Proposal } from './proposal.ts';
import { loudDoubt, loudMessages, quietProposals } from './quiet-draft.ts';
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

/** Writes a draft and holds it against its recording. */
function tryDraft(
  proposal: Proposal,
  recording: Recording,
  facts: DraftFacts,
  { engine, replay }: ProofParts,
): Result<ProvenDraft, readonly string[]> {
  const text = `${JSON.stringify(draftProfile(proposal, recording, facts), null, 2)}\n`;
  const parsed = parseProfileFile(text, 'the draft');
  if (!parsed.ok) return err(parsed.error.map(issueText));
  const { profile } = parsed.value;
  const presses = unprovenPresses(profile, recording, proposal.rest, engine);
  const found = lintProfile(parsed.value, replay).issues.map(issueText);
  return presses.length + found.length > 0 ? err([...presses, ...found]) : ok({ text, profile, proposal });
}

/** Whether nothing that the pad sends by itself is read as a press. */
function idleIsSilent({ profile, proposal }: ProvenDraft, recording: Recording, engine: LearnEngine): boolean {
  return recording.idle.every((message) => engine.levels(profile, [message], proposal.rest).length === 0);
}

/**
 * Writes a draft and holds it against its recording. Releases, heartbeats and whatever else the pad sent get rules of their own, so that a
 * terminal does not count them as mistakes for ever.
 * @returns the draft, or every reason why it is none
 */
export function proveDraft(
  proposal: Proposal,
  recording: Recording,
  facts: DraftFacts,
  parts: ProofParts,
): Result<ProvenDraft, readonly string[]> {
  const plain = tryDraft(proposal, recording, facts, parts);
  if (!plain.ok) return plain;
  const loud = loudMessages(plain.value.profile, recording, parts.replay);
  if (loud.length === 0) return plain;
  for (const candidate of quietProposals(proposal, loud)) {
    const quiet = tryDraft(candidate, recording, facts, parts);
    if (!quiet.ok || !idleIsSilent(quiet.value, recording, parts.engine)) continue;
    if (loudMessages(quiet.value.profile, recording, parts.replay).length === 0) return quiet;
  }
  return tryDraft({ ...proposal, doubts: [...proposal.doubts, loudDoubt(loud)] }, recording, facts, parts);
}
