import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '@mingjing/shared/basics/result.ts';
import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import { UPGRADE_HEADERS } from '@mingjing/shared/protocol/upgrade-auth.ts';
import { type BareGateway, startBareGateway } from '@mingjing/test/simulators/fleet/bare-gateway.ts';
import { drain } from '@mingjing/test/simulators/fleet/simulated-terminal.ts';
import { newTerminalIdentity, type TerminalIdentity } from '@mingjing/test/simulators/fleet/terminal-identity.ts';
import {
  closedEntry,
  liveService,
  newTerminalLog,
  newView,
  openedEntry,
  ratingEntry,
} from '@mingjing/test/simulators/fleet/terminal-log.ts';
import { type DialOptions, dial, upgradeHeaders } from '@mingjing/test/simulators/fleet/terminal-socket.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newPhoneRating, newSession } from '../store/testing/store-fixtures.ts';
import type { HubLimits } from './hub-limits.ts';

let dir: string;
let gateway: BareGateway;
let identity: TerminalIdentity;

beforeEach(() => start());
afterEach(async () => {
  await gateway.stop();
  rmSync(dir, { recursive: true });
});

async function start(limits: Partial<HubLimits> = {}): Promise<void> {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-hub-'));
  gateway = await startBareGateway({ dir, limits });
  identity = newTerminalIdentity();
  await gateway.store.enrolTerminal(identity.enrolment);
}
async function restart(limits: Partial<HubLimits>): Promise<void> {
  await gateway.stop();
  rmSync(dir, { recursive: true });
  await start(limits);
}
const connectTerminal = (options: Partial<DialOptions> = {}) => dial({ url: gateway.url, identity, ...options });
const eventsOf = (name: string) => gateway.events.filter(({ event }) => event === name).map(({ data }) => data);

describe('the door', () => {
  const refusals: readonly [string, (right: Record<string, string>) => Record<string, string>, number, string][] = [
    ['no headers', () => ({}), 400, 'headers'],
    ['a nonce of another form', (h) => ({ ...h, [UPGRADE_HEADERS.nonce]: 'short' }), 400, 'headers'],
    [
      'a clock far off',
      () => upgradeHeaders(identity, Date.now() - PROTOCOL_LIMITS.upgradeClockSkewMs - 5_000),
      401,
      'clock',
    ],
    ['a terminal nobody knows', () => upgradeHeaders(newTerminalIdentity(), Date.now()), 401, 'unknown-terminal'],
    [
      'the signature of another key',
      (h) => ({ ...h, [UPGRADE_HEADERS.signature]: newTerminalIdentity().sign('anything') }),
      401,
      'signature',
    ],
    ['a time that was not signed', (h) => ({ ...h, [UPGRADE_HEADERS.time]: String(Date.now() + 1) }), 401, 'signature'],
  ];
  test.each(refusals)('refuses %s and tells the time', async (_name, alter, status, reason) => {
    const headers = alter(upgradeHeaders(identity, Date.now()));
    const refusal = connectTerminal({ headers });
    await expect(refusal).rejects.toMatchObject({ status, reason });
    await refusal.catch(({ serverTime }) => expect(Math.abs(serverTime - Date.now())).toBeLessThan(60_000));
    expect(eventsOf('terminal.refused')).toStrictEqual([{ reason }]);
    expect(gateway.hub.connectedCount()).toBe(0);
  });

  test('takes a signed upgrade once, never a second time', async () => {
    const headers = upgradeHeaders(identity, Date.now());
    const socket = await connectTerminal({ headers });
    await expect(connectTerminal({ headers })).rejects.toMatchObject({ status: 401, reason: 'nonce' });
    expect(gateway.hub.isConnected(identity.deviceId)).toBe(true);
    socket.close();
    await vi.waitFor(() => expect(gateway.hub.isConnected(identity.deviceId)).toBe(false));
  });

  test.each([
    ['another path', '/ws/v1/other', 'mingjing.v1', 404, 'path'],
    ['another subprotocol', '/ws/v1/terminal', 'mingjing.v9', 400, 'subprotocol'],
  ])('refuses %s', async (_name, path, subprotocol, status, reason) => {
    const answer = await rawUpgrade(path, subprotocol);
    expect(answer).toMatchObject({ status, reason });
  });

  function rawUpgrade(path: string, subprotocol: string): Promise<{ status: number | undefined; reason: string }> {
    return new Promise((resolve, reject) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
        'sec-websocket-protocol': subprotocol,
        ...upgradeHeaders(identity, Date.now()),
      };
      const call = request(`${gateway.url}${path}`, { headers });
      call.on('response', (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode, reason: JSON.parse(body).error }));
      });
      call.on('upgrade', () => reject(new Error('was accepted')));
      call.on('error', reject);
      call.end();
    });
  }

  test('is full at its limit and open again afterwards', async () => {
    await restart({ maxConnections: 1 });
    const other = newTerminalIdentity();
    await gateway.store.enrolTerminal(other.enrolment);
    const first = await connectTerminal();
    await expect(connectTerminal({ identity: other })).rejects.toMatchObject({ status: 503, reason: 'full' });
    first.close();
    await first.closed;
    await vi.waitFor(() => expect(gateway.hub.connectedCount()).toBe(0));
    (await connectTerminal({ identity: other })).close();
  });

  test('lets one address knock only so often', async () => {
    await restart({ upgradeBurst: 2, upgradesPerSecond: 0 });
    await connectTerminal();
    await connectTerminal();
    await expect(connectTerminal()).rejects.toMatchObject({ status: 429, reason: 'rate' });
  });
});

describe('a connection', () => {
  test('says Hello, uploads, and is acknowledged what is in the ledger', async () => {
    const log = newTerminalLog(identity);
    for (let n = 0; n < 60; n += 1) liveService(log);
    const socket = await connectTerminal();
    expect(await drain(socket, log)).toBe(180);
    expect(gateway.store.ackedSeq(identity.deviceId, log.epoch)).toBe(180);
    expect(gateway.store.counts()).toMatchObject({ ledgerRows: 181, sessions: 60, ratedSessions: 60 });
    expect(await socket.hello(log.epoch, 180)).toMatchObject({ ok: true, value: { ackSeq: 180 } });
    // Nothing of what was rated, by whom or about whom reaches the log.
    expect(JSON.stringify(gateway.events)).not.toMatch(/level|satisf|王芳|户口/);
  });

  test('gives way to a newer one, with an alarm when that comes from elsewhere', async () => {
    const first = await connectTerminal();
    const second = await connectTerminal();
    expect(await first.closed).toBe(CLOSE_CODES.replaced);
    const third = await connectTerminal({ localAddress: '127.0.0.2' });
    expect(await second.closed).toBe(CLOSE_CODES.replaced);
    expect(eventsOf('terminal.replaced')).toStrictEqual([
      { device: identity.deviceId, addressesDiffer: false },
      { device: identity.deviceId, addressesDiffer: true },
    ]);
    await vi.waitFor(() => expect(eventsOf('terminal.disconnected')).toHaveLength(2));
    expect(gateway.hub.isConnected(identity.deviceId)).toBe(true);
    expect(await third.hello(newTerminalLog(identity).epoch, 0)).toMatchObject({ ok: true });
  });

  test('that does not answer pings is cut', async () => {
    await restart({ pingMs: 50 });
    const deaf = await connectTerminal({ autoPong: false });
    expect(await deaf.closed).toBe(1006);
    await vi.waitFor(() => expect(gateway.hub.isConnected(identity.deviceId)).toBe(false));
  });

  test('that stops in the middle of a frame is cut', async () => {
    await restart({ pingMs: 50 });
    const stuck = await connectTerminal();
    const frameHeader = Buffer.from([0x81, 0x80 | 127, 0, 0, 0, 0, 0, 4, 0, 0, 1, 2, 3, 4]);
    // Whatever follows, pongs too, is payload of a frame of 256 KiB that never ends.
    (stuck.raw as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(frameHeader);
    expect(await stuck.closed).toBe(1006);
  });

  test('that never says Hello is closed', async () => {
    await restart({ helloTimeoutMs: 50 });
    const mute = await connectTerminal();
    expect(await mute.closed).toBe(CLOSE_CODES.unresponsive);
  });

  test('is last seen by what the terminal does, not by its pongs', async () => {
    await restart({ pingMs: 20 });
    const socket = await connectTerminal();
    const pings: number[] = [];
    socket.raw.on('ping', () => pings.push(1));
    await vi.waitFor(() => expect(pings.length).toBeGreaterThan(2));
    expect(gateway.hub.health(identity.deviceId)).toBeUndefined();
    const health = {
      pads: [],
      unsent: 0,
      oldestUnsentAgeMs: null,
      storage: 'ok',
      screenConnected: true,
      rssMb: 80,
    } as const;
    await socket.call('Heartbeat', { clock: Date.now() - 5_000, health: { ...health, pads: [] } });
    const seen = gateway.hub.health(identity.deviceId);
    expect(seen).toMatchObject({ report: health });
    expect(seen?.clockOffsetMs).toBeGreaterThanOrEqual(5_000);
    const before = pings.length;
    await vi.waitFor(() => expect(pings.length).toBeGreaterThan(before + 1));
    expect(gateway.hub.health(identity.deviceId)?.lastSeenAt).toBe(seen?.lastSeenAt);
  });

  test('more uploads at once than agreed are told to wait', async () => {
    const log = newTerminalLog(identity);
    for (let n = 0; n < 40; n += 1) liveService(log);
    const socket = await connectTerminal();
    const answers = await Promise.all(
      [1, 21, 41, 61, 81].map((from) => socket.call('UploadRecords', log.upload(from, from + 19))),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toStrictEqual([
      'ok',
      'ok',
      'ok',
      'Busy',
      'Busy',
    ]);
    expect(answers[3]).toMatchObject({ error: { details: { retryAfterMs: expect.any(Number) } } });
    expect(await drain(socket, log)).toBe(120);
  });

  test('ends with the gateway, which takes no new ones', async () => {
    const socket = await connectTerminal();
    const stopping = gateway.hub.stop();
    expect(await socket.closed).toBe(CLOSE_CODES.goingDown);
    await stopping;
    await expect(connectTerminal()).rejects.toMatchObject({ status: 503, reason: 'going-down' });
  });
});

test('a storm larger than the writer takes at once is held back by the network, and all of it arrives', async () => {
  await restart({ crowdedRecords: 30 });
  const logs = Array.from({ length: 8 }, () => {
    const one = newTerminalIdentity();
    const log = newTerminalLog(one);
    for (let n = 0; n < 40; n += 1) liveService(log);
    return { one, log };
  });
  for (const { one } of logs) await gateway.store.enrolTerminal(one.enrolment);
  const acked = await Promise.all(
    logs.map(async ({ one, log }) => drain(await connectTerminal({ identity: one }), log, { batch: 20 })),
  );
  expect(acked).toStrictEqual(logs.map(() => 120));
});

describe('sessions', () => {
  test('are shown at once where the terminal is connected, and when it connects where not', async () => {
    const shown: string[] = [];
    const handlers: NonNullable<DialOptions['handlers']> = {
      async OpenSession({ session }) {
        shown.push(session.sessionId);
        return ok({ state: shown.length === 1 ? 'shown' : 'waiting' });
      },
    };
    const [first, second] = [newSession(identity.deviceId, Date.now()), newSession(identity.deviceId, Date.now())];
    await gateway.store.openSession(first);
    expect(await gateway.hub.openSession(identity.deviceId, first.view)).toBe('offline');
    const socket = await connectTerminal({ handlers });
    expect(await gateway.hub.openSession(identity.deviceId, first.view)).toBe('offline');
    await socket.hello(newTerminalLog(identity).epoch, 0);
    await vi.waitFor(() => expect(shown).toStrictEqual([first.view.sessionId]));
    await gateway.store.openSession(second);
    expect(await gateway.hub.openSession(identity.deviceId, second.view)).toBe('waiting');
  });

  test('rated or cancelled meanwhile are closed at a terminal that comes back', async () => {
    const closed: unknown[] = [];
    const handlers: NonNullable<DialOptions['handlers']> = {
      async CloseSession(request) {
        closed.push(request);
        return ok({ state: 'closed' });
      },
    };
    const [rated, cancelled] = [
      newSession(identity.deviceId, Date.now()),
      newSession(identity.deviceId, Date.now() + 1),
    ];
    await gateway.store.openSession(rated);
    await gateway.store.openSession(cancelled);
    await gateway.store.submitPhoneRating(newPhoneRating(identity.deviceId, rated.view.qrHandle, Date.now()));
    await gateway.store.cancelSession(cancelled.view.sessionId, Date.now());
    const socket = await connectTerminal({ handlers });
    await socket.hello(newTerminalLog(identity).epoch, 0);
    await vi.waitFor(() =>
      expect(closed).toStrictEqual([
        { sessionId: rated.view.sessionId, reason: 'rated-elsewhere' },
        { sessionId: cancelled.view.sessionId, reason: 'cancelled' },
      ]),
    );
    expect(await gateway.hub.closeSession(identity.deviceId, rated.view.sessionId, 'rated-elsewhere')).toBe('closed');
  });

  test('rated at a kiosk are closed at the window: at once, and when it comes back where it was away', async () => {
    const closed: unknown[] = [];
    const handlers: NonNullable<DialOptions['handlers']> = {
      async CloseSession(request) {
        closed.push(request);
        return ok({ state: 'closed' });
      },
    };
    const other = newTerminalIdentity();
    await gateway.store.enrolTerminal(other.enrolment);
    const [present, away] = [newView(Date.now()), newView(Date.now())];
    const [log, kioskLog] = [newTerminalLog(identity), newTerminalLog(other)];
    for (const view of [present, away])
      log.append(openedEntry(view, newSession(identity.deviceId, Date.now()).service));
    const window = await connectTerminal({ handlers });
    await drain(window, log);
    const kiosk = await connectTerminal({ identity: other });
    const rateAtKiosk = (view: typeof present) => {
      kioskLog.append(openedEntry({ ...view, openedBy: 'kiosk' }));
      kioskLog.append(ratingEntry(view.sessionId, Date.now(), { channel: 'kiosk', source: 'screen' }));
      kioskLog.append(closedEntry(view.sessionId, 'rated'));
      return drain(kiosk, kioskLog);
    };
    await rateAtKiosk(present);
    const told = ({ sessionId }: typeof present) => ({ sessionId, reason: 'rated-elsewhere' });
    await vi.waitFor(() => expect(closed).toStrictEqual([told(present)]));
    log.append(closedEntry(present.sessionId, 'rated-elsewhere'));
    expect(await window.call('UploadRecords', log.upload(3))).toMatchObject({ ok: true });
    window.close();
    await vi.waitFor(() => expect(gateway.hub.isConnected(identity.deviceId)).toBe(false));
    await rateAtKiosk(away);
    const back = await connectTerminal({ handlers });
    await back.hello(log.epoch, log.lastSeq());
    await vi.waitFor(() => expect(closed).toStrictEqual([told(present), told(away)]));
  });

  test('opened too long ago are left alone', async () => {
    await restart({ pushMaxAgeMs: 1_000 });
    const shown: string[] = [];
    const [old, fresh] = [
      newSession(identity.deviceId, Date.now() - 60_000),
      newSession(identity.deviceId, Date.now()),
    ];
    await gateway.store.openSession(old);
    await gateway.store.openSession(fresh);
    const socket = await connectTerminal({
      handlers: {
        async OpenSession({ session }) {
          shown.push(session.sessionId);
          return ok({ state: 'shown' });
        },
      },
    });
    await socket.hello(newTerminalLog(identity).epoch, 0);
    await vi.waitFor(() => expect(shown).toStrictEqual([fresh.view.sessionId]));
  });
});
