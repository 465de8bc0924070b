import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@mingjing/device-app/store/migrate.ts';
import { MIGRATIONS } from '@mingjing/device-app/store/migrations/all.ts';
import { APPLICATION_ID, openDatabase } from '@mingjing/device-app/store/open-database.ts';
import { expect, it } from 'vitest';
import { commitRatings, openStore, provenRecords, ratingNumbers, temporaryFolder, upTo } from './log-fixture.ts';

const GOLDEN = join(import.meta.dirname, '../../device-app/store/migrations/golden-v1.sql');

it('a log written by version 1 goes on under this version: rows, chain, confirmation, live session', () => {
  const dir = temporaryFolder();
  const db = openDatabase(join(dir, 'log.db'));
  db.pragma(`application_id = ${APPLICATION_ID}`);
  migrate(db, MIGRATIONS.slice(0, 1));
  db.exec(readFileSync(GOLDEN, 'utf8'));
  db.close();
  const store = openStore(dir);
  expect(store.ackedSeq()).toBe(3);
  expect(store.loadSnapshot()).toEqual({ last: 5 });
  commitRatings(store, 6, 8);
  expect(ratingNumbers(provenRecords(store))).toEqual(upTo(8));
  store.close();
});
