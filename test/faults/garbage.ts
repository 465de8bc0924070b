import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** The attacker's machine: limits by address must hit it and nobody else. */
const FROM = '127.0.0.66';
const MEGABYTE = 1024 * 1024;

/** Something that no honest client sends. */
export interface Garbage {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Everything that is thrown at a port that speaks HTTP.
 * @param paths routes that take JSON
 * @param socketPath where WebSockets are accepted
 */
export function garbageFor(paths: readonly string[], socketPath: string): readonly Garbage[] {
  const upgrade = head('GET', socketPath, [
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
  ]);
  const frames = {
    'a frame of 1 MB': frame(0x81, Buffer.alloc(MEGABYTE, 'a')),
    'a frame that claims 2^63 bytes': Buffer.from('81ff7fffffffffffffff00000000', 'hex'),
    'deep JSON': frame(0x81, deepJson(4_000)),
    'a binary frame': frame(0x82, randomBytes(512)),
    'a frame of no known kind': frame(0x8b, randomBytes(16)),
    'text that is no UTF-8': frame(0x81, Buffer.from([0xff, 0xfe, 0xc0, 0x80])),
    'a torrent of empty pieces': Buffer.concat(Array(2_000).fill(frame(0x00, Buffer.alloc(0)))),
    'random bytes': randomBytes(4_096),
  };
  return [
    { name: 'random bytes', bytes: randomBytes(64 * 1024) },
    { name: '1 MB without an end of line', bytes: Buffer.alloc(MEGABYTE, 'A') },
    { name: 'TLS', bytes: Buffer.from('16030100a5010000a10303', 'hex') },
    { name: 'a header of 1 MB', bytes: Buffer.from(`GET / HTTP/1.1\r\nx: ${'y'.repeat(MEGABYTE)}\r\n\r\n`) },
    { name: 'two lengths', bytes: head('POST', '/', ['content-length: 5', 'transfer-encoding: chunked']) },
    ...paths.flatMap((path) =>
      bodies().map(({ name, bytes }) => ({ name: `${name} to ${path}`, bytes: post(path, bytes) })),
    ),
    ...Object.entries(frames).map(([name, bytes]) => ({ name, bytes: Buffer.concat([upgrade, bytes]) })),
  ];
}

function bodies(): readonly Garbage[] {
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  return [
    { name: '1 MB of JSON', bytes: json({ projectNo: 'x'.repeat(MEGABYTE) }) },
    { name: 'deep JSON', bytes: deepJson(15_000) },
    { name: 'half of a JSON', bytes: Buffer.from('{"terminal":') },
    { name: 'no object', bytes: json([[1, null, true], 'x']) },
    { name: 'a prototype', bytes: Buffer.from('{"__proto__":{"a":1},"constructor":{"prototype":{}}}') },
    { name: 'wrong types', bytes: json({ terminal: 1, service: [], code: {}, deviceId: null, projectNo: { $ne: 1 } }) },
    { name: 'random bytes', bytes: randomBytes(8_192) },
  ];
}

function deepJson(depth: number): Buffer {
  return Buffer.from('['.repeat(depth) + ']'.repeat(depth));
}

function head(method: string, path: string, headers: readonly string[]): Buffer {
  return Buffer.from(`${[`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1', ...headers].join('\r\n')}\r\n\r\n`);
}

function post(path: string, body: Buffer): Buffer {
  const headers = ['content-type: application/json', `content-length: ${body.length}`];
  return Buffer.concat([head('POST', path, headers), body]);
}

/** One whole client frame, masked with zeros (RFC 6455 §5.2). */
export function frame(first: number, payload: Buffer): Buffer {
  const length = Buffer.alloc(10);
  length[0] = first;
  length[1] = 0x80 | 127;
  length.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([length, Buffer.alloc(4), payload]);
}

/** Throws one piece of garbage at a port; resolves with what came back once the other side hung up. */
export async function hurl(url: string, { name, bytes }: Garbage): Promise<string> {
  const socket = attach(url);
  let answer = '';
  socket.on('data', (chunk) => {
    answer = (answer + chunk.toString('latin1')).slice(0, 4_096);
  });
  const gone = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  // What answers politely and waits for more is told that there is no more.
  socket.write(bytes, () => socket.end());
  await Promise.race([gone, deadline(name)]);
  return answer;
}

/** More at once would not fit the kernel's queue, which would lose some before the program hears of them. */
const WAVE = 200;

/** Connections that begin a request, or say nothing at all, and then stay. */
export async function loiter(url: string, count: number): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const wave = Array.from({ length: WAVE }, () => attach(url).resume());
    await Promise.all(wave.map((socket) => once(socket, 'connect')));
    for (const socket of wave.filter((_, index) => index % 2 === 0)) {
      socket.write('POST /api/v1/service-sessions HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ');
    }
    sockets.push(...wave);
  }
  return sockets;
}

/** Connections that ask for something at once, and then stay. Resolves with how many were answered, and the connections. */
export async function rush(url: string, count: number) {
  const sockets = Array.from({ length: count }, () => attach(url));
  const answered = sockets.map(
    (socket) =>
      new Promise<boolean>((resolve) => {
        socket.once('data', () => resolve(true));
        socket.once('close', () => resolve(false));
        socket.write(head('GET', '/nothing', []));
      }),
  );
  return { sockets, answered: (await Promise.all(answered)).filter(Boolean).length };
}

function attach(url: string): Socket {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), localAddress: FROM });
  socket.on('error', () => {});
  return socket;
}

const deadline = (name: string) =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`${name}: the connection was left open for a minute`)), 60_000).unref();
  });
