import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { systemClock as clock, unrefTimers as timers } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import {
  CREATE,
  cleanUps,
  HAS_IPV6,
  listening,
  OUTER,
  openOn,
  text,
  wantedOver,
} from '@mingjing/test/support/network-bench.ts';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { dialOverWebSocket, freePort } from '../testing/evaluators.ts';
import { profileWith } from '../testing/profile-with.ts';
import type { Refusal } from './network-door.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import { createTcpTransport } from './tcp-transport.ts';
import { createUdpTransport } from './udp-transport.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

describe.skipIf(!HAS_IPV6)('over IPv6', () => {
  it.each(['tcp', 'websocket'] as const)('an evaluator dials in over %s', async (kind) => {
    const bench = await listening(kind, {}, { path: '[::1]:PORT' });
    const socket =
      kind === 'tcp' ? connect({ host: '::1', port: bench.port }) : new WebSocket(`ws://[::1]:${bench.port}/`);
    cleanUps.push(() => ('terminate' in socket ? socket.terminate() : socket.destroy()));
    await once(socket, kind === 'tcp' ? 'connect' : 'open');
    await bench.seen();
    const { data } = await openOn(bench);
    if ('terminate' in socket) socket.send('six');
    else socket.write('six');
    await vi.waitFor(() => expect(data.join('')).toBe('six'));
  });
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

  it('gives up an evaluator that does not answer', async () => {
    const server = createServer().listen({ host: '127.0.0.1', port: 0 });
    cleanUps.push(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const profile = profileWith({ transport: { kind: 'tcp', tcp: { role: 'connect', port } } });
    const wanted = { profile, settings: { profile: profile.name, peers: [], addresses: [] } };
    const time = createManualTime();
    const transport = createTcpTransport({ clock: time.clock, timers: time.timers });
    const opening = transport.open(`127.0.0.1:${port}`, wanted, {
      onData: () => undefined,
      onGone: () => undefined,
    });
    // Before the answer can be here.
    time.advance(5_000);
    expect(await opening).toMatchObject({
      ok: false,
      error: { reason: expect.stringMatching(/does not answer; check its power/) },
    });
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
    expect(opened).toMatchObject({
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
