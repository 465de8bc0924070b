import { join } from 'node:path';
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

describe('the log', () => {
  it('begins with an event that says why', () => {
    const { result, events } = openLog(temporaryFolder());
    const records = result.ok ? provenRecords(result.value) : [];
    expect(epochStart(records)).toEqual({ reason: 'first-start', previousEpoch: null, salvaged: 0, unreadable: 0 });
    expect(events.map(({ event }) => event)).toEqual(['store.epoch-begun', 'store.opened']);
  });

  it('is durable: WAL with synchronous FULL, on a reopened file after a write', () => {
    const dir = temporaryFolder();
    openStore(dir).close();
    const { result, events } = openLog(dir);
    if (!result.ok) throw new Error(result.error.message);
    commitRatings(result.value, 1, 1);
    result.value.close();
    expect(events.find(({ event }) => event === 'store.opened')?.data).toEqual({ journal: 'wal', synchronous: 2 });
    // better-sqlite3 by itself would run NORMAL (1): the setting above is ours, not the library's.
    const bare = new Sqlite(join(dir, 'log.db'));
    expect(bare.pragma('synchronous', { simple: true })).toBe(1);
    bare.close();
  });

  it('goes on where it ended, with an unbroken chain and the live session', () => {
    const dir = temporaryFolder();
    const first = openStore(dir);
    commitRatings(first, 1, 25);
    first.commit([], { session: 'open', undo: [1, 2] }, stampAt(1));
    const head = first.head();
    first.close();
    const second = openStore(dir);
    expect(second.head()).toEqual(head);
    expect(second.loadSnapshot()).toEqual({ session: 'open', undo: [1, 2] });
    commitRatings(second, 26, 30);
    expect(second.loadSnapshot()).toEqual({ session: 'open', undo: [1, 2] });
    second.commit([], null, stampAt(1));
    expect(second.loadSnapshot()).toBeNull();
    expect(ratingNumbers(provenRecords(second))).toEqual(upTo(30));
    second.close();
  });

  it('takes all entries of a commit or none', () => {
    const store = openStore(temporaryFolder());
    const before = store.head();
    const tooLong = { type: 'event', body: { event: 'a.b', data: { text: 'x'.repeat(401) } } } as const;
    expect(() => store.commit([ratingEntry(1), tooLong], { live: true }, stampAt(1))).toThrow(
      /event record.*data\.text/,
    );
    expect(store.head()).toEqual(before);
    expect(store.loadSnapshot()).toBeNull();
    store.close();
  });

  it('refuses a record that no gateway could ever take', () => {
    const store = openStore(temporaryFolder());
    const data = Object.fromEntries(upTo(60).map((n) => [`field-${n}`, '明'.repeat(400)]));
    expect(() => store.commit([{ type: 'event', body: { event: 'a.b', data } }], undefined, stampAt(1))).toThrow(
      /at most 16384/,
    );
    store.close();
  });

  it('does not mind a clock that is set back', () => {
    const dir = temporaryFolder();
    let now = Date.UTC(2026, 5, 1);
    const store = openStore(dir, { now: () => now });
    store.commit([ratingEntry(1)], undefined, stampAt(now));
    now -= 3_600_000;
    store.commit([ratingEntry(2)], undefined, stampAt(now));
    store.close();
    const again = openStore(dir, { now: () => now });
    const records = provenRecords(again);
    expect(ratingNumbers(records)).toEqual([1, 2]);
    expect((records[1]?.at ?? 0) - (records[2]?.at ?? 0)).toBe(3_600_000);
    again.close();
  });
});

describe('reading for the gateway', () => {
  it('slices by count and by bytes, but always gives one', () => {
    const store = openStore(temporaryFolder());
    commitRatings(store, 1, 20);
    expect(store.readAfter(0, 8, 1 << 20)).toMatchObject({ fromSeq: 1, hasMore: true });
    expect(store.readAfter(0, 8, 1 << 20).texts).toHaveLength(8);
    expect(store.readAfter(5, 100, 2_000).texts.join('').length).toBeLessThanOrEqual(2_000);
    expect(store.readAfter(5, 100, 1).texts).toHaveLength(1);
    expect(store.readAfter(20, 100, 1 << 20)).toMatchObject({
      fromSeq: 21,
      hasMore: false,
      lastHash: store.head().hash,
    });
    expect(store.readAfter(21, 100, 1 << 20)).toMatchObject({ texts: [], hasMore: false });
    store.close();
  });

  it('keeps what is confirmed, and never takes a confirmation back', () => {
    const dir = temporaryFolder();
    const store = openStore(dir);
    commitRatings(store, 1, 20);
    expect(store.backlog()).toMatchObject({ count: 21 });
    store.setAcked(15);
    store.setAcked(3);
    expect(store.ackedSeq()).toBe(15);
    expect(store.backlog()).toMatchObject({ count: 6 });
    expect(() => store.setAcked(22)).toThrow(/ends at 21/);
    store.setAcked(21);
    expect(store.backlog()).toEqual({ count: 0, oldestAt: null });
    store.close();
    expect(openStore(dir).ackedSeq()).toBe(21);
  });

  it('prunes confirmed entries only, and keeps the head', () => {
    const store = openStore(temporaryFolder());
    for (let n = 1; n <= 10; n += 1) store.commit([ratingEntry(n)], undefined, stampAt(1_000 * n));
    store.setAcked(8);
    expect(store.prune(Number.MAX_SAFE_INTEGER)).toEqual({ ok: true, value: 8 });
    expect(store.readAfter(0, 100, 1 << 20)).toMatchObject({ fromSeq: 9 });
    store.setAcked(11);
    expect(store.prune(8_500)).toEqual({ ok: true, value: 1 });
    expect(store.prune(Number.MAX_SAFE_INTEGER)).toEqual({ ok: true, value: 1 });
    expect(store.head().seq).toBe(11);
    commitAfterPrune(store);
    store.close();
  });

  it('does not let a statement alter or remove what is not confirmed', () => {
    const dir = temporaryFolder();
    const store = openStore(dir);
    commitRatings(store, 1, 3);
    const db = new Sqlite(join(dir, 'log.db'));
    expect(() => db.exec("UPDATE entries SET text = '{}'")).toThrow(/never changes/);
    expect(() => db.exec('DELETE FROM entries')).toThrow(/unconfirmed/);
    db.close();
    store.close();
  });
});

function commitAfterPrune(store: ReturnType<typeof openStore>): void {
  const hash = store.head().hash;
  const sealed = store.commit([ratingEntry(11)], undefined, stampAt(1));
  expect(sealed.ok && sealed.value[0]?.record.prevHash).toBe(hash);
}
