import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { DeviceId, QrHandle, SessionId } from '@mingjing/shared/domain/ids.ts';
import { viewAsShown } from '../../core/session-search.ts';
import type { GatewayStore, StoredSession } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';
import { HANDLE_SEARCH_SESSIONS } from '../tables/session-table.ts';
import { prepareRead, queries } from './compiled-reads.ts';
import { openingIn } from './opening-in.ts';
import { prepareBacklog, prepareLookUps, SERIAL_MAX, type SessionRow, WAITING_MAX } from './session-queries.ts';

type SessionReads = Pick<
  GatewayStore,
  'findSession' | 'findSessionByHandle' | 'findSessionsBySerial' | 'isHandleRated' | 'openSessionsOf'
>;

/** A session that the terminal has not closed after this long never will. */
const WAITING_MAX_AGE_MS = 24 * 3600_000;

export function createSessionReads(db: SqliteDatabase, clock: Clock): SessionReads {
  const { byId, byHandle, ofGuest, bySerial, byProject } = prepareLookUps(db);
  const { waiting, ratedHere, ratedAsGuest } = prepareBacklog(db);
  const heldOf = prepareRead(
    db,
    queries.selectFrom('held_rating').select('rating_id').where('device', '=', '').where('qr_handle', '=', '').limit(1),
  );

  const toSession = (row: SessionRow | undefined): StoredSession | undefined =>
    row && {
      sessionId: row.session_id as SessionId,
      deviceId: row.device as DeviceId,
      ...openingIn(row.told),
      rated: row.rated_at !== null,
      ratedAt: row.rated_at,
      closed: row.cancelled_at !== null || row.closed_at !== null,
      cancelled: row.cancelled_at !== null || row.outcome === 'cancelled',
    };
  /** Whoever comes by a guest's code is told no more than that terminal shows: a number typed there shows no staff. */
  function findGuest(deviceId: DeviceId, handle: QrHandle): StoredSession | undefined {
    const row = ofGuest.get(deviceId, handle, 1);
    const session = toSession(row);
    return row && session && { ...session, view: viewAsShown(session.view, openingIn(row.shown).view) };
  }
  const findSessionByHandle: SessionReads['findSessionByHandle'] = (deviceId, handle) =>
    toSession(byHandle.get(deviceId, HANDLE_SEARCH_SESSIONS, handle, 1)) ?? findGuest(deviceId, handle);
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
      [
        ...waiting.all(deviceId, 'gateway', clock.now() - WAITING_MAX_AGE_MS, WAITING_MAX),
        ...ratedHere.all(deviceId, WAITING_MAX, 'gateway'),
        ...ratedAsGuest.all(deviceId, WAITING_MAX),
      ].map((row) => toSession(row) as StoredSession),
  };
}
