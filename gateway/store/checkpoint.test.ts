import { join } from 'node:path';
import { mountSmallDisk, type SmallDisk } from '@mingjing/test/support/small-disk.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkpoint } from './checkpoint.ts';
import { openWriter, type SqliteDatabase } from './open-database.ts';

const probeDisk = mountSmallDisk(1);
probeDisk?.release();

describe.skipIf(probeDisk === undefined)('a checkpoint on a full disk (tmpfs)', () => {
  let disk: SmallDisk;
  let db: SqliteDatabase;
  const rows = () => db.prepare<[], { n: number }>('select count(*) as n from t').get()?.n;

  beforeEach(() => {
    disk = mountSmallDisk(4) as SmallDisk;
    db = openWriter(join(disk.dir, 'x.sqlite3'));
    db.exec('create table t (text)');
    for (let n = 0; n < 200; n += 1) db.prepare('insert into t values (?)').run('长'.repeat(1_000));
    disk.fill();
  });
  afterEach(() => {
    db.close();
    disk.release();
  });

  test.each(['PASSIVE', 'RESTART', 'TRUNCATE'] as const)(
    '%s leaves the log as it is, and moves it once there is room',
    (mode) => {
      expect(() => db.pragma(`wal_checkpoint(${mode})`)).toThrow(/disk is full/);
      expect(checkpoint(db, mode)).toBe(0);
      expect(rows()).toBe(200);
      disk.free();
      checkpoint(db, mode);
      const left = db.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
      expect(left[0]?.checkpointed).toBe(left[0]?.log);
      expect(db.pragma('busy_timeout', { simple: true })).toBe(5_000);
      expect(rows()).toBe(200);
    },
  );
});
