import type { SqliteDatabase } from '../open-database.ts';
import type { SessionEnd, SessionKey } from './session-table.ts';

/** A terminal at which a session was opened that belongs to another one: a kiosk to which the citizen took the receipt. */
export interface GuestRow {
  readonly sessionId: string;
  readonly device: string;
  readonly qrHandle: string;
  readonly ledgerIdx: number;
}

/** Sessions as guests of terminals that do not own them. */
export interface GuestTable {
  /** Call first in every transaction. */
  begin(): void;
  /** Opens a session at a terminal, or once more after the terminal closed it. False when it is open there already. */
  open(row: GuestRow): boolean;
  /** Makes the terminal that owns a session now a guest of it. */
  demoteOwner(sessionId: string): void;
  has(sessionId: string, device: string): boolean;
  /** Terminals at which a session is a guest that they have not closed. */
  openAt(sessionId: string): readonly string[];
  close(sessionId: string, device: string, end: SessionEnd): void;
  /** The session that a code minted by this guest stands for. `device` of the answer is the owner. */
  findByHandle(device: string, handle: string): SessionKey | undefined;
}

export function createGuestTable(db: SqliteDatabase): GuestTable {
  const open = db.prepare<[string, string, string, number]>(
    `insert into session_guest (session_id, device, qr_handle, ledger_idx) values (?, ?, ?, ?)
     on conflict (session_id, device) do update set closed_at = null, outcome = null where closed_at is not null`,
  );
  const demoteOwner = db.prepare<[string]>(
    `insert into session_guest (session_id, device, qr_handle, ledger_idx, closed_at, outcome)
     select session_id, device, qr_handle, ledger_idx, closed_at, outcome from session where session_id = ?`,
  );
  const has = db.prepare<[string, string], { found: number }>(
    'select 1 as found from session_guest where session_id = ? and device = ?',
  );
  const openAt = db.prepare<[string], { device: string }>(
    'select device from session_guest where session_id = ? and closed_at is null',
  );
  const close = db.prepare<[number, string, string, string]>(
    'update session_guest set closed_at = ?, outcome = ? where session_id = ? and device = ? and closed_at is null',
  );
  const findByHandle = db.prepare<[string, string], SessionKey>(
    `select session.session_id as sessionId, coalesce(session.canonical_id, session.session_id) as canonicalId, session.device
     from session_guest join session on session.session_id = session_guest.session_id
     where session_guest.device = ? and session_guest.qr_handle = ? limit 1`,
  );
  const any = db.prepare<[], { found: number }>('select exists (select 1 from session_guest) as found');
  // A gateway without kiosks must not pay for them on every rating.
  let isEmpty = false;
  return {
    begin() {
      isEmpty = any.get()?.found === 0;
    },
    open({ sessionId, device, qrHandle, ledgerIdx }) {
      isEmpty = false;
      return open.run(sessionId, device, qrHandle, ledgerIdx).changes === 1;
    },
    demoteOwner(sessionId) {
      isEmpty = false;
      demoteOwner.run(sessionId);
    },
    has: (sessionId, device) => !isEmpty && has.get(sessionId, device) !== undefined,
    openAt: (sessionId) => (isEmpty ? [] : openAt.all(sessionId).map(({ device }) => device)),
    close(sessionId, device, { at, outcome }) {
      if (!isEmpty) close.run(at, outcome, sessionId, device);
    },
    findByHandle: (device, handle) => (isEmpty ? undefined : findByHandle.get(device, handle)),
  };
}
