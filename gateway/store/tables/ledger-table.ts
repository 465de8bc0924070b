import { factHash, LEDGER_GENESIS, ledgerChainHash } from '../../core/ledger-chain.ts';
import type { SqliteDatabase } from '../open-database.ts';

/** SQLite has one writer, so one lane. Engines with several writers chain one lane each. */
const LANE = 0;

/** Rows of one statement: crossing into SQLite costs a good part of an insert. */
const BLOCK = 16;
const COLUMNS = 10;
type Cell = string | number | null;

/** Records of one terminal, without gaps. */
export interface LedgerRecords {
  readonly device: string;
  readonly epoch: string;
  readonly fromSeq: number;
  readonly receivedAt: number;
  readonly texts: readonly string[];
  readonly hashes: readonly string[];
}

/** Appends to the ledger and its chain. The head is read anew in every transaction, so a rollback leaves nothing behind. */
export interface LedgerTable {
  /** Call first in every transaction. */
  begin(): void;
  /** Appends the records of an upload from `skip` on. */
  appendRecords(upload: LedgerRecords, skip: number): void;
  /** Appends a fact of the gateway's own; returns its idx. */
  appendFact(text: string, receivedAt: number): number;
  /** Idx that the next row will have. */
  nextIdx(): number;
}

export function createLedgerTable(db: SqliteDatabase): LedgerTable {
  const head = db.prepare<[], { idx: number; chain: string }>(
    'select idx, chain from ledger order by idx desc limit 1',
  );
  const prepareInsert = (rows: number) =>
    db.prepare<Cell[]>(
      `insert into ledger (idx, lane, source, device, epoch, seq, received_at, text, hash, chain)
       values ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    );
  const insert = prepareInsert(1);
  const insertBlock = prepareInsert(BLOCK);
  let idx = 0;
  let chain = LEDGER_GENESIS;

  return {
    begin() {
      const row = head.get();
      idx = row?.idx ?? 0;
      chain = row?.chain ?? LEDGER_GENESIS;
    },
    appendRecords({ device, epoch, fromSeq, receivedAt, texts, hashes }, skip) {
      let block: Cell[] = [];
      for (let offset = skip; offset < texts.length; offset += 1) {
        const hash = hashes[offset] as string;
        const seq = fromSeq + offset;
        idx += 1;
        chain = ledgerChainHash(chain, { idx, lane: LANE, source: 'terminal', device, epoch, seq, receivedAt, hash });
        block.push(idx, LANE, 'terminal', device, epoch, seq, receivedAt, texts[offset] as string, hash, chain);
        if (block.length === BLOCK * COLUMNS) {
          insertBlock.run(...block);
          block = [];
        }
      }
      for (let from = 0; from < block.length; from += COLUMNS) insert.run(...block.slice(from, from + COLUMNS));
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
