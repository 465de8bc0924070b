import type { KioskVisit, ServiceUnderNumber } from '../../core/kiosk-visit.ts';
import type { SqliteDatabase } from '../open-database.ts';
import type { KioskVisitTable as VisitRow } from '../schema.ts';

/** A visit for a number that waits for its service. */
export interface WaitingVisit {
  readonly sessionId: string;
  readonly device: string;
  readonly serialNumber: string;
  readonly openedAt: number;
  readonly receivedAt: number;
}

/** A session of a service under a number. */
export interface NumberedService extends ServiceUnderNumber {
  readonly sessionId: string;
  readonly canonicalId: string;
}

/** Sessions that began at a kiosk without a service. */
export interface KioskVisitTable {
  /** Call first in every transaction. */
  begin(): void;
  /** False when it was told of before. */
  insert(visit: KioskVisit, at: Omit<WaitingVisit, 'serialNumber'>): boolean;
  /** Visits for this number that wait, in the order in which they came; a bounded number. */
  waitingFor(serialNumber: string): readonly WaitingVisit[];
  resolve(sessionId: string, to: string): void;
  /** The services opened last under a number (the case number where a service has none of its own); a bounded number. */
  servicesUnder(serialNumber: string): readonly NumberedService[];
}

/** Visits and services under one number that are looked at. */
const MAX_UNDER_ONE_NUMBER = 20;

type ServiceRow = Omit<NumberedService, 'rated' | 'cancelled'> & { readonly rated: number; readonly cancelled: number };

export function createKioskVisitTable(db: SqliteDatabase): KioskVisitTable {
  const insert = db.prepare<[Omit<VisitRow, 'id'>]>(
    `insert into kiosk_visit (session_id, device, kind, serial_number, hall_id, window_id, matter_id, catalogue_version,
       opened_at, received_at, resolved_to)
     values (@session_id, @device, @kind, @serial_number, @hall_id, @window_id, @matter_id, @catalogue_version,
       @opened_at, @received_at, @resolved_to) on conflict do nothing`,
  );
  const waiting = db.prepare<[string, number], WaitingVisit>(
    `select session_id as sessionId, device, serial_number as serialNumber, opened_at as openedAt, received_at as receivedAt
     from kiosk_visit where serial_number = ? and kind = 'number' and resolved_to is null
     order by id limit ?`,
  );
  const resolve = db.prepare<[string, string]>('update kiosk_visit set resolved_to = ? where session_id = ?');
  const services = (condition: string) =>
    db.prepare<[string, number], ServiceRow>(
      `select session.session_id as sessionId, coalesce(canonical_id, session.session_id) as canonicalId, opened_at as openedAt,
         rating_id is not null as rated, cancelled_at is not null or coalesce(outcome = 'cancelled', 0) as cancelled
       from session left join session_rating
         on session_rating.session_id = coalesce(session.canonical_id, session.session_id)
       where ${condition} order by opened_at desc limit ?`,
    );
  const bySerial = services('serial_number = ?');
  const byProject = services('project_no = ? and serial_number is null');
  const any = db.prepare<[], { found: number }>(
    "select exists (select 1 from kiosk_visit where kind = 'number' and resolved_to is null) as found",
  );
  // A gateway without such kiosks must not look for their numbers with every service.
  let isNobodyWaiting = false;
  return {
    begin() {
      isNobodyWaiting = any.get()?.found === 0;
    },
    insert(visit, { sessionId, device, openedAt, receivedAt }) {
      if (visit.kind === 'number') isNobodyWaiting = false;
      const row = { session_id: sessionId, device, opened_at: openedAt, received_at: receivedAt, resolved_to: null };
      return insert.run({ ...row, ...columnsOf(visit) }).changes === 1;
    },
    waitingFor: (serialNumber) => (isNobodyWaiting ? [] : waiting.all(serialNumber, MAX_UNDER_ONE_NUMBER)),
    resolve: (sessionId, to) => void resolve.run(to, sessionId),
    servicesUnder: (serialNumber) =>
      [...bySerial.all(serialNumber, MAX_UNDER_ONE_NUMBER), ...byProject.all(serialNumber, MAX_UNDER_ONE_NUMBER)].map(
        (row) => ({ ...row, rated: row.rated === 1, cancelled: row.cancelled === 1 }),
      ),
  };
}

function columnsOf(visit: KioskVisit) {
  const nothing = { serial_number: null, hall_id: null, window_id: null, matter_id: null, catalogue_version: null };
  if (visit.kind === 'number') return { ...nothing, kind: visit.kind, serial_number: visit.serialNumber };
  const { kind, hallId, windowId, matterId, catalogueVersion } = visit;
  const place = { hall_id: hallId, window_id: windowId, matter_id: matterId, catalogue_version: catalogueVersion };
  return { ...nothing, ...place, kind };
}
