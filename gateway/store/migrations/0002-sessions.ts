import { type Kysely, sql } from 'kysely';

/** Terminals, sessions and ratings: all of it can be derived from the ledger again, except what is encrypted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table terminal (
      device_id text primary key,
      short_id text not null unique,
      public_key text not null unique,
      qr_key text not null,
      window_name text not null,
      retired integer not null default 0 check (retired in (0, 1)),
      enrolled_at integer not null
    ) strict`.execute(db);
  await sql`
    create table session (
      session_id text primary key,
      canonical_id text,
      device text not null,
      qr_handle text not null,
      opened_by text not null,
      opened_at integer not null,
      ledger_idx integer not null,
      project_no text,
      service_number integer,
      caller text,
      cancelled_at integer,
      closed_at integer,
      outcome text
    ) strict, without rowid`.execute(db);
  // Not (device, qr_handle): handles are random, and every new session would dirty a page of its own. In this order a terminal's
  // sessions lie side by side, and a handle is found by walking back from its newest.
  await sql`create index session_by_device on session (device, ledger_idx, qr_handle)`.execute(db);
  await sql`
    create index session_by_service on session (project_no, service_number)
    where project_no is not null`.execute(db);
  await sql`
    create index session_waiting on session (device, opened_at)
    where opened_by = 'gateway' and closed_at is null`.execute(db);
  await sql`
    create table applicant (
      session_id text primary key,
      user_prop text not null,
      user_name text not null,
      user_page_type text,
      cert_key text,
      mobile text
    ) strict, without rowid`.execute(db);
  await sql`
    create table session_rating (
      session_id text primary key,
      rating_id text not null,
      ledger_idx integer not null,
      level integer not null check (level between 1 and 5),
      channel text not null,
      assessed_at integer not null,
      tags text not null,
      remark text not null,
      reasons_known integer not null check (reasons_known in (0, 1))
    ) strict, without rowid`.execute(db);
  await sql`
    create table duplicate_rating (
      session_id text not null,
      rating_id text not null,
      ledger_idx integer not null,
      reason text not null,
      primary key (session_id, rating_id)
    ) strict, without rowid`.execute(db);
  await sql`
    create table held_rating (
      device text not null,
      qr_handle text not null,
      rating_id text not null,
      ledger_idx integer not null,
      level integer not null check (level between 1 and 5),
      channel text not null,
      submitted_at integer not null,
      tags text not null,
      remark text not null,
      standing text not null check (standing in ('held', 'duplicate')),
      primary key (device, qr_handle, rating_id)
    ) strict, without rowid`.execute(db);
}
