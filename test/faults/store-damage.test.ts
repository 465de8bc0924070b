import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogStore } from '@mingjing/device-app/store/log-store.ts';
import { readPrivateFile, writePrivateFile } from '@mingjing/device-app/store/private-file.ts';
import { watchDamage } from '@mingjing/device-app/store/watch-damage.ts';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mountSmallDisk } from '../support/small-disk.ts';
import { commitRatings, openStore, ratingEntry, stampAt, temporaryFolder } from './log-fixture.ts';
import { spoilRootPage } from './spoil-page.ts';

/** Every call that reads or writes; `throws` where damage cannot be a value. */
const CALLS: Record<Exclude<keyof LogStore, 'close'>, [(store: LogStore) => unknown, string, 'refuses' | 'throws']> = {
  commit: [(store) => store.commit([ratingEntry(99)], undefined, stampAt(1)), 'entries', 'refuses'],
  loadSnapshot: [(store) => store.loadSnapshot(), 'live_session', 'throws'],
  head: [(store) => store.head(), 'sqlite_autoindex_entries_1', 'throws'],
  readAfter: [(store) => store.readAfter(0, 10, 1 << 20), 'entries', 'throws'],
  ackedSeq: [(store) => store.ackedSeq(), 'epochs', 'throws'],
  setAcked: [(store) => store.setAcked(1), 'epochs', 'refuses'],
  backlog: [(store) => store.backlog(), 'epochs', 'throws'],
  beginEpoch: [(store) => store.beginEpoch('conflict', stampAt(1)), 'entries', 'refuses'],
  prune: [(store) => store.prune(Number.MAX_SAFE_INTEGER), 'epochs', 'refuses'],
  probe: [(store) => store.probe(), 'reserve', 'refuses'],
};

describe('a page that is damaged in an open log', () => {
  it.each(Object.entries(CALLS))('is told of by %s', (_name, [call, page, manner]) => {
    const dir = temporaryFolder();
    let heard = 0;
    const store = watchDamage(openStore(dir), () => {
      heard += 1;
    });
    onTestFinished(() => store.close());
    commitRatings(store, 1, 60);
    store.commit([], { live: true }, stampAt(1));
    expect(store.probe().ok).toBe(true);
    expect(heard).toBe(0);
    spoilRootPage(dir, page);
    if (manner === 'refuses') expect(call(store)).toEqual({ ok: false, error: 'damaged' });
    else expect(() => call(store)).toThrow(/malformed/);
    expect(heard).toBeGreaterThan(0);
  });

  it('that altered a record is not sealed into a new epoch', () => {
    const dir = temporaryFolder();
    const store = openStore(dir);
    onTestFinished(() => store.close());
    commitRatings(store, 1, 5);
    const db = new Sqlite(join(dir, 'log.db'));
    db.exec('DROP TRIGGER entries_never_change; UPDATE entries SET text = replace(text, \'"level":4\', \'"level":5\')');
    db.close();
    expect(store.beginEpoch('conflict', stampAt(1))).toEqual({ ok: false, error: 'damaged' });
  });
});

const probeDisk = mountSmallDisk(1);
probeDisk?.release();

describe('a private file', () => {
  it.skipIf(probeDisk === undefined)('on a full disk stays as it was, whole, and leaves nothing else behind', () => {
    const disk = mountSmallDisk(1);
    if (disk === undefined) throw new Error('mount worked a moment ago');
    onTestFinished(() => disk.release());
    const path = join(disk.dir, 'a', 'key');
    expect(writePrivateFile(path, 'first')).toMatchObject({ ok: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    // Room for a part: a single write would take that part and call it a success.
    disk.fill(8_192);
    expect(writePrivateFile(path, 'x'.repeat(40_000))).toMatchObject({ ok: false, error: { kind: 'full' } });
    expect(readPrivateFile(path)).toEqual({ ok: true, value: 'first' });
    expect(() => readFileSync(`${path}.new`)).toThrow(/ENOENT/);
  });

  it('in a folder that is a file is a refusal that names it', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const refused = { ok: false, error: { kind: 'unavailable', message: expect.stringContaining(file) } };
    expect(writePrivateFile(join(file, 'key'), 'text')).toMatchObject(refused);
    expect(readPrivateFile(join(file, 'key'))).toMatchObject(refused);
  });
});
