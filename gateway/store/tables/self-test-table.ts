import type { SqliteDatabase } from '../open-database.ts';
import type { TerminalSelfTestTable as Row } from '../schema.ts';

/** What terminals last told of their self-test, one row each. */
export function createSelfTestTable(db: SqliteDatabase) {
  const upsert = db.prepare<[Row]>(
    `insert into terminal_self_test (device, state, at, proven_at, overdue)
     values (@device, @state, @at, @proven_at, @overdue)
     on conflict (device) do update set
       state = excluded.state, at = excluded.at, proven_at = excluded.proven_at, overdue = excluded.overdue`,
  );
  return { keep: (row: Row): void => void upsert.run(row) };
}
