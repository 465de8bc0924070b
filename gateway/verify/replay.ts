import { logRecordSchema } from '@mingjing/shared/domain/record.ts';
import { type FactOf, gatewayFactSchema } from '../core/gateway-facts.ts';
import { openedFact, terminalFacts } from '../core/terminal-facts.ts';
import { migrate } from '../store/migrate.ts';
import { openScratch, type SqliteDatabase } from '../store/open-database.ts';
import { createProjection } from '../store/projection/projection.ts';
import type { LedgerSegmentTable, LedgerTable } from '../store/schema.ts';
import { StoreError } from '../store/store-error.ts';
import { createTerminalTable } from '../store/tables/terminal-table.ts';
import type { TotalName } from '../store/tables/totals.ts';
import { require } from './ledger-fault.ts';

/** Rows between two commits of the scratch database. */
const COMMIT_EVERY = 20_000;

/** Plays the ledger again, from nothing, into a database of its own. */
export interface Replay {
  readonly db: SqliteDatabase;
  fact(row: LedgerTable): void;
  upload(segment: LedgerSegmentTable, rows: readonly LedgerTable[]): void;
  /** Key with which a terminal was enrolled, according to the ledger. */
  publicKeyOf(device: string): string | undefined;
  /** What the running totals must be, as far as they follow from the ledger. */
  total(name: TotalName): number;
  close(): void;
}

export async function openReplay(): Promise<Replay> {
  const db = openScratch();
  await migrate(db);
  // When a rating is due for forwarding is no matter here.
  const projection = createProjection(db, { add: count, flush() {}, discard() {} }, 0);
  const terminals = createTerminalTable(db);
  const totals = new Map<TotalName, number>();
  const keys = new Map<string, string>();
  let uncommitted = 0;
  db.exec('begin');

  function count(name: TotalName, change: number): void {
    totals.set(name, (totals.get(name) ?? 0) + change);
  }

  function breathe(rows: number): void {
    uncommitted += rows;
    if (uncommitted < COMMIT_EVERY) return;
    db.exec('commit; begin');
    uncommitted = 0;
  }

  /** False when it clashes with another one. */
  function enrol({ deviceId, shortId, publicKey, windowName, at }: FactOf<'terminal.enrolled'>): boolean {
    const identity = { device_id: deviceId, short_id: shortId, public_key: publicKey };
    try {
      // Its QR key is not told in the ledger.
      return terminals.enrol({ ...identity, window_name: windowName, enrolled_at: at, retired: 0, qr_key: '' });
    } catch (error) {
      if (error instanceof StoreError) return false;
      throw error;
    }
  }

  function applyFact(row: LedgerTable): void {
    const parsed = gatewayFactSchema.safeParse(parseJson(row));
    require(parsed.success, 'ledger', `idx ${row.idx}`, 'text is no fact of the gateway');
    const fact = parsed.data;
    switch (fact.fact) {
      case 'terminal.enrolled':
        require(enrol(fact), 'ledger', `idx ${row.idx}`, 'enrols a terminal whose id, short id or key another one has');
        keys.set(fact.deviceId, fact.publicKey);
        return;
      case 'session.opened': {
        const opened = openedFact(fact.view, fact.service, 0);
        const { deviceId: device, caller } = fact;
        projection.applyOpened({ device, opened, ledgerIdx: row.idx, caller }, row.received_at);
        return;
      }
      case 'session.cancelled':
        projection.sessions.cancel(fact.sessionId, fact.at);
        return;
      case 'rating.by-phone': {
        const { kind } = projection.judgePhone(fact);
        require(kind !== 'repeated', 'ledger', `idx ${row.idx}`, 'this rating is in the ledger twice');
        projection.applyPhone(fact, row.idx, row.received_at);
        return;
      }
      case 'rating.follow-up': {
        const outcome = projection.judgeFollowUp(fact);
        require(outcome === 'accepted', 'ledger', `idx ${row.idx}`, 'follows no rating, or one that has a follow-up');
        projection.applyFollowUp(fact, row.idx, row.received_at);
        return;
      }
    }
  }

  return {
    db,
    fact(row) {
      applyFact(row);
      breathe(1);
    },
    upload(segment, rows) {
      const records = rows.map((row) => {
        const parsed = logRecordSchema.safeParse(parseJson(row));
        require(parsed.success, 'ledger', `idx ${row.idx}`, 'text is no record of a terminal');
        const { deviceId, epoch, seq } = parsed.data;
        const isInPlace = deviceId === row.device && epoch === row.epoch && seq === row.seq;
        require(isInPlace, 'ledger', `idx ${row.idx}`, 'device, epoch or seq differ from what the text says');
        return parsed.data;
      });
      projection.applyUpload({
        device: segment.device,
        facts: terminalFacts(records),
        skip: 0,
        firstIdx: segment.first_idx,
        receivedAt: rows[0]?.received_at ?? 0,
      });
      breathe(rows.length);
    },
    publicKeyOf: (device) => keys.get(device),
    total: (name) => totals.get(name) ?? 0,
    close: () => db.close(),
  };
}

function parseJson(row: LedgerTable): unknown {
  try {
    return JSON.parse(row.text);
  } catch {
    return undefined;
  }
}
