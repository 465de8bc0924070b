import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';

/** A terminal proves its five levels once a day (P8); so much later somebody has to look. Hours → ms. */
export const PROVEN_WITHIN_MS = 26 * 3_600_000;

/** The difference of two clocks is measured anew with every heartbeat; what moved by less did not move. */
const JITTER_MS = 60_000;

/** What is known of a terminal's self-test, by the gateway's clock. */
export interface SelfTestStanding {
  readonly state: NonNullable<HealthReport['selfTest']>['state'] | null;
  /** When it was last run. */
  readonly at: number | null;
  /** When all five levels last reached the gateway. */
  readonly provenAt: number | null;
}

/** A terminal that has told of nothing. */
export const NOTHING_TOLD: SelfTestStanding = { state: null, at: null, provenAt: null };

/**
 * What is known, given what was known and what the terminal tells. Proof stays, also where the terminal lost its memory; proof from the
 * future is none: some clock was wrong then, and it would hold until that day.
 * @param told by the terminal's own clock
 * @param offsetMs gateway time − terminal time
 */
export function standingAfter(
  known: SelfTestStanding,
  told: HealthReport['selfTest'],
  offsetMs: number,
  now: number,
): SelfTestStanding {
  const before = isPast(known.provenAt, now) ? known.provenAt : null;
  if (told === undefined) return { ...known, provenAt: before };
  const at = told.at + offsetMs;
  const proven = told.provenAt === null ? null : told.provenAt + offsetMs;
  const isSameTest = told.state === known.state && known.at !== null && Math.abs(at - known.at) < JITTER_MS;
  const isNewProof = isPast(proven, now) && (before === null || proven >= before + JITTER_MS);
  return {
    state: told.state,
    at: isSameTest ? known.at : isPast(at, now) ? at : null,
    provenAt: isNewProof ? Math.min(proven, now) : before,
  };
}

function isPast(at: number | null, now: number): at is number {
  return at !== null && at >= 0 && at <= now + JITTER_MS;
}

/**
 * Whether a terminal has gone too long without proof that every level reaches the gateway.
 * @param provenAt when it last had proof, by the gateway's clock; null where it never had
 * @param enrolledAt before it was enrolled it could have none
 */
export function isSelfTestOverdue(provenAt: number | null, enrolledAt: number, now: number): boolean {
  return now - (provenAt ?? enrolledAt) > PROVEN_WITHIN_MS;
}
