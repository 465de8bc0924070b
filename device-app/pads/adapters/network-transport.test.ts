import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { systemClock as clock, unrefTimers as timers } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  dialOverTcp,
  dialOverWebSocket,
  type Evaluator,
  freePort,
  type WebSocketDialling,
} from '../testing/evaluators.ts';
import { profileWith } from '../testing/profile-with.ts';
import type { DeviceConnection, Transport, WantedDevice } from '../transport.ts';
import type { Refusal } from './network-door.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import type { NetworkParts } from './network-transport.ts';
import { createTcpTransport } from './tcp-transport.ts';
import { createUdpTransport } from './udp-transport.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

type Kind = 'tcp' | 'udp' | 'websocket';
const CREATE = { tcp: createTcpTransport, udp: createUdpTransport, websocket: createWebSocketTransport };
/** An address of this machine by which others reach it, where it has one. */
const OUTER = Object.values(networkInterfaces())
  .flat()
  .find((entry) => entry !== undefined && !entry.internal && entry.family === 'IPv4')?.address;

function wantedOver(kind: Kind, port: number, settings: Partial<WantedDevice['settings']> = {}): WantedDevice {
  const options = { role: 'listen' as const, port };
  const profile = profileWith({
    transport:
      kind === 'tcp' ? { kind, tcp: options } : kind === 'udp' ? { kind, udp: { port } } : { kind, websocket: options },
    ...(kind === 'websocket' ? { framing: { kind: 'json', maxFrame: 4096 } } : {}),
  });
  return { profile, settings: { profile: profile.name, peers: [], addresses: [], ...settings } };
}

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A transport that listens, with the means to dial it. */
async function listening(
  kind: 'tcp' | 'websocket',
  parts: Partial<NetworkParts> = {},
  settings: Partial<WantedDevice['settings']> = {},
) {
  const port = await freePort();
  const path = settings.path === undefined ? `127.0.0.1:${port}` : settings.path.replace('PORT', String(port));
  const wanted = wantedOver(kind, port, settings.path === undefined ? settings : { ...settings, path });
  const refusals: Refusal[] = [];
  const transport = CREATE[kind]({ clock, timers, onRefused: (refusal) => refusals.push(refusal), ...parts });
  const changes: true[] = [];
  const watching = transport.watch(wanted, () => changes.push(true));
  cleanUps.push(() => watching.stop());
  // The listening socket is there once the first change was told.
  await vi.waitFor(() => expect(changes).toHaveLength(1));
  const dial = async (options?: WebSocketDialling): Promise<Evaluator> => {
    const evaluator = await (kind === 'tcp' ? dialOverTcp(port) : dialOverWebSocket(port, options));
    cleanUps.push(() => evaluator.hangUp());
    return evaluator;
  };
  const seen = () => vi.waitFor(async () => expect(await transport.exists(path)).toBe(true));
  return { port, path, wanted, transport, refusals, watching, dial, seen };
}

interface Target {
  readonly transport: Transport;
  readonly path: string;
  readonly wanted: WantedDevice;
}

async function openOn({ transport, path, wanted }: Target) {
  const data: string[] = [];
  const gone: string[] = [];
  const opened = await transport.open(path, wanted, {
    onData: (bytes) => data.push(Buffer.from(bytes).toString()),
    onGone: (reason) => gone.push(reason),
  });
  if (!opened.ok) throw new Error(opened.error.reason);
  const connection: DeviceConnection = opened.value;
  cleanUps.push(() => connection.close());
  return { connection, data, gone };
}

const text = (message: string) => new Uint8Array(Buffer.from(message));
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'let in',
    (cause: Error) => cause.message,
  );

describe('an evaluator that dials in', () => {
  it.each(['tcp', 'websocket'] as const)(
    'over %s is seen when it comes, and what it said meanwhile is kept',
    async (kind) => {
      const bench = await listening(kind);
      expect(await bench.transport.list(bench.wanted)).toEqual([]);
      expect(await bench.transport.exists(bench.path)).toBe(false);
      const evaluator = await bench.dial();
      evaluator.send(text('early'));
      await bench.seen();
      await evaluator.settle?.();
      expect(await bench.transport.list(bench.wanted)).toEqual([{ path: bench.path }]);
      const { data } = await openOn(bench);
      await vi.waitFor(() => expect(data.join('')).toBe('early'));
      evaluator.send(text('late'));
      await vi.waitFor(() => expect(data.join('')).toBe('earlylate'));
    },
  );

  it.each(['tcp', 'websocket'] as const)('over %s stays: a second one is turned away', async (kind) => {
    const bench = await listening(kind);
    const first = await bench.dial();
    await bench.seen();
    const { connection, gone } = await openOn(bench);
    const second = await bench.dial();
    expect(await second.closed).toBe(kind === 'tcp' ? undefined : 1013);
    expect(bench.refusals).toEqual([{ address: bench.path, peer: '127.0.0.1', why: 'another evaluator is connected' }]);
    expect(await connection.write(text('hello'), 'output')).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(Buffer.from(first.received()).toString()).toBe('hello'));
    expect(gone).toEqual([]);
  });

  it('makes room for another when it does not answer any more', async () => {
    const bench = await listening('websocket', { waits: { pongMs: 50 } });
    await bench.dial({ autoPong: false });
    await bench.seen();
    const first = await openOn(bench);
    const second = await bench.dial();
    await vi.waitFor(() => expect(first.gone).toEqual(['it does not answer any more']));
    await bench.seen();
    const again = await openOn(bench);
    second.send(text('here'));
    await vi.waitFor(() => expect(again.data).toEqual(['here']));
  });

  it('is missed when it falls silent, and not while it answers', async () => {
    const bench = await listening('websocket', { waits: { pingMs: 20, pongMs: 1000 } });
    const lively = await bench.dial();
    await bench.seen();
    const first = await openOn(bench);
    lively.send(text('on'));
    await vi.waitFor(() => expect(first.data).toEqual(['on']));
    expect(first.gone).toEqual([]);
    await first.connection.close();
    await lively.closed;
    const other = await listening('websocket', { waits: { pingMs: 20, pongMs: 20 } });
    const silent = await other.dial({ autoPong: false });
    await silent.closed;
    await vi.waitFor(async () => expect(await other.transport.exists(other.path)).toBe(false));
  });

  it('is forgotten when it leaves before it was opened', async () => {
    const bench = await listening('tcp');
    const evaluator = await bench.dial();
    await bench.seen();
    evaluator.hangUp();
    await vi.waitFor(async () => expect(await bench.transport.exists(bench.path)).toBe(false));
    const opened = await bench.transport.open(bench.path, bench.wanted, {
      onData: () => undefined,
      onGone: () => undefined,
    });
    expect(opened).toEqual({ ok: false, error: { reason: 'no evaluator has dialled in yet' } });
  });

  it('keeps its line when nobody watches any more, and the address is free once both are over', async () => {
    const bench = await listening('tcp');
    const evaluator = await bench.dial();
    await bench.seen();
    const { connection, data, gone } = await openOn(bench);
    bench.watching.stop();
    evaluator.send(text('still here'));
    await vi.waitFor(() => expect(data.join('')).toBe('still here'));
    await connection.close();
    const server = createServer().listen({ host: '127.0.0.1', port: bench.port });
    await once(server, 'listening');
    server.close();
    expect(gone).toEqual([]);
  });
});

describe('bounds', () => {
  it('a WebSocket message too long ends the connection', async () => {
    const bench = await listening('websocket');
    const evaluator = await bench.dial();
    await bench.seen();
    const { data, gone } = await openOn(bench);
    evaluator.send(new Uint8Array(NETWORK_LIMITS.messageBytes));
    await vi.waitFor(() => expect(data).toHaveLength(1));
    evaluator.send(new Uint8Array(NETWORK_LIMITS.messageBytes + 1));
    await vi.waitFor(() => expect(gone).toEqual(['it sent a longer message than an evaluator may']));
    expect(await evaluator.closed).toBe(1009);
    expect(data).toHaveLength(1);
  });

  it('too many WebSocket messages end the connection', async () => {
    const time = createManualTime();
    const bench = await listening('websocket', { clock: time.clock });
    const evaluator = await bench.dial();
    await bench.seen();
    const { data, gone } = await openOn(bench);
    for (let n = 0; n <= NETWORK_LIMITS.messageBurst; n += 1) evaluator.send(text('x'));
    await vi.waitFor(() => expect(gone).toEqual(['it sent more than an evaluator may']));
    expect(data).toHaveLength(NETWORK_LIMITS.messageBurst);
    expect(await evaluator.closed).toBe(1008);
  });

  it('too many bytes end a TCP connection', async () => {
    const time = createManualTime();
    const bench = await listening('tcp', { clock: time.clock });
    const evaluator = await bench.dial();
    await bench.seen();
    const { data, gone } = await openOn(bench);
    evaluator.send(new Uint8Array(NETWORK_LIMITS.byteBurst + 1));
    await vi.waitFor(() => expect(gone).toEqual(['it sent more than an evaluator may']));
    expect(data.join('').length).toBeLessThanOrEqual(NETWORK_LIMITS.byteBurst);
    await evaluator.closed;
  });

  it('an evaluator that talks to nobody is cut off', async () => {
    const bench = await listening('websocket');
    const evaluator = await bench.dial();
    for (let n = 0; n <= NETWORK_LIMITS.earlyMessages; n += 1) evaluator.send(text('x'));
    expect(await evaluator.closed).toBe(1008);
  });

  it('whoever asks for a WebSocket and never finishes is dropped', async () => {
    const bench = await listening('websocket', { waits: { handshakeMs: 100 } });
    const socket = connect({ host: '127.0.0.1', port: bench.port });
    socket.write('GET / HTTP/1.1\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /);
    await once(socket, 'close');
  });

  it('an evaluator that answers no WebSocket request is given up', async () => {
    const server = createServer().listen({ host: '127.0.0.1', port: 0 });
    cleanUps.push(() => server.close());
    const sockets: { destroy(): void }[] = [];
    server.on('connection', (socket) => sockets.push(socket));
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const profile = profileWith({ transport: { kind: 'websocket', websocket: { role: 'connect', port } } });
    const wanted = { profile, settings: { profile: profile.name, peers: [], addresses: [] } };
    const transport = createWebSocketTransport({ clock, timers, waits: { handshakeMs: 50 } });
    const opened = await transport.open(`127.0.0.1:${port}`, wanted, {
      onData: () => undefined,
      onGone: () => undefined,
    });
    for (const socket of sockets) socket.destroy();
    expect(opened).toMatchObject({ ok: false, error: { reason: expect.stringMatching(/handshake has timed out/) } });
  });
});

describe('whoever may not dial in', () => {
  it('is turned away as the page of a web site, or for a wrong path, and told once', async () => {
    const bench = await listening('websocket');
    for (let times = 0; times < 2; times += 1) {
      expect(await refused(bench.dial({ origin: 'https://site.example' }))).toMatch(/403/);
      expect(await refused(bench.dial({ path: '/other' }))).toMatch(/404/);
    }
    const page = await fetch(`http://127.0.0.1:${bench.port}/`);
    expect(page.status).toBe(426);
    expect(bench.refusals.map(({ why }) => why)).toEqual([
      'it is a page of a web site, not an evaluator',
      'it asked for another path than / of the profile',
    ]);
    expect(await bench.transport.exists(bench.path)).toBe(false);
  });

  it.skipIf(OUTER === undefined).each(['tcp', 'websocket'] as const)(
    'over %s from another address is turned away, unless the settings name it',
    async (kind) => {
      const strict = await listening(kind, {}, { path: '0.0.0.0:PORT' });
      const outcome =
        kind === 'tcp'
          ? once(connect({ host: OUTER!, port: strict.port }), 'close').then(() => 'closed')
          : refused(once(new WebSocket(`ws://${OUTER}:${strict.port}/`), 'open'));
      expect(await outcome).toMatch(/closed|403/);
      expect(strict.refusals).toEqual([
        { address: strict.path, peer: OUTER, why: expect.stringMatching(/not among the peers/) },
      ]);
      expect(await strict.transport.exists(strict.path)).toBe(false);

      const open = await listening(kind, {}, { path: '0.0.0.0:PORT', peers: [OUTER!] });
      const socket =
        kind === 'tcp' ? connect({ host: OUTER!, port: open.port }) : new WebSocket(`ws://${OUTER}:${open.port}/`);
      await once(socket, kind === 'tcp' ? 'connect' : 'open');
      cleanUps.push(() => ('terminate' in socket ? socket.terminate() : socket.destroy()));
      await open.seen();
      expect(open.refusals).toEqual([]);
    },
  );
});

describe('addresses that cannot be used', () => {
  it('explains that another program listens there, and listens once it is gone', async () => {
    const server = createServer().listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const wanted = wantedOver('websocket', port);
    const path = `127.0.0.1:${port}`;
    const transport = createWebSocketTransport({ clock, timers, waits: { bindAgainMs: 20 } });
    const watching = transport.watch(wanted, () => undefined);
    cleanUps.push(() => watching.stop());
    await vi.waitFor(async () => expect(await transport.list(wanted)).toEqual([{ path }]));
    const opened = await transport.open(path, wanted, { onData: () => undefined, onGone: () => undefined });
    expect(opened).toMatchObject({
      ok: false,
      error: { reason: expect.stringMatching(/another program listens there already; end it/) },
    });
    server.close();
    const evaluator = await vi.waitFor(() => dialOverWebSocket(port));
    cleanUps.push(() => evaluator.hangUp());
    await vi.waitFor(() => openOn({ transport, path, wanted }));
  });

  it.each([
    ['tcp', 'not an address', /write host:port/],
    ['udp', 'not an address', /write host:port/],
    ['udp', '203.0.113.254:5000', /this machine has no such address/],
  ] as const)('explains over %s what is wrong with %s', async (kind, path, reason) => {
    const wanted = wantedOver(kind, 5000, { path });
    const transport = CREATE[kind]({ clock, timers });
    const watching = transport.watch(wanted, () => undefined);
    const opened = await transport.open(path, wanted, { onData: () => undefined, onGone: () => undefined });
    expect(opened).toMatchObject({ ok: false, error: { reason: expect.stringMatching(reason) } });
    watching.stop();
  });

  it('explains why nobody could be dialled', async () => {
    const port = await freePort();
    const profile = profileWith({ transport: { kind: 'tcp', tcp: { role: 'connect', port } } });
    const wanted = { profile, settings: { profile: profile.name, peers: [], addresses: [] } };
    const transport = createTcpTransport({ clock, timers });
    const opened = await transport.open(`127.0.0.1:${port}`, wanted, {
      onData: () => undefined,
      onGone: () => undefined,
    });
    expect(opened).toEqual({
      ok: false,
      error: { reason: expect.stringMatching(/nobody listens there; start the evaluator/) },
    });
  });
});

describe('what is sent', () => {
  it('is text where the profile speaks JSON, bytes elsewhere, never compressed, and never a feature report', async () => {
    const frames: boolean[] = [];
    const bench = await listening('websocket');
    const socket = new WebSocket(`ws://127.0.0.1:${bench.port}/`);
    socket.on('message', (_data, isBinary) => frames.push(isBinary));
    cleanUps.push(() => socket.terminate());
    await once(socket, 'open');
    expect(socket.extensions).toBe('');
    await bench.seen();
    const { connection } = await openOn(bench);
    await connection.write(text('{}'), 'output');
    await vi.waitFor(() => expect(frames).toEqual([false]));
    expect(await connection.write(text('{}'), 'feature')).toEqual({
      ok: false,
      error: expect.stringMatching(/only HID/),
    });
  });

  it('over UDP goes to whoever spoke last, and to nobody before', async () => {
    const port = await freePort();
    const wanted = wantedOver('udp', port);
    const transport = createUdpTransport({ clock, timers });
    const { connection, data, gone } = await openOn({ transport, path: `127.0.0.1:${port}`, wanted });
    expect(await connection.write(text('?'), 'output')).toEqual({
      ok: false,
      error: expect.stringMatching(/nobody to send to/),
    });
    const sockets = [createSocket('udp4'), createSocket('udp4')] as const;
    const heard: string[] = [];
    sockets.forEach((socket, index) => {
      socket.on('message', (bytes) => heard.push(`${index} ${bytes}`));
      cleanUps.push(() => socket.close());
    });
    sockets[0].send('first', port, '127.0.0.1');
    await vi.waitFor(() => expect(data).toEqual(['first']));
    sockets[1].send(new Uint8Array(NETWORK_LIMITS.messageBytes + 1), port, '127.0.0.1');
    sockets[1].send('second', port, '127.0.0.1');
    await vi.waitFor(() => expect(data).toEqual(['first', 'second']));
    expect(await connection.write(text('thanks'), 'output')).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(heard).toEqual(['1 thanks']));
    expect(gone).toEqual([]);
  });

  it.skipIf(OUTER === undefined)('over UDP from another address is dropped, and told once', async () => {
    const port = await freePort();
    const refusals: Refusal[] = [];
    const path = `0.0.0.0:${port}`;
    const wanted = wantedOver('udp', port, { path });
    const transport = createUdpTransport({ clock, timers, onRefused: (refusal) => refusals.push(refusal) });
    const { data } = await openOn({ transport, path, wanted });
    const socket = createSocket('udp4');
    cleanUps.push(() => socket.close());
    socket.bind({ address: OUTER!, port: 0 });
    await once(socket, 'listening');
    for (let times = 0; times < 2; times += 1) socket.send('stranger', port, OUTER);
    await vi.waitFor(() => expect(refusals).toHaveLength(1));
    const friend = createSocket('udp4');
    cleanUps.push(() => friend.close());
    friend.send('friend', port, '127.0.0.1');
    await vi.waitFor(() => expect(data).toEqual(['friend']));
    expect(refusals).toEqual([{ address: path, peer: OUTER, why: expect.stringMatching(/not among the peers/) }]);
  });
});
