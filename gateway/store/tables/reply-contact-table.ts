import type { SqliteDatabase } from '../open-database.ts';
import type { ReplyContactTable as ReplyContactRow } from '../schema.ts';

/** How long a contact is kept where nobody deletes it: longer than any rectification with its callback takes. Milliseconds. */
export const CONTACT_KEEP_MS = 180 * 24 * 3600_000;

/** Contacts for replies: not in the ledger, so that they can be erased. */
export interface ReplyContactTable {
  /** Replaces what the same citizen left before. */
  keep(row: ReplyContactRow): void;
  forget(ratingId: string): void;
  /** Deletes what was left before a time. */
  forgetOlder(than: number): void;
}

export function createReplyContactTable(db: SqliteDatabase): ReplyContactTable {
  const keep = db.prepare<[ReplyContactRow]>(
    `insert or replace into reply_contact (rating_id, device, qr_handle, contact, left_at)
     values (@rating_id, @device, @qr_handle, @contact, @left_at)`,
  );
  const forget = db.prepare<[string]>('delete from reply_contact where rating_id = ?');
  const older = db.prepare<[number]>('delete from reply_contact where left_at < ?');
  return {
    keep: (row) => void keep.run(row),
    forget: (ratingId) => void forget.run(ratingId),
    forgetOlder: (than) => void older.run(than),
  };
}
