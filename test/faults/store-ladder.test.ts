import {
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { deviceIdSchema } from '@mingjing/shared/domain/ids.ts';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  commitRatings,
  epochStart,
  openLog,
  openStore,
  provenRecords,
  ratingEntry,
  ratingNumbers,
  stampAt,
  temporaryFolder,
  upTo,
} from './log-fixture.ts';

const PAGE = 4096;

/** A closed log with 400 ratings, the first 100 confirmed, and a live session. */
function filledLog(): string {
  const dir = temporaryFolder();
  const store = openStore(dir);
  commitRatings(store, 1, 400);
  store.setAcked(101);
  store.commit([], { tentative: 7 }, stampAt(1));
  store.close();
  return dir;
}

function overwrite(path: string, position: number, bytes: Buffer): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, bytes, 0, bytes.length, position);
  closeSync(handle);
}

function asideFiles(dir: string): readonly string[] {
  return readdirSync(dir).filter((name) => name.includes('.damaged-'));
}

/** Opens a repaired log and tells which ratings it carried over. */
function repaired(dir: string) {
  const { result, events } = openLog(dir);
  if (!result.ok) throw new Error(result.error.message);
  const records = provenRecords(result.value);
  const start = epochStart(records) as { reason: string; salvaged: number; unreadable: number; previousEpoch: string };
  const snapshot = result.value.loadSnapshot();
  result.value.close();
  return { start, numbers: ratingNumbers(records), snapshot, events: events.map(({ event }) => event) };
}

describe('a damaged database', () => {
  it('with a bad page in its middle is set aside and everything on other pages carried over', () => {
    const dir = filledLog();
    const path = join(dir, 'log.db');
    const pages = statSync(path).size / PAGE;
    const before = readFileSync(path);
    overwrite(path, Math.floor(pages / 2) * PAGE, Buffer.alloc(PAGE, 0xa5));
    const damaged = readFileSync(path);
    const { start, numbers, snapshot, events } = repaired(dir);
    expect(events).toEqual(['store.damaged', 'store.epoch-begun', 'store.opened']);
    expect(start.reason).toBe('damaged');
    expect(start.salvaged + start.unreadable).toBe(300);
    // One page holds a handful of records; nothing else may be missing.
    expect(start.unreadable).toBeLessThan(12);
    expect(numbers).toHaveLength(start.salvaged);
    expect(numbers.every((n) => n > 100)).toBe(true);
    expect(snapshot).toEqual({ tentative: 7 });
    const [aside] = asideFiles(dir);
    expect(readFileSync(join(dir, aside ?? ''))).toEqual(damaged);
    expect(before).not.toEqual(damaged);
  });

  it.each([
    ['its header', (path: string) => overwrite(path, 0, Buffer.alloc(100, 0xa5))],
    ['its first page', (path: string) => overwrite(path, 0, Buffer.alloc(PAGE, 0))],
    ['its mark and version', (path: string) => overwrite(path, 60, Buffer.alloc(12, 0xff))],
  ])('that lost %s still gives up every record', (_, damage) => {
    const dir = filledLog();
    damage(join(dir, 'log.db'));
    const { start, numbers } = repaired(dir);
    expect(start.reason).toBe('damaged');
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(
      upTo(400)
        .slice(100)
        .every((n) => numbers.includes(n)),
    ).toBe(true);
  });

  it('whose record was altered without a trace in the structure is caught by the chain', () => {
    const dir = filledLog();
    const path = join(dir, 'log.db');
    const position = readFileSync(path).indexOf(
      `"ratingId":"${'01990000-0001-7000-8000-'}${(250).toString(16).padStart(12, '0')}`,
    );
    const level = readFileSync(path).lastIndexOf('"level":', position) + '"level":'.length;
    overwrite(path, level, Buffer.from(readFileSync(path)[level] === 0x35 ? '1' : '5'));
    const { start, numbers } = repaired(dir);
    expect(start).toMatchObject({ reason: 'damaged', salvaged: 299, unreadable: 1 });
    expect(numbers).toEqual(
      upTo(400)
        .slice(100)
        .filter((n) => n !== 250),
    );
  });

  it.each([0, 1, PAGE + 17])('cut to %i bytes does not stop the terminal', (size) => {
    const dir = filledLog();
    truncateSync(join(dir, 'log.db'), size);
    expect(repaired(dir).start.reason).toBe('damaged');
    const store = openStore(dir);
    commitRatings(store, 1, 1);
    store.close();
  });

  it('that is no database at all does not stop the terminal', () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'log.db'), '评价'.repeat(5000));
    expect(repaired(dir).start).toMatchObject({ reason: 'damaged', salvaged: 0, previousEpoch: null });
  });

  /** What a power cut leaves: the file as of long ago and a write-ahead log with all the rest. */
  function cutOff(): string {
    const dir = temporaryFolder();
    const store = openStore(dir);
    commitRatings(store, 1, 50);
    const cut = temporaryFolder();
    for (const name of ['log.db', 'log.db-wal']) copyFileSync(join(dir, name), join(cut, name));
    store.close();
    return cut;
  }

  it('is healed by its write-ahead log where that can', () => {
    const dir = cutOff();
    overwrite(join(dir, 'log.db'), 0, Buffer.alloc(100, 0xa5));
    expect(repaired(dir)).toMatchObject({ start: { reason: 'first-start' }, numbers: upTo(50) });
  });

  it('that is empty does not cost what is in the write-ahead log', () => {
    const dir = cutOff();
    // SQLite deletes the write-ahead log of an empty file as soon as it opens it.
    truncateSync(join(dir, 'log.db'), 0);
    expect(repaired(dir)).toMatchObject({ start: { reason: 'damaged' }, numbers: upTo(50) });
    expect(asideFiles(dir)).toHaveLength(2);
  });

  it('keeps the three latest damaged files and no more', () => {
    const dir = temporaryFolder();
    openStore(dir).close();
    for (let n = 0; n < 5; n += 1) {
      truncateSync(join(dir, 'log.db'), 0);
      openStore(dir, { now: () => Date.UTC(2026, 0, 1 + n) }).close();
    }
    expect(asideFiles(dir)).toEqual(['03', '04', '05'].map((day) => `log.db.damaged-202601${day}T000000Z`));
  });
});

describe('a repair that was interrupted', () => {
  it('while the new file was being built begins again', () => {
    const dir = filledLog();
    overwrite(join(dir, 'log.db'), 0, Buffer.alloc(100, 0xa5));
    writeFileSync(join(dir, 'log.db.building'), 'half');
    expect(repaired(dir).numbers.length).toBeGreaterThanOrEqual(300);
    expect(readdirSync(dir)).not.toContain('log.db.building');
  });

  it.each(['before the old file was moved', 'after the old file was moved', 'before its write-ahead log was moved'])(
    '%s is finished',
    (moment) => {
      const dir = filledLog();
      const other = filledLog();
      renameSync(join(other, 'log.db'), join(dir, 'log.db.ready'));
      if (moment.startsWith('after')) renameSync(join(dir, 'log.db'), join(dir, 'log.db.damaged-x'));
      if (moment.includes('ahead')) {
        renameSync(join(dir, 'log.db'), join(dir, 'log.db.damaged-x'));
        writeFileSync(join(dir, 'log.db-wal'), strayWal());
      }
      const store = openStore(dir);
      expect(ratingNumbers(provenRecords(store))).toEqual(upTo(400));
      store.close();
      expect(readdirSync(dir)).not.toContain('log.db.ready');
      expect(asideFiles(dir).length).toBeGreaterThan(0);
    },
  );
});

/** A valid write-ahead log of another database: SQLite would apply it to any file that bears the name. */
function strayWal(): Buffer {
  const dir = temporaryFolder();
  const db = new Sqlite(join(dir, 'stray.db'));
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE entries (id INTEGER PRIMARY KEY)');
  const bytes = readFileSync(join(dir, 'stray.db-wal'));
  db.close();
  return bytes;
}

describe('a database that is not ours to use', () => {
  it('from the future is refused with the cure, and left as it is', () => {
    const dir = filledLog();
    const path = join(dir, 'log.db');
    const db = new Sqlite(path);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(path);
    const { result } = openLog(dir);
    expect(result).toMatchObject({ ok: false, error: { kind: 'from-the-future' } });
    expect(!result.ok && result.error.message).toMatch(/schema 99, this one knows 1.*install that version/);
    expect(readFileSync(path)).toEqual(before);
  });

  it('in a folder that is a file is refused with the cure', () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'data'), '');
    expect(openLog(join(dir, 'data')).result).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
  });

  it('of another identity goes on under ours, with everything unconfirmed', () => {
    const dir = filledLog();
    const deviceId = deviceIdSchema.parse('01990000-0000-7000-8000-0000000000ff');
    const store = openStore(dir, { deviceId });
    const records = provenRecords(store);
    expect(epochStart(records)).toMatchObject({ reason: 'identity-changed', salvaged: 300 });
    expect(records.every((record) => record.deviceId === deviceId)).toBe(true);
    expect(ratingNumbers(records)).toEqual(upTo(400).slice(100));
    store.close();
  });
});

describe('a conflict', () => {
  it('begins an epoch that carries the unconfirmed over, with the times they were written', () => {
    const store = openStore(temporaryFolder());
    for (let n = 1; n <= 20; n += 1) store.commit([ratingEntry(n)], { n }, stampAt(1_000 + n));
    store.setAcked(11);
    const before = store.head().epoch;
    const head = store.beginEpoch('conflict', stampAt(9_000));
    expect(head).toMatchObject({ ok: true, value: { seq: 11 } });
    const records = provenRecords(store);
    expect(epochStart(records)).toEqual({ reason: 'conflict', previousEpoch: before, salvaged: 10, unreadable: 0 });
    expect(ratingNumbers(records)).toEqual(upTo(20).slice(10));
    expect(records.slice(1).map(({ at }) => at)).toEqual(
      upTo(20)
        .slice(10)
        .map((n) => 1_000 + n),
    );
    expect(store.ackedSeq()).toBe(0);
    expect(store.loadSnapshot()).toEqual({ n: 20 });
    store.close();
  });

  it('can carry over from earlier, when the gateway lost what it had confirmed', () => {
    const store = openStore(temporaryFolder());
    commitRatings(store, 1, 20);
    store.setAcked(15);
    store.beginEpoch('conflict', stampAt(1), 11);
    expect(ratingNumbers(provenRecords(store))).toEqual(upTo(20).slice(10));
    store.close();
  });
});
