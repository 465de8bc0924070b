import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEntry, RatingBody } from '@mingjing/shared/domain/record.ts';
import { newTerminalIdentity, type TerminalIdentity } from '@mingjing/test/simulators/fleet/terminal-identity.ts';
import {
  closedEntry,
  liveService,
  newTerminalLog,
  newView,
  openedEntry,
  ratingEntry,
  reasonsEntry,
  type TerminalLog,
} from '@mingjing/test/simulators/fleet/terminal-log.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkUpload } from '../core/check-upload.ts';
import { importTerminalKey } from '../core/terminal-key.ts';
import { verifyLedger } from '../verify/verify-ledger.ts';
import type { GatewayStore, IngestOutcome } from './gateway-store.ts';
import { openReader } from './open-database.ts';
import { DATABASE_FILE, openGatewayStore } from './open-gateway-store.ts';
import { newPhoneRating, newSession } from './testing/store-fixtures.ts';

const NOW = 1_900_000_000_000;
const GRACE = 600_000;
let dir: string;
let store: GatewayStore;
let identity: TerminalIdentity;
let log: TerminalLog;
let events: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-ingest-'));
  events = [];
  store = await openGatewayStore({
    dir,
    masterKey: randomBytes(32),
    clock: { now: () => NOW, mono: () => 0 },
    randomBytes,
    reasonsGraceMs: GRACE,
    log: (event) => events.push(event),
  });
  identity = newTerminalIdentity();
  await store.enrolTerminal(identity.enrolment);
  log = newTerminalLog(identity);
});
afterEach(async () => {
  await store.close();
  const report = await verifyLedger(join(dir, DATABASE_FILE));
  rmSync(dir, { recursive: true });
  expect(report.fault).toBeNull();
});

function send(from: number, to?: number, source = log, sender = identity): Promise<IngestOutcome> {
  const { epoch, fromSeq, records, headSignature } = source.upload(from, to);
  const raw = { deviceId: sender.deviceId, epoch, fromSeq, texts: records, headSignature };
  const checked = checkUpload(raw, importTerminalKey(sender.enrolment.publicKey));
  if (!checked.ok) throw new Error(checked.error.reason);
  return store.ingest({ ...checked.value, deviceId: sender.deviceId, receivedAt: NOW });
}
/** Rows straight from the file, past the store. */
function rows<Row>(sql: string): Row[] {
  const reader = openReader(join(dir, DATABASE_FILE));
  try {
    return reader.prepare<[], Row>(sql).all();
  } finally {
    reader.close();
  }
}
const effective = () =>
  rows<{ session_id: string; rating_id: string; level: number; tags: string; reasons_known: number }>(
    'select session_id, rating_id, level, tags, reasons_known from session_rating order by session_id',
  );
const ratingIdOf = (entry: ReturnType<typeof ratingEntry>) => (entry.body as RatingBody).ratingId;

describe('a log', () => {
  beforeEach(() => {
    for (let n = 0; n < 10; n += 1) liveService(log);
  });

  test('is taken once, however often and in whatever pieces it is sent', async () => {
    expect(await send(1, 10)).toStrictEqual({ kind: 'stored', ackSeq: 10, settled: [] });
    expect(await send(1, 10)).toMatchObject({ kind: 'stored', ackSeq: 10 });
    expect(await send(5, 20)).toMatchObject({ kind: 'stored', ackSeq: 20 });
    expect(await send(3, 7)).toMatchObject({ kind: 'stored', ackSeq: 20 });
    expect(await send(21)).toMatchObject({ kind: 'stored', ackSeq: 30 });
    expect(store.ackedSeq(identity.deviceId, log.epoch)).toBe(30);
    expect(store.counts()).toMatchObject({ ledgerRows: 31, sessions: 10, ratedSessions: 10, duplicateRatings: 0 });
  });

  test('with a gap is refused with the sequence expected', async () => {
    await send(1, 10);
    expect(await send(12, 20)).toStrictEqual({ kind: 'gap', expectedSeq: 11 });
    expect(await send(2, 5, newTerminalLogLike(log))).toStrictEqual({ kind: 'gap', expectedSeq: 1 });
    expect(store.counts().ledgerRows).toBe(11);
  });

  test('that differs from what is held is set aside whole, once, and never counted', async () => {
    const copy = log.copy();
    await send(1);
    liveService(copy);
    liveService(log);
    await send(31);
    expect(await send(31, 33, copy)).toStrictEqual({ kind: 'conflict' });
    expect(await send(31, 33, copy)).toStrictEqual({ kind: 'conflict' });
    liveService(copy);
    expect(await send(29, 36, copy)).toStrictEqual({ kind: 'conflict' });
    expect(await send(34, 36, copy)).toStrictEqual({ kind: 'conflict' });
    expect(store.counts()).toMatchObject({ quarantined: 3, ratedSessions: 11, ledgerRows: 34 });
    expect(events.filter((event) => event === 'ingest.conflict')).toHaveLength(4);
    const texts = rows<{ text: string }>('select text from quarantine_record order by quarantine_id, seq').map(
      ({ text }) => text,
    );
    const sent = copy.records().map(({ text }) => text);
    expect(texts).toStrictEqual([...sent.slice(30, 33), ...sent.slice(28, 36), ...sent.slice(33, 36)]);
  });

  test('written again in a new epoch after a conflict counts once', async () => {
    const copy = log.copy();
    await send(1);
    const service = liveService(copy);
    liveService(log);
    await send(31);
    expect(await send(31, 33, copy)).toStrictEqual({ kind: 'conflict' });
    const renewed = copy.beginEpochAfter(30);
    expect(await send(1, 3, renewed)).toMatchObject({ kind: 'stored', ackSeq: 3 });
    expect(await send(1, 3, renewed.beginEpochAfter(0))).toMatchObject({ kind: 'stored', ackSeq: 3 });
    expect(store.counts()).toMatchObject({ ratedSessions: 12, duplicateRatings: 0, sessions: 12 });
    expect(effective().filter(({ session_id }) => session_id === service.sessionId)).toHaveLength(1);
  });
});

/** A log of another epoch. */
function newTerminalLogLike(source: TerminalLog): TerminalLog {
  const other = newTerminalLog(identity);
  for (let n = 0; n < source.lastSeq() / 3; n += 1) liveService(other);
  return other;
}

describe('one effective rating', () => {
  const rated = newSessionAt();
  function newSessionAt() {
    return { view: newView(NOW), own: ratingEntry(newView(NOW).sessionId, NOW) };
  }
  /** A session opened at the terminal and rated there at `ownAt`, by phone at `phoneAt`. */
  async function contest(ownAt: number, phoneAt: number, split: boolean) {
    const view = newView(NOW);
    const own = ratingEntry(view.sessionId, ownAt, { level: 2 });
    const phone = { ...newPhoneRating(identity.deviceId, view.qrHandle, phoneAt), level: 4 as const };
    expect(await store.submitPhoneRating(phone)).toMatchObject({ kind: 'held' });
    log.append(openedEntry(view), NOW);
    log.append(own, ownAt);
    log.append(closedEntry(view.sessionId, 'rated'), ownAt);
    if (split) await send(1, 1);
    const outcome = await send(1, 3);
    return { own, phone, outcome, view };
  }

  test.each([
    ['own first', NOW + 1_000, NOW + 2_000, false, 'own'],
    ['phone first', NOW + 2_000, NOW + 1_000, false, 'phone'],
    ['own first, but the phone’s counted before it came', NOW + 1_000, NOW + 2_000, true, 'phone'],
  ] as const)('of a held one and the terminal’s own: %s', async (_name, ownAt, phoneAt, split, winner) => {
    const { own, phone, view } = await contest(ownAt, phoneAt, split);
    const expected = winner === 'own' ? ratingIdOf(own) : phone.ratingId;
    expect(effective()).toMatchObject([{ session_id: view.sessionId, rating_id: expected }]);
    expect(store.counts()).toMatchObject({ ratedSessions: 1, duplicateRatings: 1 });
    expect(store.isHandleRated(identity.deviceId, view.qrHandle)).toBe(true);
    expect(await store.submitPhoneRating(phone)).toMatchObject({ kind: 'repeated', sessionId: view.sessionId });
  });

  test('a clock that is off is corrected before comparing', async () => {
    log = newTerminalLog(identity, { clockOffset: -3_600_000 });
    const { own } = await contest(NOW + 3_600_000 - 5_000, NOW, false);
    expect(effective()).toMatchObject([{ rating_id: ratingIdOf(own) }]);
  });

  test('a session that a held rating settles is reported while the terminal shows it', async () => {
    const view = newView(NOW);
    await store.submitPhoneRating(newPhoneRating(identity.deviceId, view.qrHandle, NOW));
    log.append(openedEntry(view));
    expect(await send(1)).toStrictEqual({
      kind: 'stored',
      ackSeq: 1,
      settled: [{ deviceId: identity.deviceId, sessionId: view.sessionId }],
    });
    expect(store.findSession(view.sessionId)).toMatchObject({ rated: true, ratedAt: NOW });
  });

  test('a phone rating before the terminal’s wins in the ledger’s order; both are kept', async () => {
    const session = newSession(identity.deviceId, NOW);
    await store.openSession(session);
    const phone = newPhoneRating(identity.deviceId, session.view.qrHandle, NOW);
    await store.submitPhoneRating(phone);
    liveService(log, { view: session.view, at: NOW - 5_000 });
    await send(1);
    expect(effective()).toMatchObject([{ rating_id: phone.ratingId }]);
    expect(rows('select reason from duplicate_rating')).toStrictEqual([{ reason: 'later' }]);
  });

  test('another terminal cannot rate a session', async () => {
    const session = newSession(identity.deviceId, NOW);
    await store.openSession(session);
    const stranger = newTerminalIdentity();
    await store.enrolTerminal(stranger.enrolment);
    const forged = newTerminalLog(stranger);
    forged.append(ratingEntry(session.view.sessionId, NOW, { level: 5 }));
    forged.append(closedEntry(session.view.sessionId, 'rated'));
    await send(1, 2, forged, stranger);
    expect(effective()).toStrictEqual([]);
    expect(store.findSession(session.view.sessionId)).toMatchObject({ rated: false, closed: false });
    expect(rows('select reason from duplicate_rating')).toStrictEqual([{ reason: 'foreign-terminal' }]);
  });

  test('the same service opened here and at the terminal has one', async () => {
    const session = newSession(identity.deviceId, NOW);
    await store.openSession(session);
    const local = newView(NOW);
    liveService(log, { view: local, service: session.service });
    liveService(log, { view: session.view });
    await send(1);
    expect(effective()).toMatchObject([{ session_id: session.view.sessionId }]);
    expect(store.counts()).toMatchObject({ ratedSessions: 1, duplicateRatings: 1, outboxPending: 2 });
    expect(store.findSession(local.sessionId)).toMatchObject({ rated: true });
  });

  test('two held ratings of one service become one', async () => {
    const { service } = newSession(identity.deviceId, NOW);
    const views = [newView(NOW), newView(NOW)];
    for (const { qrHandle } of views) await store.submitPhoneRating(newPhoneRating(identity.deviceId, qrHandle, NOW));
    for (const view of views) log.append(openedEntry(view, service));
    await send(1);
    expect(effective()).toHaveLength(1);
    expect(store.counts()).toMatchObject({ ratedSessions: 1, duplicateRatings: 1 });
  });

  test('a rating of a session that nobody told of counts all the same', async () => {
    log.append(rated.own);
    await send(1);
    expect(effective()).toMatchObject([{ rating_id: ratingIdOf(rated.own) }]);
    expect(store.counts()).toMatchObject({ sessions: 0, outboxPending: 0 });
  });
});

describe('forwarding', () => {
  const reasons = { tags: ['510', '512'], text: '很快', skipped: false };

  async function deliverService(): Promise<void> {
    const [service] = store.dueJobs(NOW, 1);
    expect(service?.kind).toBe('service');
    await store.jobDelivered(service!.id, NOW, '{}');
  }

  test('waits for reasons, and goes at once when they are there', async () => {
    const session = newSession(identity.deviceId, NOW);
    await store.openSession(session);
    const own = ratingEntry(session.view.sessionId, NOW);
    log.append(openedEntry(session.view));
    log.append(own);
    log.append(reasonsEntry(own, reasons));
    await send(1, 2);
    await deliverService();
    expect(store.nextDueAt()).toBe(NOW + GRACE);
    expect(store.materialOf(session.view.sessionId)?.rating).toMatchObject({ tags: [], text: '' });
    await send(3);
    expect(store.nextDueAt()).toBe(NOW);
    expect(store.materialOf(session.view.sessionId)?.rating).toMatchObject({
      tags: reasons.tags,
      text: '很快',
    });
  });

  test('keeps steps of the matter and handwriting with the rating, and forwards neither', async () => {
    const session = newSession(identity.deviceId, NOW);
    await store.openSession(session);
    const own = ratingEntry(session.view.sessionId, NOW);
    const ink = { height: 400, strokes: ['AACC', 'EEGG'] };
    const said = reasonsEntry(own, reasons);
    log.append(openedEntry(session.view));
    log.append(own);
    log.append({ ...said, body: { ...said.body, items: { codes: ['q02'], version: 'items-1' }, ink } } as NewEntry);
    await send(1);
    const [row] = rows<{ items: string; text: string }>(
      'select items, text from session_rating join ledger on ledger.idx = ink_idx',
    );
    expect(row?.items).toBe('["q02"]');
    expect(JSON.parse(row?.text ?? '').body.ink).toEqual(ink);
    expect(JSON.stringify(store.materialOf(session.view.sessionId))).not.toMatch(/q02|AACC/);
  });

  test('names the applicant, also where the terminal opened the service before the business system told of it', async () => {
    const { service, applicant, ...session } = newSession(identity.deviceId, NOW);
    const view = newView(NOW);
    log.append(openedEntry(view, service));
    await send(1);
    const told = await store.openSession({ ...session, service, applicant });
    expect(told).toMatchObject({ kind: 'existing', session: { sessionId: view.sessionId } });
    expect(store.materialOf(view.sessionId)).toMatchObject({ service, applicant });
  });

  test('goes at once when the citizen would not say', async () => {
    const { service } = newSession(identity.deviceId, NOW);
    liveService(log, { service, reasons: { tags: [], text: '', skipped: true } });
    await send(1);
    await deliverService();
    expect(store.nextDueAt()).toBe(NOW);
  });

  test('of a rating is never due before its service record is delivered', async () => {
    const { service } = newSession(identity.deviceId, NOW);
    liveService(log, { service, reasons });
    await send(1);
    expect(store.dueJobs(NOW + 10 * GRACE, 10).map(({ kind }) => kind)).toStrictEqual(['service']);
    const [job] = store.dueJobs(NOW, 10);
    await store.jobRetry(job!.id, NOW + 5_000, 'HTTP 502');
    expect(store.nextDueAt()).toBe(NOW + 5_000);
    await store.jobDead(job!.id, NOW, '没有权限');
    expect(store.dueJobs(NOW + 10 * GRACE, 10)).toStrictEqual([]);
    expect(store.deadLetters(10)).toMatchObject([{ kind: 'service', attempts: 2, rawReply: '没有权限', diedAt: NOW }]);
    await store.reviveJob(job!.id, NOW);
    await deliverService();
    expect(store.dueJobs(NOW, 10)).toMatchObject([{ kind: 'rating' }]);
    expect(store.counts()).toMatchObject({ outboxPending: 1, outboxDead: 0, outboxDelivered: 1 });
  });

  test('does not happen for a session that was opened by a pad key', async () => {
    liveService(log, { reasons });
    await send(1);
    expect(store.counts()).toMatchObject({ outboxPending: 0, ratedSessions: 1 });
  });

  test('of a rating that was there before its service became known', async () => {
    const session = newSession(identity.deviceId, NOW);
    log.append(ratingEntry(session.view.sessionId, NOW));
    log.append(openedEntry(session.view, session.service));
    await send(1, 1);
    await send(2);
    await deliverService();
    expect(store.nextDueAt()).toBe(NOW + GRACE);
  });
});
