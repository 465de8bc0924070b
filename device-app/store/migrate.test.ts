import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { type Database, openDatabase } from './open-database.ts';

/** Schema and rows as text, the same for equal databases. */
function dump(db: Database): string {
  const tables = db
    .prepare<[], { name: string; sql: string }>(
      'SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name',
    )
    .all();
  return tables.map(({ sql }) => sql.replace(/\s+/g, ' ')).join('\n');
}

describe('the ladder of migrations', () => {
  it('takes an empty file to the released schema', () => {
    const db = openDatabase(':memory:');
    migrate(db, MIGRATIONS);
    expect(schemaVersion(db)).toBe(1);
    expect(dump(db)).toBe(readFileSync(join(import.meta.dirname, 'migrations/golden-v1.txt'), 'utf8').trimEnd());
  });

  it('climbs from any rung, keeps the rows, and does nothing at the top', () => {
    const next = { version: 2, sql: "ALTER TABLE epochs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'" };
    const db = openDatabase(':memory:');
    migrate(db, MIGRATIONS);
    db.exec("INSERT INTO epochs (epoch, device_id, reason, begun_at) VALUES ('e', 'd', 'first-start', 1)");
    migrate(db, [...MIGRATIONS, next]);
    migrate(db, [...MIGRATIONS, next]);
    expect(schemaVersion(db)).toBe(2);
    expect(db.prepare('SELECT epoch, note FROM epochs').all()).toEqual([{ epoch: 'e', note: 'none' }]);
    expect(() => migrate(db, [{ ...next, version: 3 }])).toThrow(/migration 1 is numbered 3/);
  });

  it('leaves a database at a whole version when a step fails', () => {
    const broken = { version: 2, sql: 'CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE epochs (id INTEGER)' };
    const db = openDatabase(':memory:');
    expect(() => migrate(db, [...MIGRATIONS, broken])).toThrow(/already exists/);
    expect(schemaVersion(db)).toBe(1);
    expect(dump(db)).not.toContain('half');
  });
});
