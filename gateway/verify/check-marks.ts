import type { SqliteDatabase } from '../store/open-database.ts';
import type { StreamTable, TotalTable } from '../store/schema.ts';
import type { TotalName } from '../store/tables/totals.ts';
import type { ChainCheck } from './chain-check.ts';
import { require } from './ledger-fault.ts';
import { readPages } from './read-pages.ts';
import type { Replay } from './replay.ts';

/** The marks that would let records be lost or taken twice, and how many rows were written. */
export function checkMarks(db: SqliteDatabase, chain: ChainCheck): void {
  let marks = 0;
  for (const mark of readPages<StreamTable>(db, 'stream', ['device', 'epoch'])) {
    const head = chain.headOf(mark.device, mark.epoch);
    const fits = head?.seq === mark.high_seq && head.hash === mark.high_hash;
    const where = `device ${mark.device}, epoch ${mark.epoch}`;
    require(fits, 'stream', where, `the mark says seq ${mark.high_seq}, the ledger ends at ${head?.seq ?? 'none'}`);
    marks += 1;
  }
  require(marks === [...chain.heads()].length, 'stream', '(whole)', 'an epoch of the ledger has no mark');
  const counted = heldTotal(db, 'ledgerRows');
  require(counted ===
    chain.lastIdx(), 'ledger', `idx ${chain.lastIdx() + 1}`, `is missing: ${counted} rows were written`);
}

const DERIVED_TOTALS: readonly TotalName[] = ['sessions', 'ratedSessions', 'duplicateRatings', 'selfTestRatings'];

/** The running totals that follow from the ledger. */
export function checkTotals(db: SqliteDatabase, replay: Replay): void {
  for (const name of DERIVED_TOTALS) {
    const [held, expected] = [heldTotal(db, name), replay.total(name)];
    require(held === expected, 'total', `name ${name}`, `is ${held}, but the ledger comes to ${expected}`);
  }
}

function heldTotal(db: SqliteDatabase, name: TotalName): number {
  const select = db.prepare<[string], TotalTable>('select * from total where name = ?');
  return select.get(name)?.value ?? 0;
}
