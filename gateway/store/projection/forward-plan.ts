import type { FollowUpTable } from '../tables/follow-up-table.ts';
import type { OutboxTable } from '../tables/outbox-table.ts';

/** Puts what counts into the outbox. */
export interface ForwardPlan {
  rating(canonicalId: string, reasonsKnown: boolean, now: number): void;
  /** The 追评 of a rating that was there before its service record, if it has one. */
  followUp(canonicalId: string, ratingId: string, now: number): void;
}

export function createForwardPlan(parts: {
  readonly outbox: OutboxTable;
  readonly followUps: FollowUpTable;
  readonly reasonsGraceMs: number;
}): ForwardPlan {
  const { outbox, followUps, reasonsGraceMs } = parts;
  return {
    rating: (canonicalId, reasonsKnown, now) =>
      outbox.addRating(canonicalId, now, reasonsKnown ? now : now + reasonsGraceMs),
    followUp(canonicalId, ratingId, now) {
      if (followUps.of(ratingId) !== undefined) outbox.addFollowUp(canonicalId, now);
    },
  };
}
