import type { OpenedFact } from '../../core/terminal-facts.ts';
import type { SqliteDatabase } from '../open-database.ts';

/** The part of a session that decides where a rating counts. */
export interface SessionKey {
  readonly sessionId: string;
  readonly canonicalId: string;
  readonly device: string;
}

export interface KnownSession extends SessionKey {
  readonly hasService: boolean;
  readonly isClosed: boolean;
  readonly openedBy: string;
}

/** How the terminal says that a session ended. */
export interface SessionEnd {
  readonly outcome: string;
  readonly at: number;
}

export interface NewSessionRow extends SessionKey {
  readonly opened: OpenedFact;
  readonly ledgerIdx: number;
  readonly caller: string | null;
  readonly end: SessionEnd | null;
}

export interface SessionTable {
  find(sessionId: string): KnownSession | undefined;
  /** Among the terminal's newest {@link HANDLE_SEARCH_SESSIONS}. */
  findByHandle(device: string, handle: string): SessionKey | undefined;
  /** The session first opened for a service. */
  findByService(projectNo: string, serviceNumber: number): SessionKey | undefined;
  insert(row: NewSessionRow): void;
  /** Gives a session to another terminal: the one that opened it, where a kiosk told of it first. */
  adopt(row: NewSessionRow): void;
  /** False when the session is unknown or cancelled already. */
  cancel(sessionId: string, at: number): boolean;
  close(sessionId: string, end: SessionEnd): void;
  reopen(sessionId: string): void;
  /** Lets its ratings count for the session of a service. */
  setCanonical(sessionId: string, canonicalId: string): void;
}

/**
 * Sessions of a terminal, from its newest back, in which a code's handle is looked for. A code lives for a citizen's visit, and no window
 * serves so many in that time, nor in the day that a receipt's is good for; without a bound, a handle that is not there would cost a walk through all that the terminal ever had.
 */
export const HANDLE_SEARCH_SESSIONS = 5_000;

const KEY_COLUMNS = 'session_id as sessionId, coalesce(canonical_id, session_id) as canonicalId, device';
type FoundRow = SessionKey & { readonly hasService: number; readonly isClosed: number; readonly openedBy: string };

export function createSessionTable(db: SqliteDatabase): SessionTable {
  const find = db.prepare<[string], FoundRow>(
    `select ${KEY_COLUMNS}, project_no is not null as hasService, closed_at is not null as isClosed,
       opened_by as openedBy from session where session_id = ?`,
  );
  // Along the index alone: a handle that somebody scans is nearly always among the last few of its terminal.
  const findByHandle = db.prepare<[string, string], SessionKey>(
    `select ${KEY_COLUMNS} from session where session_id = (
       select session_id from (
         select session_id, qr_handle from session where device = ? order by ledger_idx desc limit ${HANDLE_SEARCH_SESSIONS}
       ) where qr_handle = ? limit 1)`,
  );
  const findByService = db.prepare<[string, number], SessionKey>(
    `select ${KEY_COLUMNS} from session where project_no = ? and service_number = ? order by ledger_idx limit 1`,
  );
  const insert = db.prepare(
    `insert into session (session_id, canonical_id, device, qr_handle, opened_by, opened_at, ledger_idx, project_no,
       service_number, serial_number, caller, closed_at, outcome) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const adopt = db.prepare(
    `update session set canonical_id = ?, device = ?, qr_handle = ?, opened_by = ?, opened_at = ?, ledger_idx = ?, project_no = ?,
       service_number = ?, serial_number = ?, caller = ?, closed_at = ?, outcome = ? where session_id = ?`,
  );
  const cancel = db.prepare<[number, string]>(
    'update session set cancelled_at = ? where session_id = ? and cancelled_at is null',
  );
  const close = db.prepare<[number, string, string]>(
    'update session set closed_at = ?, outcome = ? where session_id = ? and closed_at is null',
  );

  const setCanonical = db.prepare<[string, string]>('update session set canonical_id = ? where session_id = ?');
  const reopen = db.prepare<[string]>('update session set closed_at = null, outcome = null where session_id = ?');

  /** Everything but the id, in the order of the columns. */
  function columnsOf({ sessionId, canonicalId, device, opened, ledgerIdx, caller, end }: NewSessionRow) {
    return [
      canonicalId === sessionId ? null : canonicalId,
      device,
      opened.qrHandle,
      opened.openedBy,
      opened.openedAt,
      ledgerIdx,
      opened.projectNo,
      opened.serviceNumber,
      opened.serialNumber,
      caller,
      end?.at ?? null,
      end?.outcome ?? null,
    ];
  }

  return {
    find(sessionId) {
      const row = find.get(sessionId);
      return row && { ...row, hasService: row.hasService === 1, isClosed: row.isClosed === 1 };
    },
    findByHandle: (device, handle) => findByHandle.get(device, handle),
    findByService: (projectNo, serviceNumber) => findByService.get(projectNo, serviceNumber),
    insert: (row) => void insert.run(row.sessionId, ...columnsOf(row)),
    adopt: (row) => void adopt.run(...columnsOf(row), row.sessionId),
    cancel: (sessionId, at) => cancel.run(at, sessionId).changes === 1,
    close: (sessionId, { outcome, at }) => void close.run(at, outcome, sessionId),
    reopen: (sessionId) => void reopen.run(sessionId),
    setCanonical: (sessionId, canonicalId) => void setCanonical.run(canonicalId, sessionId),
  };
}
