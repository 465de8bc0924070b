import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { ServiceRecord, ServiceRecordInput } from '@mingjing/shared/domain/service-record.ts';
import { systemClock } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { uuidOf } from '@mingjing/test/support/sessions.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepBundle } from './bundle-files.ts';
import { type LocalApiService, localApi } from './local-api.ts';
import { startLocalServer } from './local-server.ts';
import type { ReceiptProblem } from './receipts.ts';

const TOKEN = 'test-token-0123456789abcdef';
const record: ServiceRecordInput = {
  projectNo: '370100202603020001',
  serviceNumber: 1,
  taskCode: '11370100MB2857833L2370131001000',
  taskName: '内资公司设立登记',
  proStatus: '3',
  serviceName: '业务办结',
  serviceTime: '2026-03-02T09:30:00+08:00',
  acceptTime: '2026-03-02T09:00:00+08:00',
  resultTime: '2026-03-02T09:30:00+08:00',
  staff: { name: '王芳', number: 'A0312' },
};

const ZIP = Uint8Array.of(0x50, 0x4b, 5, 6);

let server: Awaited<ReturnType<typeof startLocalServer>>;
let dir: string;
const opened: ServiceRecord[] = [];
const events: unknown[] = [];
let showing: boolean | null = null;
let storage: 'ok' | 'refused' = 'ok';
let inUse = false;
let receipt: Result<void, ReceiptProblem> = ok(undefined);
const token: string | undefined = TOKEN;
const keeping = () => ({ dataDir: dir, sticks: [], busy: new Set<string>(), timers: createManualTime().timers });
const service: LocalApiService = {
  open(serviceRecord) {
    opened.push(serviceRecord);
    return { sessionId: uuidOf(1, opened.length), state: storage === 'ok' ? 'shown' : 'refused' };
  },
  cancel: (sessionId) => (sessionId === uuidOf(1, 1) ? 'closed' : 'not-open'),
  viewOf: (sessionId) => (sessionId === uuidOf(1, 1) ? 'open' : undefined),
  status: () => ({ storage }),
  window: () => undefined,
  bundle: async () => (inUse ? null : keepBundle(keeping(), 'mingjing-diagnostics-new-20260302-093100.zip', ZIP)),
  diagnostics: async () => (inUse ? null : { withheld: null, devices: [], ports: [] }),
  printReceipt: async (sessionId) => (sessionId === uuidOf(1, 1) ? receipt : err('unknown-session')),
  isShowing: () => showing,
  gatewayTime: () => Date.parse('2026-03-02T09:31:00+08:00'),
};

function serve() {
  return startLocalServer({
    port: 0,
    screensDir: dir,
    api: localApi({
      service,
      token: () => token,
      clock: systemClock,
      log: (event, data) => events.push([event, data?.reason]),
    }),
    screenUpgrade: (_request, socket) => socket.destroy(),
    log: () => {},
  });
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-screens-'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>屏</title>');
  server = await serve();
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true });
});
beforeEach(() => {
  opened.length = 0;
  storage = 'ok';
  inUse = false;
  receipt = ok(undefined);
});

async function call(method: string, path: string, body?: unknown, token = TOKEN) {
  const response = await fetch(`${server.url}/local/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}

describe('the local API', () => {
  it('opens a session with a complete record and reads the times', async () => {
    const answer = await call('POST', '/service-sessions', record);
    expect(answer).toEqual({ status: 201, body: { sessionId: uuidOf(1, 1), state: 'shown' } });
    expect(opened[0]).toMatchObject({ serviceTime: Date.parse('2026-03-02T01:30:00Z'), staff: { number: 'A0312' } });
  });

  it('asks, cancels and reports', async () => {
    expect(await call('GET', `/service-sessions/${uuidOf(1, 1)}`)).toEqual({ status: 200, body: { state: 'open' } });
    // P5: cancelling tells nothing of what was found, not even of a session that never was.
    for (const n of [1, 2]) {
      expect(await call('DELETE', `/service-sessions/${uuidOf(1, n)}`)).toEqual({ status: 204, body: {} });
    }
    expect((await call('GET', `/service-sessions/${uuidOf(1, 2)}`)).status).toBe(404);
    expect((await call('GET', '/service-sessions/not-an-id')).status).toBe(404);
    expect(await call('GET', '/status')).toEqual({ status: 200, body: { storage: 'ok' } });
  });

  it('tells software of a kiosk whether the screen is still at its session, and a window nothing of it', async () => {
    const ask = () => call('GET', `/service-sessions/${uuidOf(1, 1)}`);
    showing = true;
    expect((await ask()).body).toEqual({ state: 'open', showing: true });
    showing = false;
    expect((await ask()).body).toEqual({ state: 'open', showing: false });
    showing = null;
    expect((await ask()).body).toEqual({ state: 'open' });
  });

  it('prints receipts, or says what to do about it', async () => {
    const print = (n: number) => call('POST', `/service-sessions/${uuidOf(1, n)}/receipt`);
    expect(await print(1)).toEqual({ status: 200, body: { state: 'printed' } });
    expect(await print(2)).toMatchObject({ status: 404, body: { code: 'unknown-session' } });
    expect((await call('POST', '/service-sessions/not-an-id/receipt')).status).toBe(404);
    const answers: [ReceiptProblem, number, RegExp][] = [
      ['no-printer', 409, /peripherals/],
      ['paper-out', 409, /roll/],
      ['busy', 409, /again/],
      ['not-connected', 503, /cable/],
      ['failed', 503, /again/],
    ];
    for (const [problem, status, cure] of answers) {
      receipt = err(problem);
      expect(await print(1)).toEqual({
        status,
        body: { code: expect.any(String), message: expect.stringMatching(cure) },
      });
    }
  });

  it('tells the technician of the hardware, except while somebody rates', async () => {
    expect(await call('GET', '/diagnostics')).toEqual({
      status: 200,
      body: { withheld: null, devices: [], ports: [] },
    });
    expect(await call('GET', '/diagnostics', undefined, 'wrong')).toMatchObject({ status: 401 });
    inUse = true;
    expect(await call('GET', '/diagnostics')).toMatchObject({ status: 409, body: { code: 'in-use' } });
  });

  it('sends a bundle for technical support, except while somebody rates, and twelve an hour', async () => {
    inUse = false;
    const fetched = await fetch(`${server.url}/local/v1/diagnostics-bundle`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(fetched.headers.get('content-disposition')).toBe(
      'attachment; filename="mingjing-diagnostics-new-20260302-093100.zip"',
    );
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(ZIP);
    expect(await call('GET', '/diagnostics-bundle', undefined, 'wrong')).toMatchObject({ status: 401 });
    inUse = true;
    for (let n = 2; n < 12; n += 1) expect(await call('GET', '/diagnostics-bundle')).toMatchObject({ status: 409 });
    expect(await call('GET', '/diagnostics-bundle')).toMatchObject({
      status: 429,
      body: { code: 'too-many-calls', message: expect.stringMatching(/12 diagnostics bundles an hour; try again in/) },
    });
  });

  it('refuses callers without the token', async () => {
    expect(await call('GET', '/status', undefined, 'wrong')).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    });
    expect(await call('POST', '/service-sessions', record, '')).toMatchObject({ status: 401 });
    expect(opened).toEqual([]);
  });

  const bad: [string, unknown, string][] = [
    ['a missing matter', { ...record, taskName: undefined }, 'taskName'],
    ['a service number of 0', { ...record, serviceNumber: 0 }, 'serviceNumber'],
    ['a time without offset', { ...record, serviceTime: '2026-03-02 09:30:00' }, 'serviceTime'],
    ['control characters', { ...record, taskName: 'a\u0007b' }, 'taskName'],
    ['a staff member without number', { ...record, staff: { name: '王芳' } }, 'staff.number'],
    ['a service in the future', { ...record, serviceTime: '2036-03-02T09:30:00+08:00' }, 'serviceTime'],
    ['a finished case without its end', { ...record, resultTime: undefined }, 'resultTime'],
    ['the applicant, whom a terminal must not know (P6)', { ...record, applicant: { userName: '张三' } }, '(body)'],
  ];
  it.each(bad)('names the field for %s', async (_name, body, field) => {
    const answer = await call('POST', '/service-sessions', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', issues: [{ field }] } });
    expect(opened).toEqual([]);
  });

  it('answers nonsense with a clear refusal and goes on', async () => {
    const deep = `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`;
    expect((await call('POST', '/service-sessions', '{')).status).toBe(400);
    expect((await call('POST', '/service-sessions', deep)).status).toBe(400);
    expect((await call('POST', '/service-sessions', 'x'.repeat(1024 * 1024))).status).toBe(413);
    expect((await call('POST', '/nothing', record)).status).toBe(404);
    expect((await call('GET', '/status')).status).toBe(200);
  });

  it('says so when records cannot be kept', async () => {
    storage = 'refused';
    expect(await call('POST', '/service-sessions', record)).toMatchObject({ status: 503, body: { code: 'storage' } });
  });
});

describe('the local listener', () => {
  it('serves the screens locked down and nothing beside them', async () => {
    const page = await fetch(`${server.url}/screen/`);
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src 'self' ws://${new URL(server.url).host};`);
    for (const path of ['/screen/..%2f..%2fetc/passwd', '/screen/%2e%2e/%2e%2e/etc/passwd', '/screen/none.js', '/']) {
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(404);
    }
  });

  it('answers only to loopback names (DNS rebinding)', async () => {
    const status = await new Promise((resolve, reject) => {
      const { port } = new URL(server.url);
      const asked = request(
        { host: '127.0.0.1', port, path: '/screen/', headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      asked.on('error', reject).end();
    });
    expect(status).toBe(421);
  });

  it('survives random bytes on the socket', async () => {
    const { port } = new URL(server.url);
    await new Promise<void>((resolve) => {
      const raw = connect(Number(port), '127.0.0.1', () =>
        raw.write(Buffer.from('\x16\x03\x01\x00\xff\x00random\r\n\r\n')),
      );
      raw
        .on('close', () => resolve())
        .on('error', () => {})
        .resume();
    });
    expect((await call('GET', '/status')).status).toBe(200);
  });
});

describe('a caller that does not stop', () => {
  it('is refused by rate, with or without the token, and told of in the log once', async () => {
    const flooded = await serve();
    events.length = 0;
    const statuses: number[] = [];
    for (let n = 0; n < 320; n += 1) {
      const response = await fetch(`${flooded.url}/local/v1/status`);
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    await flooded.stop();
    expect(statuses.filter((status) => status === 401)).toHaveLength(300);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect(events).toEqual([['local-api.refused', 'token']]);
  });
});
