import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as ledger from './migrations/0001-ledger.ts';
import * as sessions from './migrations/0002-sessions.ts';
import * as outbox from './migrations/0003-outbox.ts';
import * as kiosks from './migrations/0004-kiosks.ts';
import * as kioskVisits from './migrations/0005-kiosk-visits.ts';
import * as followUps from './migrations/0006-follow-ups.ts';
import * as details from './migrations/0007-details.ts';
import * as phoneItems from './migrations/0008-phone-items.ts';
import * as selfTests from './migrations/0009-self-tests.ts';
import * as kioskOrder from './migrations/0010-kiosk-order.ts';
import type { SqliteDatabase } from './open-database.ts';

/** Forward only; a shipped migration is never edited. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-ledger': ledger,
  '0002-sessions': sessions,
  '0003-outbox': outbox,
  '0004-kiosks': kiosks,
  '0005-kiosk-visits': kioskVisits,
  '0006-follow-ups': followUps,
  '0007-details': details,
  '0008-phone-items': phoneItems,
  '0009-self-tests': selfTests,
  '0010-kiosk-order': kioskOrder,
};

/**
 * Brings a database up to date, all or nothing. Leaves the connection open.
 * @throws when the file comes from a newer gateway or a migration fails
 */
export async function migrate(db: SqliteDatabase): Promise<void> {
  const borrowed = new Kysely<unknown>({ dialect: new SqliteDialect({ database: keepOpen(db) }) });
  const migrator = new Migrator({ db: borrowed, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  // Kysely does not wrap SQLite migrations in a transaction; without one a crash halfway would block the next start.
  db.exec('begin immediate');
  const { error } = await migrator.migrateToLatest();
  db.exec(error === undefined ? 'commit' : 'rollback');
  if (error !== undefined) {
    throw new Error('the database cannot be brought up to date: is it from a newer gateway?', { cause: error });
  }
}

/** Kysely closes what it is given when destroyed; this connection belongs to the caller. */
function keepOpen(db: SqliteDatabase) {
  return { close: () => {}, prepare: (text: string) => db.prepare(text) };
}
