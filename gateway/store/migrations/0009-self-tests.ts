import { type Kysely, sql } from 'kysely';

/** What terminals last told of their self-test (P8). Comes with heartbeats, so it does not follow from the ledger. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table terminal_self_test (
      device text primary key,
      state text check (state in ('passed', 'failed', 'given-way')),
      at integer,
      proven_at integer,
      overdue integer not null check (overdue in (0, 1))
    ) strict, without rowid`.execute(db);
}
