import type { DuplicateReason } from '../../core/rating-rule.ts';
import type { SqliteDatabase } from '../open-database.ts';

/** A rating that may count. */
export interface RatingRow {
  readonly ratingId: string;
  readonly ledgerIdx: number;
  readonly level: number;
  readonly channel: string;
  readonly assessedAt: number;
  /** JSON array of codes. */
  readonly tags: string;
  readonly remark: string;
  readonly reasonsKnown: boolean;
}

/** Effective ratings and duplicates, by canonical session. */
export interface RatingTable {
  effectiveId(sessionId: string): string | null;
  areReasonsKnown(sessionId: string): boolean;
  insertEffective(sessionId: string, rating: RatingRow): void;
  isDuplicate(sessionId: string, ratingId: string): boolean;
  insertDuplicate(sessionId: string, ratingId: string, ledgerIdx: number, reason: DuplicateReason): void;
  /** Adds the reasons to the effective rating. False when this rating does not count or has its reasons. */
  setReasons(sessionId: string, ratingId: string, tags: string, remark: string): boolean;
}

export function createRatingTable(db: SqliteDatabase): RatingTable {
  const effective = db.prepare<[string], { rating_id: string; reasons_known: number }>(
    'select rating_id, reasons_known from session_rating where session_id = ?',
  );
  const insertEffective = db.prepare<[string, string, number, number, string, number, string, string, number]>(
    `insert into session_rating
       (session_id, rating_id, ledger_idx, level, channel, assessed_at, tags, remark, reasons_known)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const duplicate = db.prepare<[string, string], { found: number }>(
    'select 1 as found from duplicate_rating where session_id = ? and rating_id = ?',
  );
  const insertDuplicate = db.prepare<[string, string, number, string]>(
    'insert into duplicate_rating (session_id, rating_id, ledger_idx, reason) values (?, ?, ?, ?)',
  );
  const setReasons = db.prepare<[string, string, string, string]>(
    `update session_rating set tags = ?, remark = ?, reasons_known = 1
     where session_id = ? and rating_id = ? and reasons_known = 0`,
  );

  return {
    effectiveId: (sessionId) => effective.get(sessionId)?.rating_id ?? null,
    areReasonsKnown: (sessionId) => effective.get(sessionId)?.reasons_known === 1,
    insertEffective(sessionId, rating) {
      insertEffective.run(
        sessionId,
        rating.ratingId,
        rating.ledgerIdx,
        rating.level,
        rating.channel,
        rating.assessedAt,
        rating.tags,
        rating.remark,
        rating.reasonsKnown ? 1 : 0,
      );
    },
    isDuplicate: (sessionId, ratingId) => duplicate.get(sessionId, ratingId) !== undefined,
    insertDuplicate: (sessionId, ratingId, ledgerIdx, reason) =>
      void insertDuplicate.run(sessionId, ratingId, ledgerIdx, reason),
    setReasons: (sessionId, ratingId, tags, remark) => setReasons.run(tags, remark, sessionId, ratingId).changes === 1,
  };
}
