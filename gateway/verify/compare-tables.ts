import type { SqliteDatabase } from '../store/open-database.ts';
import { require } from './ledger-fault.ts';
import { readPages } from './read-pages.ts';

/** A derived table, and what makes one of its rows the same as another. */
export interface DerivedTable {
  readonly name: string;
  readonly keys: readonly string[];
  /** Columns that do not follow from the ledger; every other one does, and is compared. */
  readonly others: readonly string[];
}

/** What follows from the ledger alone, and must be exactly that. */
export const DERIVED_TABLES: readonly DerivedTable[] = [
  { name: 'terminal', keys: ['device_id'], others: ['qr_key'] },
  { name: 'session_rating', keys: ['session_id'], others: [] },
  { name: 'duplicate_rating', keys: ['session_id', 'rating_id'], others: [] },
  { name: 'held_rating', keys: ['device', 'qr_handle', 'rating_id'], others: [] },
  { name: 'follow_up_rating', keys: ['rating_id'], others: [] },
  { name: 'session', keys: ['session_id'], others: [] },
  { name: 'session_guest', keys: ['session_id', 'device'], others: [] },
  { name: 'kiosk_visit', keys: ['session_id'], others: [] },
  // That a record is to be forwarded follows; how far that went was told by the city.
  {
    name: 'outbox',
    keys: ['session_id', 'kind'],
    others: ['id', 'state', 'due_at', 'wanted_at', 'attempts', 'ended_at', 'last_reply'],
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
    const differing = Object.keys(row).find(
      (column) => row[column] !== expected[column] && !table.others.includes(column),
    );
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
