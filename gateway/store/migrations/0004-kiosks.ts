import { type Kysely, sql } from 'kysely';

/** Services found by the number on their receipt, and rated at a terminal that is not the one that opened them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table session add column serial_number text`.execute(db);
  await sql`
    update session set serial_number = (
      select coalesce(json_extract(text, '$.service.serialNumber'), json_extract(text, '$.body.service.serialNumber'))
      from ledger where idx = session.ledger_idx)
    where project_no is not null`.execute(db);
  await sql`
    create index session_by_serial on session (serial_number)
    where serial_number is not null`.execute(db);
  await sql`
    create table session_guest (
      session_id text not null,
      device text not null,
      qr_handle text not null,
      ledger_idx integer not null,
      closed_at integer,
      outcome text,
      primary key (session_id, device)
    ) strict, without rowid`.execute(db);
  // Kiosks are few: no need to spare this index as the one over all sessions is spared.
  await sql`create index session_guest_by_handle on session_guest (device, qr_handle)`.execute(db);
  await sql`
    create index session_guest_open on session_guest (device, ledger_idx)
    where closed_at is null`.execute(db);
}
