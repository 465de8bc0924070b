import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GatewayStore } from './gateway-store.ts';
import { openGatewayStore } from './open-gateway-store.ts';
import { HANDLE_SEARCH_SESSIONS } from './tables/session-table.ts';
import { newPhoneRating, newSession, newTerminal } from './testing/store-fixtures.ts';

let dir: string;
let store: GatewayStore;
const masterKey = randomBytes(32);
const NOW = 1_900_000_000_000;
const open = () =>
  openGatewayStore({
    dir,
    masterKey,
    clock: { now: () => NOW, mono: () => 0 },
    randomBytes,
    reasonsGraceMs: 600_000,
    log: () => {},
  });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-store-'));
  store = await open();
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

test('a terminal is found by each of its names, also after the gateway was restarted', async () => {
  const terminal = newTerminal();
  await store.enrolTerminal(terminal);
  await store.enrolTerminal(terminal);
  await store.close();
  store = await open();
  const expected = { ...terminal, retired: false };
  expect(store.findTerminal(terminal.deviceId)).toStrictEqual(expected);
  expect(store.findTerminalByShortId(terminal.shortId)).toStrictEqual(expected);
  expect(store.findTerminalByPublicKey(terminal.publicKey)).toStrictEqual(expected);
  expect(store.counts().ledgerRows).toBe(1);
});

test('a second terminal cannot take the short id of the first', async () => {
  const first = newTerminal();
  await store.enrolTerminal(first);
  await expect(store.enrolTerminal({ ...newTerminal(), shortId: first.shortId })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a session opened twice for one service stays the first one', async () => {
  const terminal = newTerminal();
  await store.enrolTerminal(terminal);
  const session = newSession(terminal.deviceId, NOW);
  expect(await store.openSession(session)).toMatchObject({ kind: 'opened', session: { rated: false, closed: false } });
  const again = await store.openSession({ ...newSession(terminal.deviceId, NOW), service: session.service });
  expect(again).toMatchObject({ kind: 'existing', session: { sessionId: session.view.sessionId } });
  expect(store.openSessionsOf(terminal.deviceId).map((row) => row.sessionId)).toStrictEqual([session.view.sessionId]);
});

test('an applicant told of only by a later call is kept, and the first one stays', async () => {
  const terminal = newTerminal();
  await store.enrolTerminal(terminal);
  const { applicant, ...session } = newSession(terminal.deviceId, NOW);
  const { sessionId } = session.view;
  await store.openSession({ ...session, applicant: undefined });
  expect(store.materialOf(sessionId)?.applicant).toBeNull();
  const again = (told: typeof applicant) => {
    const { view } = newSession(terminal.deviceId, NOW);
    return store.openSession({ ...session, view, applicant: told });
  };
  await again(undefined);
  expect(store.materialOf(sessionId)?.applicant).toBeNull();
  expect(await again(applicant)).toMatchObject({ kind: 'existing', session: { sessionId } });
  expect(store.materialOf(sessionId)?.applicant).toStrictEqual(applicant);
  await again({ userProp: '1', userName: '韩梅梅' });
  expect(store.materialOf(sessionId)?.applicant).toStrictEqual(applicant);
});

test('a code’s handle is looked for among the newest sessions of its terminal, however many it had', async () => {
  const { deviceId } = newTerminal();
  const sessions = Array.from({ length: HANDLE_SEARCH_SESSIONS + 1 }, () => newSession(deviceId, NOW));
  await Promise.all(sessions.map((session) => store.openSession({ ...session, applicant: undefined })));
  const [oldest, second] = sessions;
  const find = (session = oldest) => store.findSessionByHandle(deviceId, session!.view.qrHandle)?.sessionId;
  const rate = (session = oldest) =>
    store.submitPhoneRating(newPhoneRating(deviceId, session!.view.qrHandle, NOW)).then(({ kind }) => kind);
  expect([find(sessions.at(-1)), find(second)]).toEqual([sessions.at(-1)?.view.sessionId, second?.view.sessionId]);
  expect([await rate(sessions.at(-1)), await rate(second)]).toEqual(['accepted', 'accepted']);
  expect(find(oldest)).toBeUndefined();
  expect(await rate(oldest)).toBe('held');
});

test('a phone rating counts once, and is forwarded after its service record', async () => {
  const { deviceId } = newTerminal();
  const session = newSession(deviceId, NOW);
  await store.openSession(session);
  const { sessionId } = session.view;
  const rating = newPhoneRating(deviceId, session.view.qrHandle, NOW);
  expect(await store.submitPhoneRating(rating)).toStrictEqual({
    kind: 'accepted',
    sessionId,
    settled: [{ deviceId, sessionId }],
  });
  expect(await store.submitPhoneRating(rating)).toStrictEqual({ kind: 'repeated', sessionId, settled: [] });
  const second = newPhoneRating(deviceId, session.view.qrHandle, NOW);
  expect(await store.submitPhoneRating(second)).toStrictEqual({ kind: 'duplicate', sessionId, settled: [] });
  expect(store.counts()).toMatchObject({ ratedSessions: 1, duplicateRatings: 1, outboxPending: 2 });

  const [service, ...others] = store.dueJobs(NOW, 10);
  expect(others).toStrictEqual([]);
  expect(service).toMatchObject({ kind: 'service', sessionId });
  await store.jobDelivered(service!.id, NOW, '{"code":0}');
  expect(store.dueJobs(NOW, 10)).toMatchObject([{ kind: 'rating', sessionId, attempts: 0 }]);
  expect(store.materialOf(sessionId)).toStrictEqual({
    service: session.service,
    applicant: session.applicant,
    followUp: null,
    rating: {
      level: rating.level,
      channel: 'qr',
      assessedAt: NOW,
      assessNumber: 1,
      tags: rating.tags,
      text: rating.text,
    },
  });
});

test('a phone rating of an unknown session is held, a second one is a duplicate', async () => {
  const { deviceId } = newTerminal();
  const { view } = newSession(deviceId, NOW);
  const rating = newPhoneRating(deviceId, view.qrHandle, NOW);
  expect(store.isHandleRated(deviceId, view.qrHandle)).toBe(false);
  expect(await store.submitPhoneRating(rating)).toStrictEqual({ kind: 'held', sessionId: null, settled: [] });
  expect(await store.submitPhoneRating(rating)).toStrictEqual({ kind: 'repeated', sessionId: null, settled: [] });
  const second = newPhoneRating(deviceId, view.qrHandle, NOW);
  expect(await store.submitPhoneRating(second)).toStrictEqual({ kind: 'duplicate', sessionId: null, settled: [] });
  expect(store.isHandleRated(deviceId, view.qrHandle)).toBe(true);
});
