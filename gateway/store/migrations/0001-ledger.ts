import { type Kysely, sql } from 'kysely';

/** The ledger and what is needed to append to it. No index on (device, epoch, seq): high-water marks dedupe instead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ledger (
      idx integer primary key,
      lane integer not null,
      source text not null check (source in ('terminal', 'gateway')),
      device text,
      epoch text,
      seq integer,
      received_at integer not null,
      text text not null,
      hash text not null,
      chain text not null,
      check ((source = 'terminal') = (seq is not null))
    ) strict`.execute(db);
  await sql`
    create trigger ledger_no_update before update on ledger
    begin select raise(abort, 'the ledger is append-only'); end`.execute(db);
  await sql`
    create trigger ledger_no_delete before delete on ledger
    begin select raise(abort, 'the ledger is append-only'); end`.execute(db);
  await sql`
    create table ledger_segment (
      first_idx integer primary key,
      last_idx integer not null,
      device text not null,
      epoch text not null,
      from_seq integer not null,
      to_seq integer not null,
      head_signature text not null
    ) strict`.execute(db);
  await sql`create index ledger_segment_by_seq on ledger_segment (device, epoch, from_seq)`.execute(db);
  await sql`
    create table stream (
      device text not null,
      epoch text not null,
      high_seq integer not null,
      high_hash text not null,
      primary key (device, epoch)
    ) strict, without rowid`.execute(db);
  await sql`
    create table quarantine (
      id integer primary key,
      device text not null,
      epoch text not null,
      from_seq integer not null,
      to_seq integer not null,
      prev_hash text not null,
      to_hash text not null,
      head_signature text not null,
      received_at integer not null,
      unique (device, epoch, from_seq, to_hash)
    ) strict`.execute(db);
  await sql`
    create table quarantine_record (
      quarantine_id integer not null references quarantine (id),
      seq integer not null,
      text text not null,
      primary key (quarantine_id, seq)
    ) strict, without rowid`.execute(db);
  await sql`create table total (name text primary key, value integer not null) strict, without rowid`.execute(db);
}
