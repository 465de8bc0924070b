import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type BareGateway, startBareGateway } from '@mingjing/test/simulators/fleet/bare-gateway.ts';
import { drain } from '@mingjing/test/simulators/fleet/simulated-terminal.ts';
import { newTerminalIdentity } from '@mingjing/test/simulators/fleet/terminal-identity.ts';
import {
  closedEntry,
  liveService,
  newTerminalLog,
  newView,
  openedEntry,
  selfTest,
} from '@mingjing/test/simulators/fleet/terminal-log.ts';
import { dial } from '@mingjing/test/simulators/fleet/terminal-socket.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../store/migrate.ts';
import { openScratch, openWriter, type SqliteDatabase } from '../store/open-database.ts';
import { DATABASE_FILE } from '../store/open-gateway-store.ts';
import type { LedgerTable } from '../store/schema.ts';
import { newFollowUp, newPhoneRating, newSession } from '../store/testing/store-fixtures.ts';
import { DERIVED_TABLES } from './compare-tables.ts';
import { type VerifyReport, verifyLedger } from './verify-ledger.ts';

const schema = openScratch();
await migrate(schema);
let original: string;
let dir: string;
/** As npm links it. */
const BIN = new URL('../../node_modules/.bin/mingjing-gateway', import.meta.url).pathname;

/** A day's worth: two terminals, one of them twice, phone ratings accepted, held, late and followed up, sessions opened here and there and at a kiosk, a self-test. */
async function fillLedger(gateway: BareGateway): Promise<void> {
  const [one, two] = [newTerminalIdentity(), newTerminalIdentity()];
  for (const { enrolment } of [one, two]) await gateway.store.enrolTerminal(enrolment);
  const session = newSession(one.deviceId, Date.now());
  await gateway.store.openSession(session);
  await gateway.store.submitPhoneRating(newPhoneRating(one.deviceId, session.view.qrHandle, Date.now()));
  await gateway.store.submitPhoneRating(newPhoneRating(one.deviceId, session.view.qrHandle, Date.now()));
  await gateway.store.cancelSession(session.view.sessionId, Date.now());
  const view = newView(Date.now());
  await gateway.store.submitPhoneRating(newPhoneRating(two.deviceId, view.qrHandle, Date.now()));
  for (const identity of [one, two]) {
    const log = newTerminalLog(identity);
    for (let n = 0; n < 12; n += 1) liveService(log, { reasons: { tags: ['510'], text: '好', skipped: false } });
    if (identity === two) {
      selfTest(log);
      log.append(openedEntry(view));
      log.append(openedEntry({ ...session.view, openedBy: 'kiosk' }));
      log.append(closedEntry(session.view.sessionId, 'rated-elsewhere'));
      const { sessionId, qrHandle, openedAt } = newView(Date.now());
      log.append(openedEntry({ sessionId, qrHandle, openedAt, openedBy: 'kiosk', serialNumber: 'SN-TYPED' }));
    }
    const socket = await dial({ url: gateway.url, identity });
    await drain(socket, log, { batch: 7 });
    socket.close();
    await socket.closed;
  }
  await gateway.store.submitFollowUp(newFollowUp(one.deviceId, session.view.qrHandle, Date.now()));
  await gateway.store.submitPhoneRating(newPhoneRating(two.deviceId, newView(Date.now()).qrHandle, Date.now()));
}

beforeAll(async () => {
  original = mkdtempSync(join(tmpdir(), 'mingjing-verify-'));
  const gateway = await startBareGateway({ dir: original });
  await fillLedger(gateway);
  await gateway.stop();
});
afterAll(() => rmSync(original, { recursive: true }));
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-tamper-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A copy of the good database, changed by somebody who can write to the file. */
async function verifyAfter(tamper: (db: SqliteDatabase) => void): Promise<VerifyReport> {
  const path = join(dir, DATABASE_FILE);
  const source = openWriter(join(original, DATABASE_FILE));
  await source.backup(path);
  source.close();
  const db = openWriter(path);
  db.exec('drop trigger ledger_no_update; drop trigger ledger_no_delete');
  tamper(db);
  db.close();
  return verifyLedger(path);
}

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    // Its first line asks for a `node`, which must be the one that npm brought.
    const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
    execFile(BIN, args, { env: { ...process.env, PATH } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('an untouched ledger holds, and its counts are right', async () => {
  const report = await verifyAfter(() => {});
  expect(report).toMatchObject({
    ok: true,
    fault: null,
    ledgerRows: 124,
    terminalRecords: 115,
    gatewayFacts: 9,
    segments: 17,
    epochs: 2,
    effectiveRatings: 26,
  });
});

describe('names what was tampered with', () => {
  const change = (sql: string) => (db: SqliteDatabase) => void db.exec(sql);
  const tamperings: readonly [
    string,
    (db: SqliteDatabase) => void,
    { table: string; row: string | RegExp; problem: RegExp },
  ][] = [
    [
      'one byte of a record’s text',
      change(`update ledger set text = replace(text, '"level":5', '"level":4') where idx = 13`),
      { table: 'ledger', row: 'idx 13', problem: /text does not fit the hash/ },
    ],
    [
      'one byte of a gateway fact',
      change(`update ledger set text = replace(text, '"level":5', '"level":1') where idx = 4`),
      { table: 'ledger', row: 'idx 4', problem: /text does not fit the hash/ },
    ],
    [
      'two rows swapped',
      change(`update ledger set idx = -1 where idx = 20; update ledger set idx = 20 where idx = 21;
              update ledger set idx = 21 where idx = -1`),
      { table: 'ledger', row: 'idx 20', problem: /seq is/ },
    ],
    [
      'a row in the middle deleted',
      change('delete from ledger where idx = 30'),
      { table: 'ledger', row: 'idx 31', problem: /row 30 is missing/ },
    ],
    [
      'the last row deleted, a fact of the gateway',
      change('delete from ledger where idx = 124'),
      { table: 'ledger', row: 'idx 124', problem: /is missing/ },
    ],
    [
      'the last record of a terminal deleted',
      change('delete from ledger where idx >= 107'),
      { table: 'ledger', row: 'idx 107', problem: /is missing: a segment covers/ },
    ],
    [
      'a hash',
      change(`update ledger set hash = replace(hash, substr(hash, 1, 4), 'dead') where idx = 40`),
      { table: 'ledger', row: 'idx 40', problem: /text does not fit the hash/ },
    ],
    [
      'the chain value',
      change(`update ledger set chain = replace(chain, substr(chain, 1, 4), 'dead') where idx = 41`),
      { table: 'ledger', row: 'idx 41', problem: /chain does not follow/ },
    ],
    [
      'the time of receipt',
      change('update ledger set received_at = received_at - 1 where idx = 42'),
      { table: 'ledger', row: 'idx 42', problem: /chain does not follow/ },
    ],
    [
      'a signature',
      (db) => {
        db.exec(`update ledger_segment set head_signature =
          (select head_signature from ledger_segment order by first_idx desc limit 1) where first_idx = 8`);
      },
      { table: 'ledger_segment', row: 'first_idx 8', problem: /head_signature/ },
    ],
    [
      'an effective rating',
      change('update session_rating set level = 1 where session_id = (select min(session_id) from session_rating)'),
      { table: 'session_rating', row: /^session_id /, problem: /level is not what the ledger says/ },
    ],
    [
      'an effective rating removed',
      change('delete from session_rating where session_id = (select max(session_id) from session_rating)'),
      { table: 'session_rating', row: /^session_id /, problem: /is missing/ },
    ],
    [
      'a rating made up',
      change(
        `insert into session_rating
           (session_id, rating_id, ledger_idx, level, channel, assessed_at, tags, remark, reasons_known)
         values ('ffff', 'x', 1, 5, 'qr', 0, '[]', '', 0)`,
      ),
      { table: 'session_rating', row: 'session_id ffff', problem: /does not follow from the ledger/ },
    ],
    [
      'a duplicate removed',
      change('delete from duplicate_rating'),
      { table: 'duplicate_rating', row: /^session_id /, problem: /is missing/ },
    ],
    [
      'a high-water mark',
      change('update stream set high_seq = high_seq - 1'),
      { table: 'stream', row: /^device /, problem: /the mark says/ },
    ],
    [
      'a terminal’s key',
      change(`update terminal set public_key = 'A' || public_key`),
      { table: 'terminal', row: /^device_id /, problem: /public_key/ },
    ],
  ];
  test.each(tamperings)('%s', async (_name, tamper, expected) => {
    const { ok, fault } = await verifyAfter(tamper);
    expect(ok).toBe(false);
    expect(fault?.table).toBe(expected.table);
    expect(fault?.row).toMatch(expected.row);
    expect(fault?.problem).toMatch(expected.problem);
  });

  test.each(['sessions', 'ratedSessions', 'duplicateRatings', 'selfTestRatings'])('the total %s', async (name) => {
    const { fault } = await verifyAfter(change(`update total set value = value + 1 where name = '${name}'`));
    expect(fault).toMatchObject({ table: 'total', row: `name ${name}` });
  });

  const columns = DERIVED_TABLES.flatMap(({ name, keys, others }) =>
    columnsOf(name).map((column) => ({ name, keys, column, isDerived: !others.includes(column) })),
  );
  test.each(columns.filter(({ isDerived }) => isDerived))('$name: $column', async ({ name, keys, column }) => {
    const { fault } = await verifyAfter(spoil(name, keys, column));
    expect(fault?.table).toBe(name);
    if (!keys.includes(column)) expect(fault?.problem).toBe(`${column} is not what the ledger says`);
  });

  test('but not what the ledger does not tell', async () => {
    const { fault } = await verifyAfter((db) => {
      for (const { name, keys, column, isDerived } of columns) if (!isDerived) spoil(name, keys, column)(db);
    });
    expect(fault).toBeNull();
    const told = columns.filter(({ isDerived }) => !isDerived).map(({ name, column }) => `${name}.${column}`);
    const byTheCity = ['id', 'state', 'due_at', 'wanted_at', 'attempts', 'ended_at', 'last_reply'];
    expect(told).toEqual(['terminal.qr_key', ...byTheCity.map((column) => `outbox.${column}`)]);
  });

  test('a record whose whole chain was written anew: only the signature tells', async () => {
    const report = await verifyAfter(rewriteFrom(13));
    expect(report.fault).toMatchObject({ table: 'ledger_segment', row: 'first_idx 8' });
  });
});

function columnsOf(table: string): string[] {
  return (schema.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
}

/** Gives one row another value in one column. */
function spoil(table: string, keys: readonly string[], column: string) {
  return (db: SqliteDatabase): void => {
    db.pragma('ignore_check_constraints = on');
    const key = keys.join(', ');
    const other = `case typeof(${column}) when 'text' then ${column} || 'x' else coalesce(${column}, 0) + 1 end`;
    const { changes } = db
      .prepare(`update ${table} set ${column} = ${other} where (${key}) = (select ${key} from ${table} limit 1)`)
      .run();
    expect(changes).toBe(1);
  };
}

/** Changes a record and computes everything after it anew, as somebody would who knows the formats but has no terminal's key. */
function rewriteFrom(idx: number) {
  return (db: SqliteDatabase): void => {
    const rows = db.prepare<[], LedgerTable>('select * from ledger order by idx').all();
    const update = db.prepare('update ledger set text = ?, hash = ?, chain = ? where idx = ?');
    const heads = new Map<string, string>();
    let chain = '0'.repeat(64);
    for (const row of rows) {
      const stream = `${row.device} ${row.epoch}`;
      const prevHash = heads.get(stream) ?? '0'.repeat(64);
      let { text } = row;
      if (row.idx === idx) text = text.replace('"level":5', '"level":1');
      if (row.source === 'terminal') text = text.replace(/"prevHash":"[0-9a-f]+"/, `"prevHash":"${prevHash}"`);
      const content =
        row.source === 'terminal' ? Buffer.concat([Buffer.from(prevHash, 'hex'), Buffer.from(text)]) : text;
      const hash = sha256(content);
      const { lane, source, device, epoch, seq, received_at } = row;
      const columns = [lane, row.idx, source, device ?? '', epoch ?? '', seq ?? '', received_at, hash];
      chain = sha256([chain, ...columns].join('\n'));
      heads.set(stream, hash);
      update.run(text, hash, chain, row.idx);
    }
    db.exec(`update stream set high_hash = (select hash from ledger where ledger.device = stream.device
      and ledger.epoch = stream.epoch and ledger.seq = stream.high_seq)`);
  };
}
const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

test('the command says so by its exit code', async () => {
  const good = await run('verify', '--data', original);
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(good.stdout).toMatch(/^OK: 124 ledger rows/);
  await verifyAfter((db) => void db.exec(`update ledger set text = text || ' ' where idx = 9`));
  const broken = await run('verify', '--data', dir, '--json');
  expect(broken.code).toBe(1);
  expect(JSON.parse(broken.stdout)).toMatchObject({
    ok: false,
    ledgerRows: 8,
    fault: { table: 'ledger', row: 'idx 9' },
  });
  const usage = 'mingjing-gateway verify --data DIR [--json]';
  const wrong: readonly [string[], string][] = [
    [[], usage],
    [['toString'], usage],
    [['verify'], '--data: name the data folder'],
    [['verify', '--date', dir], '--date'],
    [['verify', '--data', join(dir, 'nowhere')], '--data: there is no gateway.sqlite3'],
  ];
  for (const [args, told] of wrong) {
    expect(await run(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(told) });
  }
  writeFileSync(join(dir, DATABASE_FILE), 'no database at all'.repeat(1_000));
  expect(await run('verify', '--data', dir)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^verify: file is not/),
  });
});
