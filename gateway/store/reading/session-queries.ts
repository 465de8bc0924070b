import type { SqliteDatabase } from '../open-database.ts';
import type { SessionTable } from '../schema.ts';
import { HANDLE_SEARCH_SESSIONS } from '../tables/session-table.ts';
import { prepareRead, queries } from './compiled-reads.ts';

/** A session with its rating's time, if it has one, and the text of the ledger that tells of it. */
export type SessionRow = SessionTable & { readonly rated_at: number | null; readonly told: string };

/** Sessions that a terminal is told of at once, of each sort. */
export const WAITING_MAX = 20;
/** Sessions under one business number that are looked at, of each way to have one. */
export const SERIAL_MAX = 20;

const select = queries
  .selectFrom('session')
  .innerJoin('ledger', 'ledger.idx', 'session.ledger_idx')
  .leftJoin('session_rating', (join) =>
    join.on((eb) => eb('session_rating.session_id', '=', eb.fn.coalesce('session.canonical_id', 'session.session_id'))),
  )
  .selectAll('session')
  .select(['session_rating.assessed_at as rated_at', 'ledger.text as told']);

/** Single sessions, and those under one number. */
export function prepareLookUps(db: SqliteDatabase) {
  const byId = prepareRead(db, select.where('session.session_id', '=', ''));
  const newest = queries
    .selectFrom('session')
    .select(['session_id', 'qr_handle'])
    .where('device', '=', '')
    .orderBy('ledger_idx', 'desc')
    .limit(HANDLE_SEARCH_SESSIONS)
    .as('newest');
  const byHandle = prepareRead(
    db,
    select.where('session.session_id', '=', (eb) =>
      eb.selectFrom(newest).select('newest.session_id').where('newest.qr_handle', '=', '').limit(1),
    ),
  );
  const ofGuest = prepareRead(
    db,
    select
      .innerJoin('session_guest', 'session_guest.session_id', 'session.session_id')
      .innerJoin('ledger as guest_ledger', 'guest_ledger.idx', 'session_guest.ledger_idx')
      .select('guest_ledger.text as shown')
      .where('session_guest.device', '=', '')
      .where('session_guest.qr_handle', '=', '')
      .limit(1),
  );
  const newestFirst = select.orderBy('session.opened_at', 'desc').limit(SERIAL_MAX);
  const bySerial = prepareRead(db, newestFirst.where('session.serial_number', '=', ''));
  const byProject = prepareRead(
    db,
    newestFirst.where('session.project_no', '=', '').where('session.serial_number', 'is', null),
  );
  return { byId, byHandle, ofGuest, bySerial, byProject };
}

/** What a terminal that connects is to be told of. */
export function prepareBacklog(db: SqliteDatabase) {
  const waiting = prepareRead(
    db,
    select
      .where('session.device', '=', '')
      .where('session.opened_by', '=', 'gateway')
      .where('session.closed_at', 'is', null)
      .where('session.opened_at', '>', 0)
      .orderBy('session.opened_at')
      .limit(WAITING_MAX),
  );
  // Along the index by device; what was opened here is among `waiting`.
  const latest = queries
    .selectFrom('session')
    .select('session_id')
    .where('device', '=', '')
    .orderBy('ledger_idx', 'desc')
    .limit(WAITING_MAX)
    .as('latest');
  const ratedHere = prepareRead(
    db,
    select
      .where('session.session_id', 'in', (eb) => eb.selectFrom(latest).select('latest.session_id'))
      .where('session.opened_by', '!=', 'gateway')
      .where('session.closed_at', 'is', null)
      .where('session_rating.rating_id', 'is not', null),
  );
  const ratedAsGuest = prepareRead(
    db,
    select
      .innerJoin('session_guest', 'session_guest.session_id', 'session.session_id')
      .where('session_guest.device', '=', '')
      .where('session_guest.closed_at', 'is', null)
      .where('session_rating.rating_id', 'is not', null)
      .orderBy('session_guest.ledger_idx', 'desc')
      .limit(WAITING_MAX),
  );
  return { waiting, ratedHere, ratedAsGuest };
}
