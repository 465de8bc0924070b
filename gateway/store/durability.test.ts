import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFact } from '../core/gateway-facts.ts';
import { createGroupCommit } from './commit-group.ts';
import { createExecutor } from './execute.ts';
import { migrate } from './migrate.ts';
import { openReader, openWriter, type SqliteDatabase } from './open-database.ts';
import { DATABASE_FILE, openGatewayStore } from './open-gateway-store.ts';
import type { AnyOperation } from './operations.ts';
import { newPhoneRating, newSession, newTerminal } from './testing/store-fixtures.ts';

const NOW = 1_900_000_000_000;
let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-durable-'));
  path = join(dir, DATABASE_FILE);
});
afterEach(() => rmSync(dir, { recursive: true }));

const openStore = (masterKey = randomBytes(32)) =>
  openGatewayStore({
    dir,
    masterKey,
    clock: { now: () => NOW, mono: () => 0 },
    randomBytes,
    reasonsGraceMs: 0,
    log: () => {},
  });

test('commits are synchronous=FULL in WAL mode, also after writing and opening again', () => {
  for (const _ of [1, 2]) {
    const db = openWriter(path);
    db.exec('create table if not exists t (x) ; insert into t values (1)');
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(0);
    db.close();
  }
});

describe('the schema', () => {
  let db: SqliteDatabase;
  beforeEach(async () => {
    db = openWriter(path);
    await migrate(db);
  });
  afterEach(() => db.close());

  test('has STRICT tables only', () => {
    const tables = db.pragma('table_list') as { schema: string; name: string; type: string; strict: number }[];
    const loose = tables.filter(
      ({ schema, name, strict }) => schema === 'main' && strict === 0 && !/^(sqlite_|kysely_)/.test(name),
    );
    expect(loose).toStrictEqual([]);
  });

  test('lets nobody change or delete what is in the ledger', () => {
    db.exec(`insert into ledger values (1, 0, 'gateway', null, null, null, 0, '{}', '', '')`);
    expect(() => db.exec(`update ledger set text = ''`)).toThrow(/append-only/);
    expect(() => db.exec('delete from ledger')).toThrow(/append-only/);
    expect(() =>
      db.exec(`insert or replace into ledger values (1, 0, 'gateway', null, null, null, 0, 'x', '', '')`),
    ).toThrow();
    expect(db.prepare('select text from ledger').all()).toStrictEqual([{ text: '{}' }]);
  });

  test('is brought up to date twice without harm, and one from the future is refused', async () => {
    await migrate(db);
    db.exec(`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '')`);
    await expect(migrate(db)).rejects.toThrow(/newer gateway/);
  });
});

describe('a group of operations', () => {
  let db: SqliteDatabase;
  let commit: ReturnType<typeof createGroupCommit>;
  beforeEach(async () => {
    db = openWriter(path);
    await migrate(db);
    commit = createGroupCommit(db, createExecutor(db, { reasonsGraceMs: 0 }));
  });
  afterEach(() => db.close());

  function phoneOperation(padding = ''): AnyOperation {
    const terminal = newTerminal();
    const rating = newPhoneRating(terminal.deviceId, newSession(terminal.deviceId, NOW).view.qrHandle, NOW);
    return { name: 'phoneRating', request: { fact: { ...makeFact('rating.by-phone', NOW, rating), text: padding } } };
  }
  const poison = (): AnyOperation => ({ name: 'ingest', request: { texts: [1n] } as never });
  const queue = (...operations: AnyOperation[]) => operations.map((operation, id) => ({ id, operation }));

  test('fails only where it is poisonous', () => {
    const answers = commit(queue(phoneOperation(), poison(), phoneOperation()));
    expect(answers).toMatchObject([
      { id: 0, ok: true, value: { kind: 'held' } },
      { id: 1, ok: false, code: 'internal' },
      { id: 2, ok: true, value: { kind: 'held' } },
    ]);
    expect(db.prepare('select count(*) as n from ledger').all()).toStrictEqual([{ n: 2 }]);
    expect(db.prepare("select value from total where name = 'ledgerRows'").all()).toStrictEqual([{ value: 2 }]);
  });

  test('on a full disk leaves nothing behind, and goes on once there is room', () => {
    const pages = db.pragma('page_count', { simple: true }) as number;
    db.pragma(`max_page_count = ${pages + 4}`);
    const large = Array.from({ length: 40 }, () => phoneOperation('长'.repeat(400)));
    const answers = commit(queue(...large));
    const taken = answers.filter(({ ok }) => ok).length;
    expect(taken).toBeLessThan(large.length);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'disk-full')).toHaveLength(large.length - taken);
    expect(db.prepare('select count(*) as n from ledger').all()).toStrictEqual([{ n: taken }]);
    db.pragma('max_page_count = 1000000');
    expect(commit(queue(...large)).map((answer) => answer.ok)).toStrictEqual(large.map(() => true));
    expect(db.prepare('select count(*) as n from ledger').all()).toStrictEqual([{ n: large.length }]);
  });
});

test('nothing of an applicant and no key lies readable on the disk, nor with another key', async () => {
  const masterKey = randomBytes(32);
  const store = await openStore(masterKey);
  const terminal = newTerminal();
  await store.enrolTerminal(terminal);
  const session = newSession(terminal.deviceId, NOW);
  await store.openSession(session);
  await store.close();
  const bytes = readFileSync(path);
  for (const secret of ['李雷', '37010219900101001X', '13800000000']) expect(bytes.includes(secret)).toBe(false);
  expect(bytes.includes(Buffer.from(terminal.qrKey))).toBe(false);
  expect(bytes.includes(Buffer.from(terminal.qrKey).toString('base64url'))).toBe(false);

  const same = await openStore(masterKey);
  expect(same.materialOf(session.view.sessionId)?.applicant).toStrictEqual(session.applicant);
  await same.close();
  const stranger = await openStore();
  expect(() => stranger.materialOf(session.view.sessionId)).toThrow(/a key that is not here/);
  await stranger.close();
});

test('an answer means that the row can be read from the file by anybody', async () => {
  const store = await openStore();
  const terminal = newTerminal();
  await store.enrolTerminal(terminal);
  const reader = openReader(path);
  expect(reader.prepare('select count(*) as n from ledger').all()).toStrictEqual([{ n: 1 }]);
  reader.close();
  await store.close();
  await expect(store.enrolTerminal(newTerminal())).rejects.toMatchObject({ code: 'stopped' });
});
