import { openReader, type SqliteDatabase } from '../store/open-database.ts';
import type { LedgerSegmentTable, LedgerTable } from '../store/schema.ts';
import { type ChainCheck, checkSignature, createChainCheck } from './chain-check.ts';
import { checkMarks, checkTotals } from './check-marks.ts';
import { compareTable, DERIVED_TABLES } from './compare-tables.ts';
import { LedgerFault, require } from './ledger-fault.ts';
import { readPages } from './read-pages.ts';
import { openReplay, type Replay } from './replay.ts';

/** What was found. `fault` names the first broken row; the counts go up to there. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly ledgerRows: number;
  readonly terminalRecords: number;
  readonly gatewayFacts: number;
  readonly segments: number;
  readonly epochs: number;
  readonly effectiveRatings: number;
  /** Chain value of the last good row: keep it elsewhere, and nobody can rewrite what is before it. */
  readonly head: string;
  readonly fault: { readonly table: string; readonly row: string; readonly problem: string } | null;
}

interface Tally {
  terminalRecords: number;
  gatewayFacts: number;
  segments: number;
  effectiveRatings: number;
}

/**
 * Checks the whole ledger in order: its chain, every terminal's chain, the signatures, high-water marks, and that everything counted is what the
 * ledger, played again from nothing, comes to. Reads one snapshot, also while the gateway runs; writes nothing; memory is bounded.
 * @param path the gateway's database file
 * @throws when the file cannot be read as one
 */
export async function verifyLedger(path: string): Promise<VerifyReport> {
  const db = openReader(path);
  const replay = await openReplay();
  const chain = createChainCheck();
  const tally: Tally = { terminalRecords: 0, gatewayFacts: 0, segments: 0, effectiveRatings: 0 };
  db.exec('begin');
  let fault: LedgerFault | null = null;
  try {
    walkLedger(db, chain, replay, tally);
    checkMarks(db, chain);
    for (const table of DERIVED_TABLES) {
      const rows = compareTable(db, replay.db, table);
      if (table.name === 'session_rating') tally.effectiveRatings = rows;
    }
    checkTotals(db, replay);
  } catch (error) {
    if (!(error instanceof LedgerFault)) throw error;
    fault = error;
  } finally {
    replay.close();
    db.close();
  }
  return {
    ok: fault === null,
    ledgerRows: chain.lastIdx(),
    ...tally,
    epochs: [...chain.heads()].length,
    head: chain.chain(),
    fault: fault && { table: fault.table, row: fault.row, problem: fault.message },
  };
}

function walkLedger(db: SqliteDatabase, chain: ChainCheck, replay: Replay, tally: Tally): void {
  const segments = readPages<LedgerSegmentTable>(db, 'ledger_segment', ['first_idx']);
  let segment = segments.next();
  let upload: LedgerTable[] = [];
  for (const row of readPages<LedgerTable>(db, 'ledger', ['idx'])) {
    chain.row(row);
    if (row.source === 'gateway') {
      replay.fact(row);
      tally.gatewayFacts += 1;
      continue;
    }
    upload.push(row);
    tally.terminalRecords += 1;
    require(!segment.done, 'ledger', `idx ${row.idx}`, 'belongs to no segment');
    checkPlace(row, segment.value, upload.length - 1);
    if (row.idx < segment.value.last_idx) continue;
    const head = chain.headOf(segment.value.device, segment.value.epoch);
    checkSignature(segment.value, head, replay.publicKeyOf(segment.value.device));
    replay.upload(segment.value, upload);
    tally.segments += 1;
    upload = [];
    segment = segments.next();
  }
  if (!segment.done) {
    const { first_idx, last_idx } = segment.value;
    const where = `idx ${chain.lastIdx() + 1}`;
    require(false, 'ledger', where, `is missing: a segment covers rows ${first_idx} to ${last_idx}`);
  }
}

function checkPlace(row: LedgerTable, segment: LedgerSegmentTable, offset: number): void {
  const isInPlace =
    row.idx === segment.first_idx + offset &&
    row.idx <= segment.last_idx &&
    row.device === segment.device &&
    row.epoch === segment.epoch &&
    row.seq === segment.from_seq + offset;
  require(isInPlace, 'ledger', `idx ${row.idx}`, `does not lie in its segment (first_idx ${segment.first_idx})`);
}
