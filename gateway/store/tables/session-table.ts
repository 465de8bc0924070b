import { canonicalJson } from '@mingjing/shared/basics/canonical-json.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { SqliteDatabase } from '../open-database.ts';

/** The part of a session that decides where a rating counts. */
export interface SessionKey {
  readonly sessionId: string;
  readonly canonicalId: string;
  readonly device: string;
}

export interface SessionTable {
  find(sessionId: string): SessionKey | undefined;
  findByHandle(device: string, handle: string): SessionKey | undefined;
  /** The session first opened for a service. */
  findByService(projectNo: string, serviceNumber: number): SessionKey | undefined;
  insert(key: SessionKey, view: SessionView, service: ServiceRecord | null, caller: string | null): void;
  /** False when the session is unknown or cancelled already. */
  cancel(sessionId: string, at: number): boolean;
  close(device: string, sessionId: string, outcome: string, at: number): void;
}

const KEY_COLUMNS = 'session_id as sessionId, canonical_id as canonicalId, device';

export function createSessionTable(db: SqliteDatabase): SessionTable {
  const find = db.prepare<[string], SessionKey>(`select ${KEY_COLUMNS} from session where session_id = ?`);
  const findByHandle = db.prepare<[string, string], SessionKey>(
    `select ${KEY_COLUMNS} from session where device = ? and qr_handle = ? order by rowid limit 1`,
  );
  const findByService = db.prepare<[string, number], SessionKey>(
    `select ${KEY_COLUMNS} from session where project_no = ? and service_number = ? order by rowid limit 1`,
  );
  const insert = db.prepare<
    [string, string, string, string, string, number, string, string | null, string | null, number | null, string | null]
  >(
    `insert into session (session_id, canonical_id, device, qr_handle, opened_by, opened_at, view, service, project_no,
       service_number, caller) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const cancel = db.prepare<[number, string]>(
    'update session set cancelled_at = ? where session_id = ? and cancelled_at is null',
  );
  const close = db.prepare<[number, string, string, string]>(
    'update session set closed_at = ?, outcome = ? where session_id = ? and device = ? and closed_at is null',
  );

  return {
    find: (sessionId) => find.get(sessionId),
    findByHandle: (device, handle) => findByHandle.get(device, handle),
    findByService: (projectNo, serviceNumber) => findByService.get(projectNo, serviceNumber),
    insert(key, view, service, caller) {
      insert.run(
        key.sessionId,
        key.canonicalId,
        key.device,
        view.qrHandle,
        view.openedBy,
        view.openedAt,
        canonicalJson(view),
        service === null ? null : canonicalJson(service),
        service?.projectNo ?? null,
        service?.serviceNumber ?? null,
        caller,
      );
    },
    cancel: (sessionId, at) => cancel.run(at, sessionId).changes === 1,
    close: (device, sessionId, outcome, at) => void close.run(at, outcome, sessionId, device),
  };
}
