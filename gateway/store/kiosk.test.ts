import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { NewEntry, RatingBody } from '@mingjing/shared/domain/record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import { newTerminalIdentity, type TerminalIdentity } from '@mingjing/test/simulators/fleet/terminal-identity.ts';
import {
  closedEntry,
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
import type { GatewayStore, SettledSession } from './gateway-store.ts';
import { openReader } from './open-database.ts';
import { DATABASE_FILE, openGatewayStore } from './open-gateway-store.ts';
import { newFollowUp, newPhoneRating, newSession } from './testing/store-fixtures.ts';

/** A service opened at a window and rated at a kiosk, to which the citizen took the receipt. Every test ends with `verify`. */

const NOW = Date.UTC(2026, 4, 6, 1);
let dir: string;
let store: GatewayStore;
let atWindow: Terminal;
let atKiosk: Terminal;

interface Terminal {
  readonly identity: TerminalIdentity;
  readonly log: TerminalLog;
  sent: number;
}

async function open(): Promise<void> {
  const clock = { now: () => NOW, mono: () => 0 };
  const masterKey = new Uint8Array(32).fill(7);
  store = await openGatewayStore({ dir, masterKey, clock, randomBytes, reasonsGraceMs: 0, log: () => {} });
}
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-kiosk-'));
  await open();
  [atWindow, atKiosk] = [await enrol(), await enrol()];
});
afterEach(async () => {
  await store.close();
  const report = await verifyLedger(join(dir, DATABASE_FILE));
  rmSync(dir, { recursive: true });
  expect(report.fault).toBeNull();
});

async function enrol(): Promise<Terminal> {
  const identity = newTerminalIdentity();
  await store.enrolTerminal(identity.enrolment);
  return { identity, log: newTerminalLog(identity), sent: 0 };
}

/** Writes entries into a terminal's log and uploads them. @returns who is to be told */
async function send(terminal: Terminal, ...entries: NewEntry[]): Promise<readonly SettledSession[]> {
  const { identity, log } = terminal;
  for (const entry of entries) log.append(entry, NOW);
  const { epoch, fromSeq, records, headSignature } = log.upload(terminal.sent + 1);
  terminal.sent = log.lastSeq();
  const { deviceId } = identity;
  const checked = checkUpload(
    { deviceId, epoch, fromSeq, texts: records, headSignature },
    importTerminalKey(identity.enrolment.publicKey),
  );
  if (!checked.ok) throw new Error(checked.error.reason);
  const outcome = await store.ingest({ ...checked.value, deviceId, receivedAt: NOW });
  if (outcome.kind !== 'stored') throw new Error(outcome.kind);
  return outcome.settled;
}

const newService = () => newSession(atWindow.identity.deviceId, NOW).service;
const kioskView = (view: SessionView): SessionView => ({ ...view, openedBy: 'kiosk' });
const kioskRating = (view: SessionView, level: Level = 2) =>
  ratingEntry(view.sessionId, NOW, { level, channel: 'kiosk', source: 'screen' });
const at = ({ identity }: Terminal, { sessionId }: SessionView) => ({ deviceId: identity.deviceId, sessionId });

function duplicates(): readonly { session_id: string; reason: string }[] {
  const reader = openReader(join(dir, DATABASE_FILE));
  try {
    return reader
      .prepare<[], { session_id: string; reason: string }>('select session_id, reason from duplicate_rating')
      .all();
  } finally {
    reader.close();
  }
}

/** What the city gets: the kinds of jobs in order, each delivered at once. */
async function deliverAll(): Promise<readonly string[]> {
  const sent: string[] = [];
  for (let [job] = store.dueJobs(NOW, 1); job !== undefined; [job] = store.dueJobs(NOW, 1)) {
    sent.push(`${job.kind} ${job.sessionId}`);
    await store.jobDelivered(job.id, NOW, '{}');
  }
  return sent;
}

/** The two tell of the session, and the kiosk of its rating, in the order of the test. */
const STEPS = {
  'window opens': (view: SessionView, service: ReturnType<typeof newService>) =>
    send(atWindow, openedEntry(view, service)),
  'kiosk opens': (view: SessionView) => send(atKiosk, openedEntry(kioskView(view))),
  'kiosk rates': (view: SessionView) => send(atKiosk, kioskRating(view)),
  'kiosk gives reasons and closes': (view: SessionView) => {
    const rating = atKiosk.log
      .records()
      .map(({ record }) => record)
      .find(({ type }) => type === 'rating');
    const reasons = reasonsEntry(rating as NewEntry, { tags: ['213'], text: '', skipped: false });
    return send(atKiosk, reasons, closedEntry(view.sessionId, 'rated'));
  },
  restart: async () => {
    await store.close();
    await open();
    return [];
  },
};
type Step = keyof typeof STEPS;

const OPENS: Step = 'window opens';
const KIOSK: readonly Step[] = ['kiosk opens', 'kiosk rates', 'kiosk gives reasons and closes'];
/** The window's word at every place among the kiosk's, with and without a restart after it. */
const ORDERS = KIOSK.concat('restart').flatMap((_, place) =>
  [[OPENS], ['restart', OPENS, 'restart']].map(
    (told) => [...KIOSK.slice(0, place), ...told, ...KIOSK.slice(place)] as Step[],
  ),
);

describe('a service of a window, rated at a kiosk', () => {
  test.each(ORDERS.map((order) => [order.join(', '), order] as const))('%s', async (_name, order) => {
    const [view, service] = [newView(NOW), newService()];
    for (const step of order) await STEPS[step](view, service);
    expect(store.findSession(view.sessionId)).toMatchObject({
      deviceId: atWindow.identity.deviceId,
      view,
      service,
      rated: true,
    });
    expect(store.counts()).toMatchObject({ sessions: 1, ratedSessions: 1, duplicateRatings: 0 });
    expect(store.materialOf(view.sessionId)?.rating).toMatchObject({ level: 2, channel: 'kiosk', tags: ['213'] });
    expect(await deliverAll()).toEqual([`service ${view.sessionId}`, `rating ${view.sessionId}`]);
  });

  test('is closed at the window, once, and at the other kiosk where it is shown, not at the one that rated', async () => {
    const [view, other] = [newView(NOW), await enrol()];
    await send(atWindow, openedEntry(view, newService()));
    expect(await send(other, openedEntry(kioskView(view)))).toEqual([]);
    expect(await send(atKiosk, openedEntry(kioskView(view)))).toEqual([]);
    expect(await send(atKiosk, kioskRating(view))).toEqual([at(atWindow, view), at(other, view)]);
    expect(await send(atKiosk, closedEntry(view.sessionId, 'rated'))).toEqual([]);
  });

  test('is not closed again where the terminal closed it itself', async () => {
    const [view, other] = [newView(NOW), await enrol()];
    await send(atWindow, openedEntry(view, newService()), closedEntry(view.sessionId, 'unrated'));
    await send(other, openedEntry(kioskView(view)), closedEntry(view.sessionId, 'unrated'));
    expect(await send(atKiosk, openedEntry(kioskView(view)), kioskRating(view))).toEqual([]);
    expect(store.findSession(view.sessionId)).toMatchObject({ rated: true, closed: true });
  });

  test('rated at the window while a kiosk shows it: the kiosk is told, and its own rating is kept, not counted', async () => {
    const view = newView(NOW);
    await send(atWindow, openedEntry(view, newService()));
    await send(atKiosk, openedEntry(kioskView(view)));
    const own = ratingEntry(view.sessionId, NOW, { level: 5 });
    expect(await send(atWindow, own)).toEqual([at(atKiosk, view)]);
    expect(await send(atKiosk, kioskRating(view))).toEqual([]);
    expect(store.materialOf(view.sessionId)?.rating).toMatchObject({ level: 5, channel: 'window' });
    expect(duplicates()).toEqual([{ session_id: view.sessionId, reason: 'later' }]);
  });

  test('opened at a kiosk when it had been rated meanwhile: the kiosk is told at once', async () => {
    const view = newView(NOW);
    await send(atWindow, openedEntry(view, newService()), ratingEntry(view.sessionId, NOW));
    expect(await send(atKiosk, openedEntry(kioskView(view)))).toEqual([at(atKiosk, view)]);
  });

  test('opened again, at the window and at a kiosk, after both had closed it: both are told of a rating by phone', async () => {
    const view = newView(NOW);
    const closed = closedEntry(view.sessionId, 'unrated');
    await send(atWindow, openedEntry(view, newService()), closed, openedEntry(kioskView(view)), closed);
    await send(atWindow, openedEntry(kioskView(view)));
    await send(atKiosk, openedEntry(kioskView(view)), closed, openedEntry(kioskView(view)));
    expect(store.findSession(view.sessionId)).toMatchObject({ rated: false, closed: false, view });
    const rating = newPhoneRating(atWindow.identity.deviceId, view.qrHandle, NOW);
    const { settled } = await store.submitPhoneRating(rating);
    expect(settled).toEqual([at(atWindow, view), at(atKiosk, view)]);
    await send(atWindow, closedEntry(view.sessionId, 'rated-elsewhere'));
    expect(store.findSession(view.sessionId)).toMatchObject({ rated: true, closed: true });
  });

  test('while its terminals are away: each is told when it comes back, until it has closed the session', async () => {
    const [view, other] = [newView(NOW), newView(NOW)];
    await send(atWindow, openedEntry(other, newService()), openedEntry(view, newService()));
    await send(atKiosk, openedEntry(kioskView(view)));
    await store.submitPhoneRating(newPhoneRating(atWindow.identity.deviceId, view.qrHandle, NOW));
    for (const terminal of [atWindow, atKiosk]) {
      const told = () =>
        store.openSessionsOf(terminal.identity.deviceId).map(({ sessionId, rated }) => ({ sessionId, rated }));
      expect(told()).toEqual([{ sessionId: view.sessionId, rated: true }]);
      await send(terminal, closedEntry(view.sessionId, 'rated-elsewhere'));
      expect(told()).toEqual([]);
    }
  });

  test('told of again, by both, changes nothing', async () => {
    const [view, service] = [newView(NOW), newService()];
    await send(atWindow, openedEntry(view, service));
    await send(atKiosk, openedEntry(kioskView(view)), kioskRating(view));
    for (const terminal of [atWindow, atKiosk]) {
      const again = { ...terminal, log: terminal.log.beginEpochAfter(0), sent: 0 };
      expect(await send(again)).toEqual([]);
    }
    expect(store.counts()).toMatchObject({ sessions: 1, ratedSessions: 1, duplicateRatings: 0, outboxPending: 2 });
  });

  test('by a terminal at which it was never opened: kept, not counted', async () => {
    const view = newView(NOW);
    await send(atWindow, openedEntry(view, newService()));
    await send(atKiosk, openedEntry(view), kioskRating(view));
    expect(store.findSession(view.sessionId)?.rated).toBe(false);
    expect(duplicates()).toEqual([{ session_id: view.sessionId, reason: 'foreign-terminal' }]);
  });
});

describe('a kiosk’s own code, scanned with a phone', () => {
  test('rates the window’s service; both are told', async () => {
    const view = newView(NOW);
    await send(atWindow, openedEntry(view, newService()));
    await send(atKiosk, openedEntry(kioskView(view)));
    const rating = newPhoneRating(atKiosk.identity.deviceId, view.qrHandle, NOW);
    expect(store.findSessionByHandle(atKiosk.identity.deviceId, view.qrHandle)).toMatchObject({ view });
    expect(await store.submitPhoneRating(rating)).toEqual({
      kind: 'accepted',
      sessionId: view.sessionId,
      settled: [at(atWindow, view), at(atKiosk, view)],
    });
    expect(store.isHandleRated(atKiosk.identity.deviceId, view.qrHandle)).toBe(true);
    expect(store.isHandleRated(atWindow.identity.deviceId, view.qrHandle)).toBe(true);
    expect(await store.submitPhoneRating(newPhoneRating(atWindow.identity.deviceId, view.qrHandle, NOW))).toMatchObject(
      {
        kind: 'duplicate',
      },
    );
  });

  test('before the kiosk has told of the session: held, and counted when it does', async () => {
    const view = newView(NOW);
    await send(atWindow, openedEntry(view, newService()));
    const rating = newPhoneRating(atKiosk.identity.deviceId, view.qrHandle, NOW);
    expect(await store.submitPhoneRating(rating)).toMatchObject({ kind: 'held' });
    expect(await send(atKiosk, openedEntry(kioskView(view)))).toEqual([at(atKiosk, view), at(atWindow, view)]);
    expect(store.materialOf(view.sessionId)?.rating).toMatchObject({ level: rating.level, channel: 'qr' });
  });
});

describe('a session that a kiosk told of first', () => {
  test('whose service turns out to be rated already: the kiosk’s rating is kept, not counted', async () => {
    const [first, second, service] = [newView(NOW), newView(NOW), newService()];
    await send(atKiosk, openedEntry(kioskView(second)), kioskRating(second));
    await send(atWindow, openedEntry(first, service), ratingEntry(first.sessionId, NOW, { level: 4 }));
    await send(atWindow, openedEntry(second, service));
    expect(store.counts()).toMatchObject({ sessions: 2, ratedSessions: 1, duplicateRatings: 1 });
    expect(store.materialOf(first.sessionId)?.rating).toMatchObject({ level: 4 });
    expect(duplicates()).toEqual([{ session_id: first.sessionId, reason: 'later' }]);
  });

  test('whose service was opened before and not rated: the rating counts there, and is forwarded once', async () => {
    const [first, second, service] = [newView(NOW), newView(NOW), newService()];
    await send(atKiosk, openedEntry(kioskView(second)), kioskRating(second));
    await send(atWindow, openedEntry(first, service));
    await send(atWindow, openedEntry(second, service));
    expect(store.counts()).toMatchObject({ ratedSessions: 1, duplicateRatings: 0 });
    expect(store.findSession(second.sessionId)?.rated).toBe(true);
    expect(store.materialOf(first.sessionId)?.rating).toMatchObject({ level: 2, channel: 'kiosk' });
    expect(await deliverAll()).toEqual([`service ${first.sessionId}`, `rating ${first.sessionId}`]);
  });

  /** The 追评 of a citizen who scanned the kiosk's code. */
  const followUpAtKiosk = ({ qrHandle }: SessionView) =>
    store.submitFollowUp(newFollowUp(atKiosk.identity.deviceId, qrHandle, NOW));

  test('takes its 追评 along to where the rating counts, and to the city after it', async () => {
    const [first, second, service] = [newView(NOW), newView(NOW), newService()];
    await send(atKiosk, openedEntry(kioskView(second)), kioskRating(second));
    expect(await followUpAtKiosk(second)).toBe('accepted');
    await send(atWindow, openedEntry(first, service));
    await send(atWindow, openedEntry(second, service));
    expect(store.materialOf(first.sessionId)?.followUp).toMatchObject({ level: 2, assessNumber: 2 });
    expect(await followUpAtKiosk(second)).toBe('later');
    const sent = ['service', 'rating', 'follow-up'].map((kind) => `${kind} ${first.sessionId}`);
    expect(await deliverAll()).toEqual(sent);
  });

  test('and that gets its service record later: its 追评 goes to the city too', async () => {
    const [view, service] = [newView(NOW), newService()];
    await send(atKiosk, openedEntry(kioskView(view)), kioskRating(view));
    expect(await followUpAtKiosk(view)).toBe('accepted');
    expect(await deliverAll()).toEqual([]);
    await send(atWindow, openedEntry(view, service));
    expect(await deliverAll()).toEqual(['service', 'rating', 'follow-up'].map((kind) => `${kind} ${view.sessionId}`));
  });

  test('whose rating turns out to be a duplicate: its 追评 counts as little, and the service may have one of its own', async () => {
    const [first, second, service] = [newView(NOW), newView(NOW), newService()];
    await send(atKiosk, openedEntry(kioskView(second)), kioskRating(second));
    expect(await followUpAtKiosk(second)).toBe('accepted');
    await send(atWindow, openedEntry(first, service), ratingEntry(first.sessionId, NOW, { level: 4 }));
    await send(atWindow, openedEntry(second, service));
    expect(store.materialOf(first.sessionId)?.followUp).toBeNull();
    expect(await followUpAtKiosk(second)).toBe('accepted');
    expect(await deliverAll()).toEqual(['service', 'rating', 'follow-up'].map((kind) => `${kind} ${first.sessionId}`));
  });

  test('and that nobody else ever opened has its rating', async () => {
    const view = newView(NOW);
    const rating = kioskRating(view);
    await send(atKiosk, openedEntry(kioskView(view)), rating);
    expect(store.findSession(view.sessionId)).toMatchObject({ deviceId: atKiosk.identity.deviceId, rated: true });
    expect((rating.body as RatingBody).channel).toBe('kiosk');
    expect(await deliverAll()).toEqual([]);
  });
});
