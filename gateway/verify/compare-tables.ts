import type { SqliteDatabase } from '../store/open-database.ts';
import { require } from './ledger-fault.ts';
import { readPages } from './read-pages.ts';

/** A derived table, and what makes one of its rows the same as another. */
export interface DerivedTable {
  readonly name: string;
  readonly keys: readonly string[];
  readonly columns: readonly string[];
}

/** What follows from the ledger alone, and must be exactly that. */
export const DERIVED_TABLES: readonly DerivedTable[] = [
  {
    name: 'session_rating',
    keys: ['session_id'],
    columns: ['rating_id', 'ledger_idx', 'level', 'channel', 'assessed_at', 'tags', 'remark', 'reasons_known'],
  },
  { name: 'duplicate_rating', keys: ['session_id', 'rating_id'], columns: ['ledger_idx', 'reason'] },
  { name: 'held_rating', keys: ['device', 'qr_handle', 'rating_id'], columns: ['ledger_idx', 'level', 'standing'] },
  {
    name: 'session',
    keys: ['session_id'],
    columns: [
      'canonical_id',
      'device',
      'qr_handle',
      'ledger_idx',
      'project_no',
      'service_number',
      'cancelled_at',
      'closed_at',
      'outcome',
    ],
  },
];

type Row = Readonly<Record<string, unknown>>;

/** Compares a table with the replayed one, row by row. @returns how many rows there are */
export function compareTable(held: SqliteDatabase, replayed: SqliteDatabase, table: DerivedTable): number {
  const theirs = readPages<Row>(replayed, table.name, table.keys);
  let rows = 0;
  for (const row of readPages<Row>(held, table.name, table.keys)) {
    const where = describe(table, row);
    const { value: expected, done } = theirs.next();
    require(!done &&
      isSameKey(
        table,
        row,
        expected,
      ), table.name, where, 'does not follow from the ledger, or one before it is missing');
    const differing = table.columns.find((column) => row[column] !== expected[column]);
    require(differing === undefined, table.name, where, `${differing} is not what the ledger says`);
    rows += 1;
  }
  const missing = theirs.next();
  if (!missing.done)
    require(false, table.name, describe(table, missing.value), 'is missing: the ledger says it is there');
  return rows;
}

function isSameKey(table: DerivedTable, row: Row, other: Row): boolean {
  return table.keys.every((key) => row[key] === other[key]);
}

function describe(table: DerivedTable, row: Row): string {
  return table.keys.map((key) => `${key} ${String(row[key])}`).join(', ');
}
