import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { DeviceId, SessionId } from '@mingjing/shared/domain/ids.ts';
import type { GatewayStore, StoredSession } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';
import type { SessionTable } from '../schema.ts';
import { HANDLE_SEARCH_SESSIONS } from '../tables/session-table.ts';
import { prepareRead, queries } from './compiled-reads.ts';
import { openingIn } from './opening-in.ts';

type SessionReads = Pick<
  GatewayStore,
  'findSession' | 'findSessionByHandle' | 'findSessionsBySerial' | 'isHandleRated' | 'openSessionsOf'
>;
type Row = SessionTable & { readonly rated_at: number | null; readonly told: string };

/** A session that the terminal has not closed after this long never will. */
const WAITING_MAX_AGE_MS = 24 * 3600_000;
const WAITING_MAX = 20;
/** Sessions under one business number that are looked at, of each way to have one. */
const SERIAL_MAX = 20;

export function createSessionReads(db: SqliteDatabase, clock: Clock): SessionReads {
  const select = queries
    .selectFrom('session')
    .innerJoin('ledger', 'ledger.idx', 'session.ledger_idx')
    .leftJoin('session_rating', (join) =>
      join.on((eb) =>
        eb('session_rating.session_id', '=', eb.fn.coalesce('session.canonical_id', 'session.session_id')),
      ),
    )
    .selectAll('session')
    .select(['session_rating.assessed_at as rated_at', 'ledger.text as told']);
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
  const ofGuest = prepareRead(
    db,
    select
      .innerJoin('session_guest', 'session_guest.session_id', 'session.session_id')
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
  const heldOf = prepareRead(
    db,
    queries.selectFrom('held_rating').select('rating_id').where('device', '=', '').where('qr_handle', '=', '').limit(1),
  );

  const toSession = (row: Row | undefined): StoredSession | undefined =>
    row && {
      sessionId: row.session_id as SessionId,
      deviceId: row.device as DeviceId,
      ...openingIn(row.told),
      rated: row.rated_at !== null,
      ratedAt: row.rated_at,
      closed: row.cancelled_at !== null || row.closed_at !== null,
      cancelled: row.cancelled_at !== null || row.outcome === 'cancelled',
    };
  const findSessionByHandle: SessionReads['findSessionByHandle'] = (deviceId, handle) =>
    toSession(byHandle.get(deviceId, HANDLE_SEARCH_SESSIONS, handle, 1) ?? ofGuest.get(deviceId, handle, 1));
  return {
    findSession: (sessionId) => toSession(byId.get(sessionId)),
    findSessionByHandle,
    findSessionsBySerial: (serialNumber) =>
      [...bySerial.all(serialNumber, SERIAL_MAX), ...byProject.all(serialNumber, SERIAL_MAX)]
        .map((row) => toSession(row) as StoredSession)
        .sort((one, other) => other.openedAt - one.openedAt),
    isHandleRated: (deviceId, handle) =>
      findSessionByHandle(deviceId, handle)?.rated === true || heldOf.get(deviceId, handle, 1) !== undefined,
    openSessionsOf: (deviceId) =>
      waiting
        .all(deviceId, 'gateway', clock.now() - WAITING_MAX_AGE_MS, WAITING_MAX)
        .map((row) => toSession(row) as StoredSession),
  };
}
