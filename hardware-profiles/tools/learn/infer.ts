import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { ComputeChecksum } from './engine.ts';
import type { Proposal } from './proposal.ts';
import { proposeBytes } from './propose-bytes.ts';
import { proposeFrames } from './propose-frames.ts';
import { proposeLines } from './propose-lines.ts';
import { proposeReports } from './propose-reports.ts';
import { type Recording, samplesOf } from './recording.ts';

/** Proposals kept, at most. */
const MAX_PROPOSALS = 8;
const RANKS = ['high', 'medium', 'low'] as const;

/** A checksum that every sample carries says more than anything else: whatever asks for one comes first. */
function rankOf({ framing, confidence }: Proposal): number {
  return (framing.checksum === undefined ? RANKS.length : 0) + RANKS.indexOf(confidence);
}

function tooLittle({ presses }: Recording): string | undefined {
  const counts = new Map<number, number>();
  for (const { level } of presses) counts.set(level, (counts.get(level) ?? 0) + 1);
  if (counts.size < 2) return 'needs presses of at least two buttons; what never differs tells nothing apart';
  const once = [...counts].filter(([, count]) => count < 2).map(([level]) => level);
  return once.length === 0
    ? undefined
    : `needs at least two presses of each button, to tell counters from keys; level ${once.join(', ')} has one`;
}

/**
 * Works out how a pad's bytes may be built, from presses whose buttons are known. Pure; nothing is assumed of the order of raw values.
 * @returns likeliest first; or why the recording tells nothing
 */
export function infer(recording: Recording, compute: ComputeChecksum): Result<readonly Proposal[], string> {
  const problem = tooLittle(recording);
  if (problem !== undefined) return err(problem);
  const { first, later } = samplesOf(recording);
  if (first.some(({ bytes }) => bytes.length === 0)) return err('has a press without any byte');
  const proposals =
    recording.kind === 'reports'
      ? proposeReports(recording)
      : [...proposeLines(first), ...proposeBytes(first, later), ...proposeFrames({ first, later }, compute)];
  if (proposals.length === 0) {
    return err(
      'shows nothing that is the same for every press of a button and differs between buttons; record again, one tap at a time',
    );
  }
  return ok([...proposals].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MAX_PROPOSALS));
}
