import { factHash, LEDGER_GENESIS, ledgerChainHash } from '../../core/ledger-chain.ts';
import type { SqliteDatabase } from '../open-database.ts';

/** SQLite has one writer, so one lane. Engines with several writers chain one lane each. */
const LANE = 0;

/** Appends to the ledger and its chain. The head is read anew in every transaction, so a rollback leaves nothing behind. */
export interface LedgerTable {
  /** Call first in every transaction. */
  begin(): void;
  appendRecord(device: string, epoch: string, seq: number, receivedAt: number, text: string, hash: string): number;
  /** Appends a fact of the gateway's own; returns its idx. */
  appendFact(text: string, receivedAt: number): number;
  /** Idx that the next row will have. */
  nextIdx(): number;
}

export function createLedgerTable(db: SqliteDatabase): LedgerTable {
  const head = db.prepare<[], { idx: number; chain: string }>(
    'select idx, chain from ledger order by idx desc limit 1',
  );
  const insert = db.prepare<
    [number, number, string, string | null, string | null, number | null, number, string, string, string]
  >(
    `insert into ledger (idx, lane, source, device, epoch, seq, received_at, text, hash, chain)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  let idx = 0;
  let chain = LEDGER_GENESIS;

  return {
    begin() {
      const row = head.get();
      idx = row?.idx ?? 0;
      chain = row?.chain ?? LEDGER_GENESIS;
    },
    appendRecord(device, epoch, seq, receivedAt, text, hash) {
      idx += 1;
      chain = ledgerChainHash(chain, { idx, lane: LANE, source: 'terminal', device, epoch, seq, receivedAt, hash });
      insert.run(idx, LANE, 'terminal', device, epoch, seq, receivedAt, text, hash, chain);
      return idx;
    },
    appendFact(text, receivedAt) {
      idx += 1;
      const hash = factHash(text);
      const none = { device: null, epoch: null, seq: null };
      chain = ledgerChainHash(chain, { idx, lane: LANE, source: 'gateway', ...none, receivedAt, hash });
      insert.run(idx, LANE, 'gateway', null, null, null, receivedAt, text, hash, chain);
      return idx;
    },
    nextIdx: () => idx + 1,
  };
}
