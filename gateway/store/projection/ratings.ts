import { type DuplicateReason, type Judgement, judgeRating } from '../../core/rating-rule.ts';
import type { OutboxTable } from '../tables/outbox-table.ts';
import type { RatingRow, RatingTable } from '../tables/rating-table.ts';
import type { SessionKey } from '../tables/session-table.ts';
import type { Totals } from '../tables/totals.ts';

/** Puts ratings where the rule says they belong. Sessions are named by their canonical id throughout. */
export interface Ratings {
  judge(canonicalId: string, session: SessionKey | undefined, ratingId: string, device: string): Judgement;
  isRated(canonicalId: string): boolean;
  count(canonicalId: string, rating: RatingRow, now: number): void;
  keepDuplicate(canonicalId: string, ratingId: string, ledgerIdx: number, reason: DuplicateReason): void;
  /** As `keepDuplicate`, for one that was counted among the duplicates when it came. */
  moveDuplicate(canonicalId: string, ratingId: string, ledgerIdx: number): void;
  addReasons(canonicalId: string, ratingId: string, tags: readonly string[], remark: string, now: number): void;
  /** The service record became known: forwards the rating that was there before it. */
  forwardExisting(canonicalId: string, now: number): void;
}

export function createRatings(parts: {
  readonly ratings: RatingTable;
  readonly outbox: OutboxTable;
  readonly totals: Totals;
  readonly reasonsGraceMs: number;
}): Ratings {
  const { ratings, outbox, totals, reasonsGraceMs } = parts;
  const forward = (canonicalId: string, now: number, reasonsKnown: boolean) =>
    outbox.addRating(canonicalId, now, reasonsKnown ? now : now + reasonsGraceMs);

  return {
    judge: (canonicalId, session, ratingId, device) =>
      judgeRating({
        ratingId,
        device,
        sessionDevice: session?.device ?? null,
        effectiveId: ratings.effectiveId(canonicalId),
        knownDuplicate: ratings.isDuplicate(canonicalId, ratingId),
      }),
    isRated: (canonicalId) => ratings.effectiveId(canonicalId) !== null,
    count(canonicalId, rating, now) {
      ratings.insertEffective(canonicalId, rating);
      totals.add('ratedSessions', 1);
      forward(canonicalId, now, rating.reasonsKnown);
    },
    keepDuplicate(canonicalId, ratingId, ledgerIdx, reason) {
      ratings.insertDuplicate(canonicalId, ratingId, ledgerIdx, reason);
      totals.add('duplicateRatings', 1);
    },
    moveDuplicate: (canonicalId, ratingId, ledgerIdx) =>
      ratings.insertDuplicate(canonicalId, ratingId, ledgerIdx, 'later'),
    addReasons(canonicalId, ratingId, tags, remark, now) {
      const added = ratings.setReasons(canonicalId, ratingId, JSON.stringify(tags), remark);
      if (added) outbox.reasonsArrived(canonicalId, now);
    },
    forwardExisting(canonicalId, now) {
      if (ratings.effectiveId(canonicalId) !== null) forward(canonicalId, now, ratings.areReasonsKnown(canonicalId));
    },
  };
}
