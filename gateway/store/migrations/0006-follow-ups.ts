import { type Kysely, sql } from 'kysely';

/** 追评, one for each rating, with a forward job of its own; and contacts for replies, apart from everything that is rated. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table follow_up_rating (
      rating_id text primary key,
      follow_up_id text not null,
      ledger_idx integer not null,
      level integer not null check (level between 1 and 5),
      channel text not null,
      assessed_at integer not null,
      tags text not null,
      remark text not null
    ) strict, without rowid`.execute(db);
  await sql`
    create table reply_contact (
      rating_id text primary key,
      device text not null,
      qr_handle text not null,
      contact text not null,
      left_at integer not null
    ) strict, without rowid`.execute(db);
  await sql`create index reply_contact_by_age on reply_contact (left_at)`.execute(db);
  // SQLite cannot widen a check: the table is made anew, with the same rows and numbers.
  await sql`
    create table outbox_wider (
      id integer primary key,
      kind text not null check (kind in ('service', 'rating', 'follow-up')),
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
  await sql`
    insert into outbox_wider (id, kind, session_id, state, due_at, wanted_at, attempts, created_at, ended_at, last_reply)
    select id, kind, session_id, state, due_at, wanted_at, attempts, created_at, ended_at, last_reply
    from outbox`.execute(db);
  await sql`drop table outbox`.execute(db);
  await sql`alter table outbox_wider rename to outbox`.execute(db);
  await sql`create index outbox_due on outbox (due_at) where state = 'pending' and due_at is not null`.execute(db);
  await sql`create index outbox_dead on outbox (ended_at) where state = 'dead'`.execute(db);
}
