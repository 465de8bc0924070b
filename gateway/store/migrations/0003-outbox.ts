import { type Kysely, sql } from 'kysely';

/** Jobs for the city system. A rating's job has no due time until its service record is delivered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outbox (
      id integer primary key,
      kind text not null check (kind in ('service', 'rating')),
      session_id text not null,
      state text not null check (state in ('pending', 'delivered', 'dead')),
      due_at integer,
      wanted_at integer not null,
      attempts integer not null,
      created_at integer not null,
      ended_at integer,
      last_reply text,
      unique (session_id, kind)
    ) strict`.execute(db);
  await sql`create index outbox_due on outbox (due_at) where state = 'pending' and due_at is not null`.execute(db);
  await sql`create index outbox_dead on outbox (ended_at) where state = 'dead'`.execute(db);
}
