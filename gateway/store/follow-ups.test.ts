import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import type { QrHandle, RatingId } from '@mingjing/shared/domain/ids.ts';
import { systemClock, systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFieldCipher } from '../core/field-cipher.ts';
import { verifyLedger } from '../verify/verify-ledger.ts';
import type { GatewayStore } from './gateway-store.ts';
import { openReader } from './open-database.ts';
import { DATABASE_FILE, openGatewayStore, replyContactPlace } from './open-gateway-store.ts';
import { readReplyContacts } from './reply-contact-desk.ts';
import { CONTACT_KEEP_MS } from './tables/reply-contact-table.ts';
import { newFollowUp, newId, newPhoneRating, newSession, newTerminal } from './testing/store-fixtures.ts';

const masterKey = systemRandomBytes(32);
const terminal = newTerminal();
const { deviceId } = terminal;
let dir: string;
let store: GatewayStore;
let shift: number;
const now = () => systemClock.now() + shift;
const open = () =>
  openGatewayStore({
    dir,
    masterKey,
    clock: { ...systemClock, now },
    randomBytes: systemRandomBytes,
    reasonsGraceMs: 0,
    log: () => {},
  });
beforeEach(async () => {
  shift = 0;
  dir = mkdtempSync(join(tmpdir(), 'mingjing-follow-up-'));
  store = await open();
  await store.enrolTerminal(terminal);
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function openSession() {
  const session = newSession(deviceId, now());
  await store.openSession(session);
  return session.view;
}
async function rated() {
  const view = await openSession();
  const rating = newPhoneRating(deviceId, view.qrHandle, now());
  await store.submitPhoneRating(rating);
  return { ...view, rating };
}
const verified = () => verifyLedger(join(dir, DATABASE_FILE));
/** Delivers the one job that is due. */
async function deliverDue() {
  const due = store.dueJobs(now(), 10);
  for (const { id } of due) await store.jobDelivered(id, now(), '{"code":0}');
  return due.map(({ kind }) => kind);
}

describe('a 追评', () => {
  it('is a record of its own, and the first rating stays what it was', async () => {
    const { sessionId, qrHandle, rating } = await rated();
    const before = store.materialOf(sessionId)?.rating;
    const followUp = newFollowUp(deviceId, qrHandle, now());
    expect(store.findRatedService(deviceId, qrHandle)).toEqual({
      ratingId: rating.ratingId,
      ratedAt: rating.submittedAt,
      followedUp: false,
    });
    expect(await store.submitFollowUp(followUp)).toBe('accepted');
    expect(store.findRatedService(deviceId, qrHandle)?.followedUp).toBe(true);
    const { level, channel, tags, text } = followUp;
    expect(store.materialOf(sessionId)?.followUp).toEqual({
      level,
      channel,
      tags,
      text,
      assessedAt: followUp.submittedAt,
      assessNumber: 2,
    });
    expect(store.materialOf(sessionId)?.rating).toEqual(before);
    expect(store.counts()).toMatchObject({ ratedSessions: 1, duplicateRatings: 0 });
    expect(await verified()).toMatchObject({ ok: true, gatewayFacts: 4 });
  });

  it('keeps second-level items, and in the ledger their list', async () => {
    const view = await openSession();
    const items = { codes: ['q04', 'q07'], version: 'items-of-the-test' };
    await store.submitPhoneRating({ ...newPhoneRating(deviceId, view.qrHandle, now()), items });
    await store.submitFollowUp({ ...newFollowUp(deviceId, view.qrHandle, now()), items: { ...items, codes: ['q01'] } });
    const db = openReader(join(dir, DATABASE_FILE));
    const texts = db.prepare<[], { text: string }>('select text from ledger order by idx desc limit 2').all();
    const derived = db
      .prepare<[], { first: string; second: string }>(
        'select r.items as first, f.items as second from session_rating r join follow_up_rating f using (rating_id)',
      )
      .get();
    db.close();
    expect(derived).toEqual({ first: '["q04","q07"]', second: '["q01"]' });
    expect(texts.map(({ text }) => JSON.parse(text).items)).toEqual([{ ...items, codes: ['q01'] }, items]);
    expect((await verified()).fault).toBeNull();
  });

  it('is one, however often it is sent and whoever else sends one', async () => {
    const { sessionId, qrHandle } = await rated();
    const [first, other] = [newFollowUp(deviceId, qrHandle, now()), newFollowUp(deviceId, qrHandle, now())];
    const outcomes = await Promise.all([first, first, { ...other, level: 5 as const }].map(store.submitFollowUp));
    expect(outcomes).toEqual(['accepted', 'repeated', 'later']);
    expect(await store.submitFollowUp({ ...first, level: 5 })).toBe('repeated');
    expect(store.materialOf(sessionId)?.followUp?.level).toBe(2);
    expect((await verified()).fault).toBeNull();
  });

  it('needs a rating that it can follow', async () => {
    const { qrHandle } = await openSession();
    const unknown = toBase64Url(randomBytes(16)) as QrHandle;
    const rows = store.counts().ledgerRows;
    for (const handle of [qrHandle, unknown]) {
      expect(await store.submitFollowUp(newFollowUp(deviceId, handle, now()))).toBe('unrated');
      expect(store.findRatedService(deviceId, handle)).toBeUndefined();
    }
    expect(store.counts().ledgerRows).toBe(rows);
    expect((await verified()).fault).toBeNull();
  });

  it('goes to the city after the rating, which goes after its service record', async () => {
    const { qrHandle } = await rated();
    await store.submitFollowUp(newFollowUp(deviceId, qrHandle, now()));
    expect([await deliverDue(), await deliverDue(), await deliverDue(), await deliverDue()]).toEqual([
      ['service'],
      ['rating'],
      ['follow-up'],
      [],
    ]);
    expect(store.counts()).toMatchObject({ outboxPending: 0, outboxDelivered: 3 });
  });

  it('is due at once when the rating is there, and again when it comes back from the dead', async () => {
    const { qrHandle } = await rated();
    expect([await deliverDue(), await deliverDue()]).toEqual([['service'], ['rating']]);
    await store.submitFollowUp(newFollowUp(deviceId, qrHandle, now()));
    const [job] = store.dueJobs(now(), 10);
    expect(job?.kind).toBe('follow-up');
    await store.jobDead(job!.id, now(), 'no');
    expect(store.deadLetters(10)).toMatchObject([{ kind: 'follow-up' }]);
    await store.reviveJob(job!.id, now());
    expect(await deliverDue()).toEqual(['follow-up']);
  });

  it('waits, when revived, for a rating that the city has not taken', async () => {
    const { qrHandle } = await rated();
    await store.submitFollowUp(newFollowUp(deviceId, qrHandle, now()));
    await deliverDue();
    const [rating] = store.dueJobs(now(), 10);
    await store.jobDead(rating!.id, now(), 'no');
    expect(store.dueJobs(now(), 10)).toEqual([]);
    await store.reviveJob(rating!.id, now());
    expect([await deliverDue(), await deliverDue()]).toEqual([['rating'], ['follow-up']]);
  });
});

describe('a contact for the reply', () => {
  const contact = { kind: 'phone', value: '13900001111' } as const;
  const rowsOf = (column: string) => {
    const db = openReader(join(dir, DATABASE_FILE));
    const rows = db.prepare<[], Record<string, string>>(`select * from reply_contact`).all();
    db.close();
    return rows.map((row) => row[column]);
  };

  it('lies encrypted, apart from the rating, and nowhere in the ledger', async () => {
    const { qrHandle, rating } = await rated();
    const rows = store.counts().ledgerRows;
    await store.keepReplyContact({ ratingId: rating.ratingId, deviceId, qrHandle, contact });
    expect(store.hasReplyContact(rating.ratingId)).toBe(true);
    expect(store.counts().ledgerRows).toBe(rows);
    const [sealed] = rowsOf('contact');
    expect(sealed).not.toContain(contact.value);
    const cipher = createFieldCipher([masterKey], systemRandomBytes);
    expect(cipher.openText(sealed ?? '', replyContactPlace(rating.ratingId))).toBe('phone 13900001111');
    expect(() => cipher.openText(sealed ?? '', replyContactPlace(newId<RatingId>()))).toThrow();
    expect((await verified()).fault).toBeNull();
  });

  it('is found by the number of its service, with the key', async () => {
    const { qrHandle, rating, sessionId } = await rated();
    const projectNo = store.materialOf(sessionId)?.service.projectNo ?? '';
    await store.keepReplyContact({ ratingId: rating.ratingId, deviceId, qrHandle, contact });
    const path = join(dir, DATABASE_FILE);
    const cipher = createFieldCipher([masterKey], systemRandomBytes);
    expect(readReplyContacts(path, projectNo, cipher)).toMatchObject([contact]);
    expect(readReplyContacts(path, `${projectNo}x`, cipher)).toEqual([]);
    const stranger = createFieldCipher([systemRandomBytes(32)], systemRandomBytes);
    expect(() => readReplyContacts(path, projectNo, stranger)).toThrow(/key/);
  });

  it('is one a citizen, and gone when it is deleted', async () => {
    const { qrHandle, rating } = await rated();
    const { ratingId } = rating;
    await store.keepReplyContact({ ratingId, deviceId, qrHandle, contact });
    await store.keepReplyContact({ ratingId, deviceId, qrHandle, contact: { kind: 'email', value: 'a@b.cn' } });
    expect(rowsOf('rating_id')).toEqual([ratingId]);
    await store.forgetReplyContact(ratingId);
    await store.forgetReplyContact(ratingId);
    expect(rowsOf('rating_id')).toEqual([]);
    expect(store.hasReplyContact(ratingId)).toBe(false);
  });

  it('is not kept for ever: the next one, or the next start, deletes what is too old', async () => {
    const { qrHandle } = await rated();
    const [old, next, last] = [newId<RatingId>(), newId<RatingId>(), newId<RatingId>()];
    await store.keepReplyContact({ ratingId: old, deviceId, qrHandle, contact });
    shift += CONTACT_KEEP_MS / 2;
    await store.keepReplyContact({ ratingId: next, deviceId, qrHandle, contact });
    shift += CONTACT_KEEP_MS / 2 + 60_000;
    await store.keepReplyContact({ ratingId: last, deviceId, qrHandle, contact });
    expect(rowsOf('rating_id').sort()).toEqual([next, last].sort());
    await store.close();
    shift += CONTACT_KEEP_MS / 2;
    store = await open();
    expect(rowsOf('rating_id')).toEqual([last]);
  });
});
