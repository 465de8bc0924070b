import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { SqliteDatabase } from '../open-database.ts';
import type { GatewaySchema } from '../schema.ts';

/** Builds queries with the types of our tables; runs none itself. */
export const queries = new Kysely<GatewaySchema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A query prepared once. Its parameters are those of the Kysely query it was made from, in the order in which they stand there. */
export interface PreparedRead<Row> {
  get(...parameters: readonly (string | number | null)[]): Row | undefined;
  all(...parameters: readonly (string | number | null)[]): Row[];
}

/**
 * Prepares a Kysely query on a synchronous connection: better-sqlite3 answers at once, and a promise a row would only cost.
 * The values in the query are placeholders; each run gives its own.
 */
export function prepareRead<Row>(db: SqliteDatabase, query: Compilable<Row>): PreparedRead<Row> {
  const { sql, parameters } = query.compile();
  const statement = db.prepare<unknown[], Row>(sql);
  const check = (given: readonly unknown[]) => {
    if (given.length !== parameters.length) throw new Error(`the query takes ${parameters.length} parameters: ${sql}`);
    return given;
  };
  return {
    get: (...given) => statement.get(...check(given)),
    all: (...given) => statement.all(...check(given)),
  };
}
