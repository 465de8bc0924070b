import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hall, openHall } from './http-harness.ts';

let hall: Hall;
beforeAll(async () => {
  hall = await openHall({
    overrides: {
      httpLimits: {
        headersTimeoutMs: 300,
        requestTimeoutMs: 400,
        perAddress: 10_000,
        notFound: 10_000,
        enrolments: 10_000,
      },
    },
  });
});
afterAll(() => hall?.close());

/** After whatever happened: a service can still be opened and rated, and nothing unexpected was logged. */
async function stillWorks() {
  const opened = await hall.openService(`G-${randomBytes(4).toString('hex')}`);
  expect(opened.status).toBe(201);
  expect((await hall.rateByPhone(opened, { level: '1' })).status).toBe(200);
  expect(hall.events.filter((entry) => entry.event === 'http.failed')).toEqual([]);
}

/** Writes bytes to the listener and reads until it closes. */
function rawTalk(write: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(hall.gateway.port, '127.0.0.1', () => write(socket));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    );
    socket.on('close', () => resolve(answer));
  });
}

const PATHS = ['/api/v1/service-sessions', '/api/v1/enrolments', '/r/x', '/health', '/nowhere'];
const send = (path: string, body: string | Buffer) =>
  fetch(`${hall.gateway.url}${path}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': 'application/json', authorization: 'Bearer scenario-caller-key' },
  });

describe('bodies', () => {
  it.each(PATHS)('of 1 MB are refused at %s', async (path) => {
    // The listener may answer and close while the sender still writes.
    const outcome = await send(path, Buffer.alloc(1024 * 1024, 0x61)).then(
      (response) => response.status,
      () => 'closed',
    );
    expect([413, 404, 'closed']).toContain(outcome);
    await stillWorks();
  });

  const deep = `${'['.repeat(15_000)}${']'.repeat(15_000)}`;
  const deepObject = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
  const bodies: [name: string, body: string | Buffer][] = [
    ['deep lists', deep],
    ['deep objects', deepObject],
    ['a deep service', `{"terminal":"000000","service":${deep}}`],
    ['a prototype', '{"__proto__":{"callerName":"x"},"terminal":"000000"}'],
    ['cut JSON', '{"terminal":"0000'],
    ['random bytes', randomBytes(20_000)],
    ['broken UTF-8', Buffer.concat([Buffer.from('{"terminal":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')])],
    ['nothing', ''],
    ['a number', '1e400'],
    ['a million keys', `{${Array.from({ length: 3000 }, (_, index) => `"k${index}":1`).join(',')}}`],
  ];
  it.each(bodies)('%s are a 4xx everywhere', async (_name, body) => {
    for (const path of PATHS) {
      const response = await send(path, body);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
    await stillWorks();
  });
});

describe('the socket itself', () => {
  it('answers random bytes with 400 and closes', async () => {
    for (let round = 0; round < 20; round += 1) {
      const answer = await rawTalk((socket) => socket.write(Buffer.concat([Buffer.from([0]), randomBytes(400)])));
      expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
      expect(answer).toContain('"code":"bad-request"');
    }
    await stillWorks();
  });

  it('refuses headers that are too large', async () => {
    const answer = await rawTalk((socket) =>
      socket.write(`GET /health HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    await stillWorks();
  });

  it('does not wait for slow headers', async () => {
    const answer = await rawTalk((socket) => socket.write('GET /health HTTP/1.1\r\nhost: x\r\n'));
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    await stillWorks();
  });

  it('does not wait for a body that never comes', async () => {
    const head =
      'POST /api/v1/enrolments HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{';
    expect(await rawTalk((socket) => socket.write(head))).toMatch(/^HTTP\/1\.1 408 /);
    await stillWorks();
  });

  it('takes no second meaning from a smuggled length', async () => {
    const both =
      'POST /api/v1/enrolments HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nhost: x\r\n\r\n';
    const answer = await rawTalk((socket) => socket.write(both));
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
    await stillWorks();
  });

  it('refuses an upgrade that is no terminal', async () => {
    for (const path of ['/', '/ws/v1/terminal', '/api/v1/service-sessions']) {
      const answer = await rawTalk((socket) =>
        socket.write(
          `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
        ),
      );
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
    await stillWorks();
  });
});

describe('somebody who keeps trying', () => {
  it('makes one line of log for each reason, not one for each try', async () => {
    const start = hall.events.length;
    for (let guess = 0; guess < 30; guess += 1) {
      const headers = { authorization: `Bearer guess-number-${guess}` };
      expect((await fetch(`${hall.gateway.url}/api/v1/service-sessions/x`, { headers })).status).toBe(401);
      const upgrade =
        'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==';
      const answer = await rawTalk((socket) => socket.write(`GET /door HTTP/1.1\r\nhost: x\r\n${upgrade}\r\n\r\n`));
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    }
    const lines = hall.events.slice(start).filter(({ event }) => event.endsWith('.refused'));
    const kinds = lines.map(({ event, data }) => `${event} ${data.reason}`);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(hall.events.map(({ event, data }) => `${event} ${data.reason}`)).toEqual(
      expect.arrayContaining(['http.refused caller-key', 'terminal.refused path']),
    );
    await stillWorks();
  });
});

describe('addresses', () => {
  const odd = [
    '/..%2f..%2fetc/passwd',
    '/r/%2e%2e',
    `/r/${'x'.repeat(5000)}`,
    '/r/',
    '/api/docs/../../package.json',
    '/%',
    '/r/a?lang[]=en&ticket=1&ticket=2',
  ];
  it.each(odd)('%s is nothing', async (path) => {
    const answer = await rawTalk((socket) =>
      socket.end(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    await stillWorks();
  });
});
