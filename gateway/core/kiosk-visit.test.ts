import { newView } from '@mingjing/test/simulators/fleet/terminal-log.ts';
import { expect, test } from 'vitest';
import { newSession } from '../store/testing/store-fixtures.ts';
import { isExpired, kioskVisit, serviceMeant } from './kiosk-visit.ts';
import { RATING_WINDOWS } from './rating-windows.data.ts';

const HOUR = 3600_000;
const NOW = 1_000 * HOUR;
const claim = { openedAt: NOW, receivedAt: NOW };
const { matterName, staffName, staffNumber, ...bare } = newView(NOW);
const atKiosk = { ...bare, openedBy: 'kiosk' as const };
const place = { hallId: 'h', windowId: 'w', catalogueVersion: '0123456789abcdef' };
const serviceAt = (openedAt: number, rest = {}) => ({ openedAt, rated: false, cancelled: false, ...rest });

test.each([
  ['a number alone', { ...atKiosk, serialNumber: 'YW1' }, 'number'],
  ['a number whose matter is known: it was found', { ...atKiosk, serialNumber: 'YW1', matterName: '落户' }, undefined],
  ['a number that no citizen gave', { ...bare, serialNumber: 'YW1' }, undefined],
  ['a place', { ...atKiosk, place, matterName: '咨询' }, 'place'],
  ['a place that no citizen chose', { ...bare, place }, undefined],
  ['nothing', atKiosk, undefined],
])('a session that holds %s', (_name, view, kind) => {
  expect(kioskVisit(view, null)?.kind).toBe(kind);
  // With its service it is no visit, whatever it shows.
  expect(kioskVisit(view, newSession('' as never, NOW).service)).toBeNull();
});

test.each([
  ['no service', [], undefined],
  ['one a day old', [serviceAt(NOW - RATING_WINDOWS.businessNumber)], 0],
  ['one older than that', [serviceAt(NOW - RATING_WINDOWS.businessNumber - 1)], undefined],
  ['one a little later, by another clock', [serviceAt(NOW + RATING_WINDOWS.clockLead)], 0],
  ['one later than that', [serviceAt(NOW + RATING_WINDOWS.clockLead + 1)], undefined],
  ['a cancelled one', [serviceAt(NOW, { cancelled: true })], undefined],
  ['two', [serviceAt(NOW - HOUR), serviceAt(NOW)], 1],
  ['two, the later rated', [serviceAt(NOW - HOUR), serviceAt(NOW, { rated: true })], 0],
  ['two, both rated', [serviceAt(NOW - HOUR, { rated: true }), serviceAt(NOW, { rated: true })], 1],
])('of %s', (_name, services, expected) => {
  expect(serviceMeant(claim, services, NOW)).toBe(expected === undefined ? undefined : services[expected]);
});

test('a number waits as long as the table says', () => {
  const end = NOW + RATING_WINDOWS.unresolvedNumber;
  expect([isExpired(claim, end), isExpired(claim, end + 1)]).toEqual([false, true]);
  expect(serviceMeant(claim, [serviceAt(NOW)], end + 1)).toBeUndefined();
});
