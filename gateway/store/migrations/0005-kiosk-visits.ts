import { type Kysely, sql } from 'kysely';

/** Sessions that began at a kiosk without a service: by a number to be resolved, or chosen from the catalogue. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table kiosk_visit (
      id integer primary key,
      session_id text not null unique,
      device text not null,
      kind text not null check (kind in ('number', 'place')),
      serial_number text,
      hall_id text,
      window_id text,
      matter_id text,
      catalogue_version text,
      opened_at integer not null,
      received_at integer not null,
      resolved_to text
    ) strict`.execute(db);
  await sql`
    create index kiosk_visit_waiting on kiosk_visit (serial_number)
    where kind = 'number' and resolved_to is null`.execute(db);
}
