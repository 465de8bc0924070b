import type { Migration } from './migrations/migration.ts';
import type { Database } from './open-database.ts';

/** The schema version of a database; 0 when it has none. */
export function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** The version that a list of steps ends at. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/**
 * Brings a database forward, each step in a transaction of its own, so that a power cut leaves it at a whole version.
 * The caller has refused a database from the future.
 * @throws SqliteError; RangeError when the steps are not numbered 1, 2, 3 …
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1)
      throw new RangeError(`migration ${index + 1} is numbered ${migration.version}`);
  });
  for (const { version, sql } of migrations.slice(schemaVersion(db))) {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}
