import { type DuplicateReason, type Judgement, judgeRating } from '../../core/rating-rule.ts';
import type { RatingRow, RatingTable, Reasons } from '../tables/rating-table.ts';
import type { SessionKey } from '../tables/session-table.ts';
import type { Totals } from '../tables/totals.ts';
import type { WorkingSet } from './working-set.ts';

/** Puts ratings where the rule says they belong. Sessions are named by their canonical id throughout. */
export interface Ratings {
  judge(canonicalId: string, session: SessionKey | undefined, ratingId: string, device: string): Judgement;
  isRated(canonicalId: string): boolean;
  count(canonicalId: string, rating: RatingRow): void;
  keepDuplicate(canonicalId: string, ratingId: string, ledgerIdx: number, reason: DuplicateReason): void;
  /** As `keepDuplicate`, for one that was counted among the duplicates when it came. */
  moveDuplicate(canonicalId: string, ratingId: string, ledgerIdx: number): void;
  /** A terminal tried itself: kept in the ledger, and counted only among its like. */
  noteTested(): void;
  /** Adds reasons to the effective rating; those of another rating stay in the ledger only. The first ones stand. */
  addReasons(canonicalId: string, ratingId: string, reasons: Reasons): void;
}

export function createRatings(set: WorkingSet, ratings: RatingTable, totals: Totals): Ratings {
  return {
    judge: (canonicalId, session, ratingId, device) =>
      judgeRating({
        ratingId,
        device,
        sessionDevice: session?.device ?? null,
        isGuest: () => session !== undefined && set.guests.has(session.sessionId, device),
        effectiveId: set.book(canonicalId).effectiveId,
        isKnownDuplicate: () => ratings.isDuplicate(canonicalId, ratingId),
      }),
    isRated: (canonicalId) => set.book(canonicalId).effectiveId !== null,
    count(canonicalId, rating) {
      const book = set.book(canonicalId);
      book.effectiveId = rating.ratingId;
      book.reasonsKnown = rating.reasons !== null;
      book.counted = rating;
    },
    keepDuplicate(canonicalId, ratingId, ledgerIdx, reason) {
      ratings.insertDuplicate(canonicalId, ratingId, ledgerIdx, reason);
      totals.add('duplicateRatings', 1);
    },
    moveDuplicate: (canonicalId, ratingId, ledgerIdx) =>
      ratings.insertDuplicate(canonicalId, ratingId, ledgerIdx, 'later'),
    noteTested: () => totals.add('selfTestRatings', 1),
    addReasons(canonicalId, ratingId, reasons) {
      const book = set.book(canonicalId);
      if (book.effectiveId !== ratingId || book.reasonsKnown) return;
      book.reasonsKnown = true;
      if (book.counted === null) book.added = reasons;
      else book.counted = { ...book.counted, reasons };
    },
  };
}
