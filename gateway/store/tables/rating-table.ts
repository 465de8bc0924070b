import type { DuplicateReason } from '../../core/rating-rule.ts';
import type { SqliteDatabase } from '../open-database.ts';
import type { SessionRatingTable } from '../schema.ts';

/** What a citizen said beyond the level. */
export interface Reasons {
  /** JSON array of codes. */
  readonly tags: string;
  readonly remark: string;
  /** JSON array of second-level items. */
  readonly items: string;
  /** The ledger row that holds a handwritten note. */
  readonly inkIdx: number | null;
}

/** While nothing is known of the reasons. */
const NO_DETAILS = { items: '[]', inkIdx: null } as const;

/** A rating that may count. `reasons` is null while the citizen may still be choosing. */
export interface RatingRow {
  readonly ratingId: string;
  readonly ledgerIdx: number;
  readonly level: number;
  readonly channel: string;
  readonly assessedAt: number;
  readonly reasons: Reasons | null;
}

/** Effective ratings and duplicates, by canonical session. */
export interface RatingTable {
  effective(sessionId: string): { readonly ratingId: string; readonly reasonsKnown: boolean } | undefined;
  /** Removes and returns the rating that counts. @throws when there is none */
  takeEffective(sessionId: string): RatingRow;
  insertEffective(sessionId: string, rating: RatingRow): void;
  isDuplicate(sessionId: string, ratingId: string): boolean;
  insertDuplicate(sessionId: string, ratingId: string, ledgerIdx: number, reason: DuplicateReason): void;
  setReasons(sessionId: string, reasons: Reasons): void;
}

export function createRatingTable(db: SqliteDatabase): RatingTable {
  const effective = db.prepare<[string], { rating_id: string; reasons_known: number }>(
    'select rating_id, reasons_known from session_rating where session_id = ?',
  );
  const insertEffective = db.prepare<
    [string, string, number, number, string, number, string, string, number, string, number | null]
  >(
    `insert into session_rating
       (session_id, rating_id, ledger_idx, level, channel, assessed_at, tags, remark, reasons_known, items, ink_idx)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const whole = db.prepare<[string], SessionRatingTable>('delete from session_rating where session_id = ? returning *');
  const duplicate = db.prepare<[string, string], { found: number }>(
    'select 1 as found from duplicate_rating where session_id = ? and rating_id = ?',
  );
  const insertDuplicate = db.prepare<[string, string, number, string]>(
    'insert into duplicate_rating (session_id, rating_id, ledger_idx, reason) values (?, ?, ?, ?)',
  );
  const setReasons = db.prepare<[string, string, string, number | null, string]>(
    'update session_rating set tags = ?, remark = ?, items = ?, ink_idx = ?, reasons_known = 1 where session_id = ?',
  );

  return {
    effective(sessionId) {
      const row = effective.get(sessionId);
      return row && { ratingId: row.rating_id, reasonsKnown: row.reasons_known === 1 };
    },
    takeEffective(sessionId) {
      const row = whole.get(sessionId);
      if (row === undefined) throw new Error('the session has no rating to take');
      return {
        ratingId: row.rating_id,
        ledgerIdx: row.ledger_idx,
        level: row.level,
        channel: row.channel,
        assessedAt: row.assessed_at,
        reasons: row.reasons_known === 1 ? reasonsOf(row) : null,
      };
    },
    insertEffective(sessionId, { ratingId, ledgerIdx, level, channel, assessedAt, reasons }) {
      const { tags, remark, items, inkIdx } = reasons ?? { tags: '[]', remark: '', ...NO_DETAILS };
      const reasonsKnown = reasons === null ? 0 : 1;
      insertEffective.run(
        sessionId,
        ratingId,
        ledgerIdx,
        level,
        channel,
        assessedAt,
        tags,
        remark,
        reasonsKnown,
        items,
        inkIdx,
      );
    },
    isDuplicate: (sessionId, ratingId) => duplicate.get(sessionId, ratingId) !== undefined,
    insertDuplicate: (sessionId, ratingId, ledgerIdx, reason) =>
      void insertDuplicate.run(sessionId, ratingId, ledgerIdx, reason),
    setReasons: (sessionId, { tags, remark, items, inkIdx }) =>
      void setReasons.run(tags, remark, items, inkIdx, sessionId),
  };
}

function reasonsOf({ tags, remark, items, ink_idx }: SessionRatingTable): Reasons {
  return { tags, remark, items, inkIdx: ink_idx };
}
