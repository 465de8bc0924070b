import type { SqliteDatabase } from '../store/open-database.ts';

const PAGE_ROWS = 1_000;

/**
 * Reads a table in the order of its key with bounded memory.
 * @param keys column names of the key, in order
 */
export function* readPages<Row extends object>(
  db: SqliteDatabase,
  table: string,
  keys: readonly (keyof Row & string)[],
): Generator<Row> {
  const columns = keys.join(', ');
  const marks = keys.map(() => '?').join(', ');
  const first = db.prepare<unknown[], Row>(`select * from ${table} order by ${columns} limit ${PAGE_ROWS}`);
  const next = db.prepare<unknown[], Row>(
    `select * from ${table} where (${columns}) > (${marks}) order by ${columns} limit ${PAGE_ROWS}`,
  );
  let page = first.all();
  while (page.length > 0) {
    yield* page;
    const last = page.at(-1) as Row;
    page = next.all(...keys.map((key) => last[key]));
  }
}
