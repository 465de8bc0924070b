import { randomBytes } from 'node:crypto';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { RatingBody } from '@mingjing/shared/domain/record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import {
  closedEntry,
  newView,
  openedEntry,
  ratingEntry,
  reasonsEntry,
} from '@mingjing/test/simulators/fleet/terminal-log.ts';
import { type HallStore, type HallTerminal, openHallStore } from '@mingjing/test/support/hall-store.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFieldCipher } from '../core/field-cipher.ts';
import { RATING_WINDOWS } from '../core/rating-windows.data.ts';
import { readPlaceContacts, readReplyContacts } from './reply-contact-desk.ts';
import { newPhoneRating, newSession } from './testing/store-fixtures.ts';

/** Numbers typed at a kiosk that could not ask, and services chosen there without a ticket. Every test ends with `verify`. */

const NUMBER = 'YW20260506-0087';
const HOUR = 3600_000;
let hall: HallStore;
let atWindow: HallTerminal;
let atKiosk: HallTerminal;

beforeEach(async () => {
  hall = await openHallStore(Date.UTC(2026, 4, 6, 1));
  [atWindow, atKiosk] = [await hall.enrol(), await hall.enrol()];
});
afterEach(async () => {
  expect((await hall.close()).fault).toBeNull();
});

const { send, store, pass } = {
  send: (...given: Parameters<HallStore['send']>) => hall.send(...given),
  store: () => hall.store(),
  pass: (ms: number) => hall.pass(ms),
};
const unnumbered = () => newSession(atWindow.identity.deviceId, hall.now()).service;
const service = (serialNumber = NUMBER) => ({ ...unnumbered(), serialNumber });
const view = (): SessionView => newView(hall.now());
/** Holds only the number. */
const visit = (serialNumber = NUMBER): SessionView => {
  const { sessionId, qrHandle, openedAt } = view();
  return { sessionId, qrHandle, openedAt, openedBy: 'kiosk', serialNumber };
};
const kioskRating = ({ sessionId }: SessionView, level: Level = 2) =>
  ratingEntry(sessionId, hall.now(), { level, channel: 'kiosk', source: 'screen' });
const whole = (typed: SessionView, level: Level = 2) => [
  openedEntry(typed),
  kioskRating(typed, level),
  closedEntry(typed.sessionId, 'rated'),
];
const duplicates = () => hall.rows<object>('select session_id, reason from duplicate_rating');
const at = ({ identity }: HallTerminal, { sessionId }: SessionView) => ({ deviceId: identity.deviceId, sessionId });
const counts = () => store().kioskVisitCounts(hall.now() + 2 * 60_000);

describe('a rating by a number', () => {
  test('waits, listed and counted apart, and is forwarded to nobody', async () => {
    await send(atKiosk, ...whole(visit()));
    expect(counts()).toEqual({ unresolved: 1, expired: 0, independent: 0, flagged: 0 });
    expect(store().unresolvedRatings(hall.now() + 60_000, 9)).toMatchObject([
      { serialNumber: NUMBER, terminal: atKiosk.identity.enrolment.shortId },
    ]);
    expect(await hall.deliverAll()).toEqual([]);
  });

  test('is not told of in its first minute', async () => {
    await send(atKiosk, ...whole(visit()));
    pass(59_999);
    expect(store().kioskVisitCounts(hall.now()).unresolved).toBe(0);
    expect(store().unresolvedRatings(hall.now(), 9)).toEqual([]);
  });

  test('finds the service that the window tells of later, and is forwarded once, after it', async () => {
    const own = view();
    await send(atKiosk, ...whole(visit()));
    pass(HOUR);
    expect(await send(atWindow, openedEntry({ ...own, openedAt: hall.now() - HOUR }, service()))).toEqual([
      at(atWindow, own),
    ]);
    expect(store().findSession(own.sessionId)).toMatchObject({ rated: true });
    expect(store().materialOf(own.sessionId)?.rating).toMatchObject({ level: 2, channel: 'kiosk' });
    expect(store().counts()).toMatchObject({ ratedSessions: 1, duplicateRatings: 0 });
    expect(counts()).toMatchObject({ unresolved: 0 });
    expect(await hall.deliverAll()).toEqual([`service ${own.sessionId}`, `rating ${own.sessionId}`]);
  });

  test('finds the service that the business system opens at the gateway later', async () => {
    await send(atKiosk, ...whole(visit()));
    const opened = newSession(atWindow.identity.deviceId, hall.now());
    const { session } = await store().openSession({ ...opened, service: { ...opened.service, serialNumber: NUMBER } });
    expect(session.rated).toBe(true);
    expect(await hall.deliverAll()).toEqual([`service ${session.sessionId}`, `rating ${session.sessionId}`]);
  });

  test('finds a service that has no number but its case number', async () => {
    const own = view();
    const record = unnumbered();
    await send(atWindow, openedEntry(own, record));
    expect(await send(atKiosk, ...whole(visit(record.projectNo)))).toEqual([at(atWindow, own)]);
    expect(store().findSession(own.sessionId)?.rated).toBe(true);
  });

  test('gets its reasons though they come after it was resolved', async () => {
    const [own, typed] = [view(), visit()];
    const rating = kioskRating(typed);
    await send(atKiosk, openedEntry(typed), rating);
    await send(atWindow, openedEntry(own, service()));
    await send(atKiosk, reasonsEntry(rating, { tags: ['213'], text: '', skipped: false }));
    expect(store().materialOf(own.sessionId)?.rating).toMatchObject({ tags: ['213'] });
  });

  test('means the latest service without a rating; where all have one it is kept, not counted', async () => {
    const [first, second] = [view(), view()];
    await send(atWindow, openedEntry(first, service()));
    pass(HOUR);
    await send(atWindow, openedEntry({ ...second, openedAt: hall.now() }, { ...service(), serviceNumber: 2 }));
    await send(atKiosk, ...whole(visit(), 4));
    expect(store().materialOf(second.sessionId)?.rating).toMatchObject({ level: 4 });
    await send(atKiosk, ...whole(visit(), 3));
    expect(store().materialOf(first.sessionId)?.rating).toMatchObject({ level: 3 });
    await send(atKiosk, ...whole(visit(), 1));
    expect(duplicates()).toEqual([{ session_id: second.sessionId, reason: 'later' }]);
  });

  test('gives way to the window’s own that comes with the service', async () => {
    const own = view();
    await send(atKiosk, ...whole(visit()));
    await send(atWindow, openedEntry(own, service()), ratingEntry(own.sessionId, hall.now(), { level: 5 }));
    expect(store().materialOf(own.sessionId)?.rating).toMatchObject({ level: 5, channel: 'window' });
    expect(duplicates()).toEqual([{ session_id: own.sessionId, reason: 'later' }]);
    expect(await hall.deliverAll()).toEqual([`service ${own.sessionId}`, `rating ${own.sessionId}`]);
  });

  test.each([
    ['of the day before yesterday', -25 * HOUR],
    ['that began well after it: a number guessed ahead', 11 * 60_000],
  ])('does not find a service %s', async (_what, ms) => {
    const own = view();
    await send(atKiosk, ...whole(visit()));
    await send(atWindow, openedEntry({ ...own, openedAt: own.openedAt + ms }, service()));
    expect(store().findSession(own.sessionId)?.rated).toBe(false);
    expect(counts()).toMatchObject({ unresolved: 1 });
  });

  test('does not find a service that was taken back', async () => {
    const { session } = await store().openSession({
      ...newSession(atWindow.identity.deviceId, hall.now()),
      service: service(),
    });
    await store().cancelSession(session.sessionId, hall.now());
    await send(atKiosk, ...whole(visit()));
    expect(counts()).toMatchObject({ unresolved: 1 });
  });

  test('is given up after the time of the table, and stays so', async () => {
    const own = view();
    await send(atKiosk, ...whole(visit()));
    pass(RATING_WINDOWS.unresolvedNumber + 1);
    expect(store().kioskVisitCounts(hall.now())).toMatchObject({ unresolved: 0, expired: 1 });
    expect(store().unresolvedRatings(hall.now(), 9)).toEqual([]);
    await send(atWindow, openedEntry(own, service()));
    expect(store().findSession(own.sessionId)?.rated).toBe(false);
  });

  test('by phone, with the kiosk’s code, before the kiosk has told of it: counts for the service', async () => {
    const [own, typed] = [view(), visit()];
    await send(atWindow, openedEntry(own, service()));
    const rating = newPhoneRating(atKiosk.identity.deviceId, typed.qrHandle, hall.now());
    expect(await store().submitPhoneRating(rating)).toMatchObject({ kind: 'held' });
    await send(atKiosk, openedEntry(typed));
    expect(store().materialOf(own.sessionId)?.rating).toMatchObject({ level: rating.level, channel: 'qr' });
  });

  test('told of again in a new epoch changes nothing', async () => {
    await send(atWindow, openedEntry(view(), service()));
    await send(atKiosk, ...whole(visit()));
    expect(await send({ ...atKiosk, log: atKiosk.log.beginEpochAfter(0), sent: 0 })).toEqual([]);
    expect(store().counts()).toMatchObject({ ratedSessions: 1, duplicateRatings: 0, outboxPending: 2 });
  });
});

describe('a service chosen without a ticket', () => {
  const place = { hallId: 'h1', windowId: 'w3', catalogueVersion: '0123456789abcdef' };

  test('is kept and counted as independent, and forwarded to nobody', async () => {
    const { serialNumber: _, ...chosen } = visit();
    const independent = { ...chosen, matterName: '咨询', windowName: '3号窗口', place };
    await send(atKiosk, ...whole(independent));
    expect(counts()).toEqual({ unresolved: 0, expired: 0, independent: 1, flagged: 1 });
    expect(hall.rows('select kind, hall_id, window_id, matter_id from kiosk_visit')).toEqual([
      { kind: 'place', hall_id: 'h1', window_id: 'w3', matter_id: null },
    ]);
    expect(await hall.deliverAll()).toEqual([]);
  });
});

describe('of the ratings without a ticket', () => {
  const place = { hallId: 'h1', windowId: 'w3', catalogueVersion: '0123456789abcdef' };
  /** One that a citizen looked at for so long. */
  async function rate(kiosk: HallTerminal, lookedMs: number) {
    const { serialNumber: _, ...chosen } = visit();
    const pressedAt = hall.now() + lookedMs;
    const press = ratingEntry(chosen.sessionId, pressedAt, { channel: 'kiosk', source: 'screen', pressedAt });
    await send(kiosk, openedEntry({ ...chosen, matterName: '咨询', windowName: '3号窗口', place }), press);
  }

  test('those given at once are flagged, and kept', async () => {
    await rate(atKiosk, 799);
    pass(HOUR);
    await rate(atKiosk, 800);
    expect(counts()).toMatchObject({ independent: 2, flagged: 1 });
    expect(store().counts().ratedSessions).toBe(2);
  });

  test('those soon after another at the same kiosk are flagged, and kept', async () => {
    await rate(atKiosk, 2000);
    pass(14_999);
    await rate(atKiosk, 2000);
    await rate(atWindow, 2000);
    pass(15_000);
    await rate(atKiosk, 2000);
    expect(counts()).toMatchObject({ independent: 4, flagged: 1 });
    expect(store().counts().ratedSessions).toBe(4);
  });
});

describe('a contact for the reply', () => {
  const contact = { kind: 'email', value: 'lilei@example.cn' } as const;
  const cipher = () => createFieldCipher([hall.masterKey], randomBytes);
  const found = (number: string) => readReplyContacts(hall.path, number, cipher());
  /** Opened at the kiosk and rated there by phone. */
  async function asked(typed: SessionView) {
    const { deviceId } = atKiosk.identity;
    await send(atKiosk, openedEntry(typed));
    const { ratingId } = newPhoneRating(deviceId, typed.qrHandle, hall.now());
    await store().submitPhoneRating({ ...newPhoneRating(deviceId, typed.qrHandle, hall.now()), ratingId });
    await store().keepReplyContact({ ratingId, deviceId, qrHandle: typed.qrHandle, contact });
  }

  test('is found by a number typed at a kiosk, before and after its service is found', async () => {
    await asked(visit());
    expect(found(NUMBER)).toMatchObject([contact]);
    expect(found('YW-OTHER')).toEqual([]);
    await send(atWindow, openedEntry(view(), service()));
    expect(hall.rows('select 1 as one from kiosk_visit where resolved_to is not null')).toHaveLength(1);
    expect(found(NUMBER)).toMatchObject([contact]);
  });

  test('is found once by a case number that was typed, where the service has no other', async () => {
    const record = unnumbered();
    await asked(visit(record.projectNo));
    await send(atWindow, openedEntry(view(), record));
    expect(found(record.projectNo)).toMatchObject([contact]);
  });

  test('of a service without a ticket is found by day and window, with what was chosen', async () => {
    const { serialNumber: _, ...chosen } = visit();
    const place = { hallId: 'h1', windowId: 'w3', catalogueVersion: '0123456789abcdef' };
    await asked({ ...chosen, matterName: '咨询', windowName: '3号窗口', place });
    await asked(visit());
    const ask = (from: number, windowId: string | null) =>
      readPlaceContacts(hall.path, { from, until: from + HOUR, windowId }, cipher());
    const here = [{ ...contact, hallId: 'h1', windowId: 'w3', matterId: null }];
    for (const windowId of ['w3', null]) expect(ask(hall.now(), windowId)).toMatchObject(here);
    expect(ask(hall.now(), 'w4')).toEqual([]);
    expect(ask(hall.now() - HOUR, null)).toEqual([]);
    expect(ask(hall.now() + 1, null)).toEqual([]);
  });
});

describe('the card that the code of a kiosk leads to', () => {
  const own = () => ({
    ...view(),
    matterName: '户口迁移',
    staffName: '王芳',
    staffNumber: '0012',
    serialNumber: NUMBER,
  });
  const cardAt = ({ identity }: HallTerminal, { qrHandle }: SessionView) =>
    store().findSessionByHandle(identity.deviceId, qrHandle)?.view;

  test('names no staff where anybody typed the number; the window’s own code and a receipt do', async () => {
    const [typed, scanned] = [own(), own()];
    for (const session of [typed, scanned])
      await send(atWindow, openedEntry(session, { ...service(), projectNo: session.sessionId }));
    const atTheKiosk = { openedBy: 'kiosk', windowName: '3号窗口' } as const;
    const { staffName: _, staffNumber: __, ...bare } = typed;
    await send(atKiosk, openedEntry({ ...bare, ...atTheKiosk }), openedEntry({ ...scanned, ...atTheKiosk }));
    expect(cardAt(atKiosk, typed)).toEqual({ ...bare, windowName: '3号窗口' });
    expect(cardAt(atKiosk, scanned)).toEqual({ ...scanned, windowName: '3号窗口' });
    expect(cardAt(atWindow, typed)).toEqual(typed);
  });
});

/** Two kiosks and a window tell of one service in any order, with restarts in between. */
test('in whatever order they tell: one service, one rating that counts, forwarded once', async () => {
  const other = await hall.enrol();
  const numbers = fc.uniqueArray(fc.constantFrom(0, 1, 2, 3, 4, 5), { minLength: 6, maxLength: 6 });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(numbers, fc.nat(5), async (order, restartAt) => {
      const number = `YW-RANDOM-${round++}`;
      const [own, one, two] = [view(), visit(number), visit(number)];
      const [ratingOne, ratingTwo] = [kioskRating(one), kioskRating(two, 4)];
      const steps = [
        () => send(atWindow, openedEntry(own, service(number))),
        () => send(atKiosk, openedEntry(one), ratingOne),
        () => send(other, openedEntry(two), ratingTwo),
        () => send(atKiosk, closedEntry(one.sessionId, 'rated')),
        () => send(other, closedEntry(two.sessionId, 'rated')),
        () => send(atWindow, closedEntry(own.sessionId, 'unrated')),
      ];
      const firstKiosk = order.indexOf(1) < order.indexOf(2) ? ratingOne : ratingTwo;
      for (const [index, step] of order.entries()) {
        if (index === restartAt) await hall.restart();
        await steps[step]?.();
      }
      const expected = firstKiosk.body as RatingBody;
      expect(store().materialOf(own.sessionId)?.rating?.level).toBe(expected.level);
      expect(await hall.deliverAll()).toEqual([`service ${own.sessionId}`, `rating ${own.sessionId}`]);
    }),
    { numRuns: 12 },
  );
  expect(store().counts()).toMatchObject({ ratedSessions: 12, duplicateRatings: 12 });
});
