import type { SqliteDatabase } from '../open-database.ts';
import type { FollowUpRatingTable as FollowUpRow } from '../schema.ts';

/** 追评 by the rating they follow: where that one goes, they go too, and one that is not counted takes its 追评 along. */
export interface FollowUpTable {
  /** Id of the 追评 that follows a rating. */
  of(ratingId: string): string | undefined;
  insert(row: FollowUpRow): void;
}

export function createFollowUpTable(db: SqliteDatabase): FollowUpTable {
  const find = db.prepare<[string], { follow_up_id: string }>(
    'select follow_up_id from follow_up_rating where rating_id = ?',
  );
  const insert = db.prepare<[FollowUpRow]>(
    `insert into follow_up_rating (rating_id, follow_up_id, ledger_idx, level, channel, assessed_at, tags, remark, items)
     values (@rating_id, @follow_up_id, @ledger_idx, @level, @channel, @assessed_at, @tags, @remark, @items)`,
  );
  return {
    of: (ratingId) => find.get(ratingId)?.follow_up_id,
    insert: (row) => void insert.run(row),
  };
}
