import type { RatingTable } from '../tables/rating-table.ts';
import type { Totals } from '../tables/totals.ts';
import type { RatingBook } from './working-set.ts';

/**
 * Moves a rating that was there before its session turned out to be of a service that another session stands for: it counts there if
 * that has none, and is a duplicate otherwise (P3).
 */
export function moveRating(
  parts: {
    readonly book: (canonicalId: string) => RatingBook;
    readonly forget: (canonicalId: string) => void;
    readonly ratings: RatingTable;
    readonly totals: Totals;
  },
  from: string,
  to: string,
): void {
  const { effectiveId, counted, added } = parts.book(from);
  if (effectiveId === null) return;
  const row = counted ?? parts.ratings.takeEffective(from);
  if (counted === null) parts.totals.add('ratedSessions', -1);
  parts.forget(from);
  const target = parts.book(to);
  if (target.effectiveId === null) {
    const reasons = row.reasons ?? added;
    target.effectiveId = effectiveId;
    target.reasonsKnown = reasons !== null;
    target.counted = { ...row, reasons };
    target.isMoved = true;
    return;
  }
  parts.ratings.insertDuplicate(to, effectiveId, row.ledgerIdx, 'later');
  parts.totals.add('duplicateRatings', 1);
}
