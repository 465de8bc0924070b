import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { systemClock as clock, unrefTimers as timers } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { CREATE, cleanUps, listening, openOn, text, wantedOver } from '@mingjing/test/support/network-bench.ts';
import { describe, expect, it, vi } from 'vitest';
import { freePort } from '../testing/evaluators.ts';
import { profileWith } from '../testing/profile-with.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

describe('bounds', () => {
  it('a WebSocket message too long ends the connection', async () => {
    const bench = await listening('websocket');
    const evaluator = await bench.dial();
    await bench.seen();
    const { data, gone } = await openOn(bench);
    evaluator.send(new Uint8Array(NETWORK_LIMITS.messageBytes));
    await vi.waitFor(() => expect(data).toHaveLength(1));
    evaluator.send(new Uint8Array(NETWORK_LIMITS.messageBytes + 1));
    await vi.waitFor(() =>
      expect(gone).toEqual([expect.stringMatching(/: it sent a longer message than an evaluator may$/)]),
    );
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

  it('more datagrams than an evaluator sends are dropped, and those of a while after heard again', async () => {
    const time = createManualTime();
    const port = await freePort();
    const transport = CREATE.udp({ clock: time.clock, timers });
    const { data } = await openOn({ transport, path: `127.0.0.1:${port}`, wanted: wantedOver('udp', port) });
    const socket = createSocket('udp4');
    cleanUps.push(() => socket.close());
    const send = (message: string) =>
      new Promise<void>((resolve) => socket.send(message, port, '127.0.0.1', () => resolve()));
    for (let n = 0; n < NETWORK_LIMITS.messageBurst + 20; n += 1) {
      await send(String(n));
      // One at a time, so that no buffer of the system is the one that drops.
      if (n < NETWORK_LIMITS.messageBurst) await vi.waitFor(() => expect(data).toHaveLength(n + 1), { interval: 1 });
    }
    time.advance(1_000 / NETWORK_LIMITS.messagesPerSecond);
    await vi.waitFor(async () => {
      await send('later');
      expect(data).toHaveLength(NETWORK_LIMITS.messageBurst + 1);
    });
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
