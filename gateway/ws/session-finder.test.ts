import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QrHandle } from '@mingjing/shared/domain/ids.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { ActionRequest } from '@mingjing/shared/protocol/actions.ts';
import { QR_KINDS } from '@mingjing/shared/qr/kinds.data.ts';
import { mintQrToken, mintReceiptToken, QR_CLOCK_LEAD_MS, QR_STEP_MS } from '@mingjing/shared/qr/token.ts';
import { systemClock } from '@mingjing/shared/system/machine.ts';
import { type BareGateway, startBareGateway } from '@mingjing/test/simulators/fleet/bare-gateway.ts';
import { drain } from '@mingjing/test/simulators/fleet/simulated-terminal.ts';
import { newTerminalIdentity, type TerminalIdentity } from '@mingjing/test/simulators/fleet/terminal-identity.ts';
import {
  closedEntry,
  newTerminalLog,
  newView,
  openedEntry,
  type TerminalLogOptions,
} from '@mingjing/test/simulators/fleet/terminal-log.ts';
import { dial, type TerminalSocket } from '@mingjing/test/simulators/fleet/terminal-socket.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RATING_WINDOWS } from '../core/rating-windows.data.ts';
import { newPhoneRating, newSession } from '../store/testing/store-fixtures.ts';

let dir: string;
let gateway: BareGateway;
let atWindow: TerminalIdentity;
let atKiosk: TerminalIdentity;
let kiosk: TerminalSocket;
let begun: number;
let shift: number;

/** Stands still but for the tests: no token of the rate limit comes back by itself. */
const clock = { now: () => begun + shift, mono: () => shift };

beforeEach(async () => {
  begun = systemClock.now();
  shift = 0;
  dir = mkdtempSync(join(tmpdir(), 'mingjing-find-'));
  gateway = await startBareGateway({ dir, clock });
  [atWindow, atKiosk] = [newTerminalIdentity(), newTerminalIdentity()];
  for (const { enrolment } of [atWindow, atKiosk]) await gateway.store.enrolTerminal(enrolment);
  kiosk = await dial({ url: gateway.url, identity: atKiosk });
});
afterEach(async () => {
  await gateway.stop();
  rmSync(dir, { recursive: true });
});

const find = (query: ActionRequest<'FindSession'>, socket = kiosk) => socket.call('FindSession', query);
async function stateOf(query: ActionRequest<'FindSession'>) {
  const answer = await find(query);
  return answer.ok ? answer.value.state : answer.error.code;
}
const serial = (serialNumber: string) => ({ serialNumber });

/** A session opened through the gateway, as a business system does. */
async function openAtWindow(service: Partial<ServiceRecord> = {}) {
  const session = newSession(atWindow.deviceId, clock.now());
  const opened = { ...session, service: { ...session.service, ...service } };
  await gateway.store.openSession(opened);
  return opened;
}

describe('by business serial number', () => {
  test('finds the latest service under it: what any screen shows, and nothing of the applicant', async () => {
    await openAtWindow({ serialNumber: 'SN-1' });
    shift += 1_000;
    const { view } = await openAtWindow({ serialNumber: 'SN-1' });
    await openAtWindow({ serialNumber: 'SN-2' });
    const answer = await find(serial('SN-1'));
    expect(answer).toEqual({
      ok: true,
      value: { state: 'found', session: { ...view, openedBy: 'kiosk', windowName: atWindow.enrolment.windowName } },
    });
    expect(JSON.stringify(answer)).not.toMatch(/李雷|37010219900101001X|13800000000/);
  });

  test('is the case number where the service has none of its own, and only there', async () => {
    await openAtWindow({ projectNo: 'CASE-1' });
    await openAtWindow({ projectNo: 'CASE-2', serialNumber: 'SN-3' });
    expect([await stateOf(serial('CASE-1')), await stateOf(serial('CASE-2')), await stateOf(serial('SN-3'))]).toEqual([
      'found',
      'unknown',
      'found',
    ]);
  });

  test('says that a service is rated, by whatever way', async () => {
    const { view } = await openAtWindow({ serialNumber: 'SN-4' });
    await gateway.store.submitPhoneRating(newPhoneRating(atWindow.deviceId, view.qrHandle, clock.now()));
    expect(await stateOf(serial('SN-4'))).toBe('already-rated');
  });

  test.each(['the business system', 'the terminal'])('does not find what %s took back', async (who) => {
    const { view } = await openAtWindow({ serialNumber: 'SN-5' });
    if (who === 'the terminal') {
      const log = newTerminalLog(atWindow);
      log.append({ type: 'session', body: { kind: 'closed', sessionId: view.sessionId, outcome: 'cancelled' } });
      await drain(await dial({ url: gateway.url, identity: atWindow }), log);
    } else await gateway.store.cancelSession(view.sessionId, clock.now());
    expect(await stateOf(serial('SN-5'))).toBe('unknown');
  });

  test('finds what nobody rated at the window in time', async () => {
    const log = newTerminalLog(atWindow);
    const view = newView(clock.now());
    const { service } = newSession(atWindow.deviceId, clock.now());
    log.append(openedEntry(view, { ...service, serialNumber: 'SN-6' }));
    log.append(closedEntry(view.sessionId, 'unrated'));
    await drain(await dial({ url: gateway.url, identity: atWindow }), log);
    expect(await find(serial('SN-6'))).toMatchObject({ ok: true, value: { session: { sessionId: view.sessionId } } });
  });

  test.each<[string, TerminalLogOptions, number]>([
    ['right', {}, 0],
    ['an hour ahead', { clockOffset: -3600_000 }, 3600_000],
    ['a year behind', { clockOffset: 365 * 24 * 3600_000 }, -365 * 24 * 3600_000],
  ])('a day long, by the gateway’s clock: the terminal’s is %s', async (_name, options, lead) => {
    const log = newTerminalLog(atWindow, options);
    const { service } = newSession(atWindow.deviceId, clock.now());
    log.append(openedEntry(newView(clock.now() + lead), { ...service, serialNumber: 'SN-7' }));
    await drain(await dial({ url: gateway.url, identity: atWindow }), log);
    shift += RATING_WINDOWS.businessNumber - 60_000;
    expect(await stateOf(serial('SN-7'))).toBe('found');
    shift += 120_000;
    expect(await stateOf(serial('SN-7'))).toBe('expired');
  });

  test('at the terminal that opened it is not a kiosk’s', async () => {
    const { view } = await openAtWindow({ serialNumber: 'SN-8' });
    const window = await dial({ url: gateway.url, identity: atWindow });
    expect(await find(serial('SN-8'), window)).toEqual({ ok: true, value: { state: 'found', session: view } });
  });
});

describe('by the token of a code', () => {
  const screenToken = (handle: QrHandle, at = clock.now(), key = atWindow.enrolment.qrKey) =>
    mintQrToken(atWindow.enrolment.shortId, handle, at, key);
  const receiptToken = (handle: QrHandle, at = clock.now()) =>
    mintReceiptToken(atWindow.enrolment.shortId, handle, at, atWindow.enrolment.qrKey);

  test('finds the service of a screen’s and of a receipt’s', async () => {
    const { view } = await openAtWindow();
    for (const token of [screenToken(view.qrHandle), receiptToken(view.qrHandle)]) {
      expect(await find({ token })).toEqual({
        ok: true,
        value: { state: 'found', session: { ...view, openedBy: 'kiosk', windowName: atWindow.enrolment.windowName } },
      });
    }
  });

  test('each kind as long as it is good for', async () => {
    const { view } = await openAtWindow();
    const [screen, receipt] = [{ token: screenToken(view.qrHandle) }, { token: receiptToken(view.qrHandle) }];
    shift += QR_KINDS.screen.scanWindowMs + QR_STEP_MS;
    expect([await stateOf(screen), await stateOf(receipt)]).toEqual(['expired', 'found']);
    shift += QR_KINDS.receipt.scanWindowMs;
    expect(await stateOf(receipt)).toBe('expired');
  });

  test('tells nothing of one that is forged, malformed in its inside, of nobody, or of a session not known', async () => {
    const { view } = await openAtWindow();
    const stranger = newTerminalIdentity().enrolment;
    const tokens = [
      screenToken(view.qrHandle, clock.now(), Uint8Array.from(randomBytes(32))),
      mintQrToken(stranger.shortId, view.qrHandle, clock.now(), stranger.qrKey),
      // Signed with zeros, for a terminal nobody knows.
      mintQrToken(stranger.shortId, view.qrHandle, clock.now(), new Uint8Array(32)),
      'I'.repeat(50),
      screenToken(newView(0).qrHandle),
    ];
    for (const token of tokens) expect(await stateOf({ token })).toBe('unknown');
    expect(await stateOf({ token: screenToken(view.qrHandle, clock.now() + QR_CLOCK_LEAD_MS + 2 * QR_STEP_MS) })).toBe(
      'expired',
    );
  });

  test('says that its service is rated, also where the rating is held for an offline terminal', async () => {
    const { view } = await openAtWindow();
    const unknown = newView(clock.now());
    for (const { qrHandle } of [view, unknown]) {
      await gateway.store.submitPhoneRating(newPhoneRating(atWindow.deviceId, qrHandle, clock.now()));
      expect(await stateOf({ token: receiptToken(qrHandle) })).toBe('already-rated');
    }
  });

  test('does not find what was taken back', async () => {
    const { view } = await openAtWindow();
    await gateway.store.cancelSession(view.sessionId, clock.now());
    expect(await stateOf({ token: receiptToken(view.qrHandle) })).toBe('unknown');
  });
});

describe('whoever asks too often', () => {
  test('waits, over all its connections; others do not; and after a while it may again', async () => {
    await openAtWindow({ serialNumber: 'SN-9' });
    for (let n = 0; n < 30; n += 1) expect(await stateOf(serial(`X-${n}`))).toBe('unknown');
    expect(await find(serial('SN-9'))).toMatchObject({
      ok: false,
      error: { code: 'Busy', details: { retryAfterMs: 2_000 } },
    });
    kiosk = await dial({ url: gateway.url, identity: atKiosk });
    expect(await stateOf(serial('SN-9'))).toBe('Busy');
    const other = await dial({ url: gateway.url, identity: atWindow });
    expect(await find(serial('SN-9'), other)).toMatchObject({ ok: true, value: { state: 'found' } });
    shift += 2_000;
    expect([await stateOf(serial('SN-9')), await stateOf(serial('SN-9'))]).toEqual(['found', 'Busy']);
  });

  test('and everybody else leaves no number, token or name in the log', async () => {
    const { view } = await openAtWindow({ serialNumber: 'SN-SECRET' });
    const token = mintReceiptToken(atWindow.enrolment.shortId, view.qrHandle, clock.now(), atWindow.enrolment.qrKey);
    await find(serial('SN-SECRET'));
    await find({ token });
    for (let n = 0; n < 30; n += 1) await find(serial('SN-SECRET'));
    const searches = gateway.events.filter(({ event }) => event.startsWith('session.search'));
    expect(searches[0]?.data).toEqual({ device: atKiosk.deviceId, by: 'number', state: 'found' });
    expect(searches[1]?.data).toEqual({ device: atKiosk.deviceId, by: 'code', state: 'found' });
    expect(searches.at(-1)).toEqual({ event: 'session.search-refused', data: { device: atKiosk.deviceId } });
    expect(JSON.stringify(gateway.events)).not.toMatch(new RegExp(`SECRET|${token}|${view.qrHandle}|王芳|户口`));
  });
});
