import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newTerminalIdentity, type TerminalIdentity } from '@mingjing/test/simulators/fleet/terminal-identity.ts';
import {
  liveService,
  newTerminalLog,
  newView,
  openedEntry,
  ratingEntry,
  reasonsEntry,
  selfTest,
  type TerminalLog,
} from '@mingjing/test/simulators/fleet/terminal-log.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkUpload } from '../core/check-upload.ts';
import { importTerminalKey } from '../core/terminal-key.ts';
import { verifyLedger } from '../verify/verify-ledger.ts';
import type { GatewayStore } from './gateway-store.ts';
import { DATABASE_FILE, openGatewayStore } from './open-gateway-store.ts';
import { newSession } from './testing/store-fixtures.ts';

const NOW = 1_900_000_000_000;
let dir: string;
let store: GatewayStore;
let identity: TerminalIdentity;
let log: TerminalLog;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-self-test-'));
  const clock = { now: () => NOW, mono: () => 0 };
  const nothing = () => {};
  store = await openGatewayStore({
    ...{ dir, masterKey: randomBytes(32), clock, randomBytes, reasonsGraceMs: 0, log: nothing },
  });
  identity = newTerminalIdentity();
  await store.enrolTerminal(identity.enrolment);
  log = newTerminalLog(identity);
});
afterEach(async () => {
  await store.close();
  const { fault } = await verifyLedger(join(dir, DATABASE_FILE));
  rmSync(dir, { recursive: true });
  expect(fault).toBeNull();
});

async function send(from = 1, to?: number) {
  const { epoch, fromSeq, records, headSignature } = log.upload(from, to);
  const raw = { deviceId: identity.deviceId, epoch, fromSeq, texts: records, headSignature };
  const checked = checkUpload(raw, importTerminalKey(identity.enrolment.publicKey));
  if (!checked.ok) throw new Error(checked.error.reason);
  return store.ingest({ ...checked.value, deviceId: identity.deviceId, receivedAt: NOW });
}

describe('the self-test of a terminal', () => {
  test('is kept in the ledger and acknowledged, and nothing of it counts anywhere', async () => {
    const sessions = selfTest(log, NOW);
    expect(await send()).toMatchObject({ kind: 'stored', ackSeq: 15, settled: [] });
    expect(store.counts()).toEqual({
      ...{ ledgerRows: 16, sessions: 0, ratedSessions: 0, duplicateRatings: 0, selfTestRatings: 5, quarantined: 0 },
      ...{ outboxPending: 0, outboxDead: 0, outboxDelivered: 0 },
    });
    expect(sessions.map((sessionId) => store.findSession(sessionId))).toEqual(Array(5).fill(undefined));
    expect(store.openSessionsOf(identity.deviceId)).toEqual([]);
    expect(store.dueJobs(NOW, 10)).toEqual([]);
  });

  test('counts no citizen out, whether it comes in one piece or record by record', async () => {
    liveService(log);
    selfTest(log, NOW);
    liveService(log);
    for (let seq = 1; seq <= 21; seq += 1) await send(seq, seq);
    expect(store.counts()).toMatchObject({ sessions: 2, ratedSessions: 2, duplicateRatings: 0, selfTestRatings: 5 });
  });
});

describe('a rating that is called a test', () => {
  const tested = { level: 1, origin: 'self-test' } as const;

  test('counts all the same for a session that the gateway opened', async () => {
    const session = newSession(identity.deviceId, NOW);
    await store.openSession(session);
    log.append(ratingEntry(session.view.sessionId, NOW, tested));
    await send();
    expect(store.counts()).toMatchObject({ ratedSessions: 1, selfTestRatings: 0 });
    expect(store.findSession(session.view.sessionId)).toMatchObject({ rated: true });
  });

  test('counts all the same for a session with a service in it', async () => {
    const { view, service } = newSession(identity.deviceId, NOW);
    log.append(openedEntry({ ...view, openedBy: 'self-test' }, service));
    log.append(ratingEntry(view.sessionId, NOW, tested));
    await send();
    expect(store.counts()).toMatchObject({ sessions: 1, ratedSessions: 1, selfTestRatings: 0 });
  });

  test('takes no reasons along that nobody gave', async () => {
    const { sessionId, qrHandle, openedAt } = newView(NOW);
    log.append(openedEntry({ sessionId, qrHandle, openedAt, openedBy: 'self-test' }));
    const rating = ratingEntry(sessionId, NOW, tested);
    log.append(rating);
    log.append(reasonsEntry(rating, { tags: ['110'], text: '', skipped: false }));
    await send();
    expect(store.counts()).toMatchObject({ sessions: 0, ratedSessions: 0, selfTestRatings: 1 });
  });
});
