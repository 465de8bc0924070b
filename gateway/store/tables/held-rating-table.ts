import type { SqliteDatabase } from '../open-database.ts';
import type { HeldRatingTable as HeldRow } from '../schema.ts';

/** Phone ratings that wait for the terminal to tell of their session. */
export interface HeldRatingTable {
  /** Call first in every transaction. */
  begin(): void;
  /** Ratings of a handle, in ledger order. */
  of(device: string, handle: string): readonly HeldRow[];
  insert(row: HeldRow): void;
  /** Removes and returns the ratings of a handle: they move to their session. */
  take(device: string, handle: string): readonly HeldRow[];
}

export function createHeldRatingTable(db: SqliteDatabase): HeldRatingTable {
  const select = db.prepare<[string, string], HeldRow>(
    // Sorted below: an ORDER BY would set up a sorter on every look-up, and hardly any finds a row.
    'select * from held_rating where device = ? and qr_handle = ?',
  );
  const of = (device: string, handle: string) =>
    select.all(device, handle).sort((one, other) => one.ledger_idx - other.ledger_idx);
  const insert = db.prepare<[HeldRow]>(
    `insert into held_rating
       (device, qr_handle, rating_id, ledger_idx, level, channel, submitted_at, tags, remark, items, standing)
     values (@device, @qr_handle, @rating_id, @ledger_idx, @level, @channel, @submitted_at, @tags, @remark, @items, @standing)`,
  );
  const remove = db.prepare<[string, string]>('delete from held_rating where device = ? and qr_handle = ?');
  const any = db.prepare<[], { found: number }>('select exists (select 1 from held_rating) as found');
  // Terminals are online nearly always: mostly nobody waits, and no session that is opened needs to be looked for.
  let isEmpty = false;
  return {
    begin() {
      isEmpty = any.get()?.found === 0;
    },
    of,
    insert(row) {
      insert.run(row);
      isEmpty = false;
    },
    take(device, handle) {
      if (isEmpty) return [];
      const rows = of(device, handle);
      if (rows.length > 0) remove.run(device, handle);
      return rows;
    },
  };
}
