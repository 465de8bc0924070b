import { once } from 'node:events';
import { connect } from 'node:net';
import { cleanUps, listening, OUTER, refused } from '@mingjing/test/support/network-bench.ts';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { NETWORK_LIMITS } from './network-limits.data.ts';

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

  it.each([
    'null',
    'file://',
    'chrome-extension://abcdefghijklmnop',
    'moz-extension://0190a3b4',
    'app://local',
    'nonsense',
    'http://evil.example',
    'http://127.0.0.1.evil.example',
    'http://192.0.2.7',
  ])('is turned away as a page of %s', async (origin) => {
    const bench = await listening('websocket');
    expect(await refused(bench.dial({ origin }))).toMatch(/403/);
    expect(await bench.transport.exists(bench.path)).toBe(false);
  });

  it.each([
    'http://localhost',
    'https://localhost:8443',
    'http://127.0.0.1:3000',
    'http://127.8.8.8',
    'http://[::1]:3000',
    'http://192.0.2.7',
  ])('is not who comes from a page of %s, this machine or a peer', async (origin) => {
    const bench = await listening('websocket', {}, { peers: ['192.0.2.7'] });
    await bench.dial({ origin });
    await bench.seen();
    expect(bench.refusals).toEqual([]);
  });

  it('does not lock the evaluator out by staying on the line', async () => {
    const bench = await listening('websocket');
    const upgrade = (origin: string) =>
      [
        'GET / HTTP/1.1',
        'Host: x',
        `Origin: ${origin}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 13',
        '',
        '',
      ].join('\r\n');
    const held = Array.from({ length: NETWORK_LIMITS.connections }, () => {
      const socket = connect({ host: '127.0.0.1', port: bench.port, allowHalfOpen: true });
      cleanUps.push(() => socket.destroy());
      socket.on('error', () => undefined).write(upgrade('http://evil.example'));
      return once(socket, 'data');
    });
    for (const answer of await Promise.all(held)) expect(String(answer)).toMatch(/^HTTP\/1\.1 403/);
    await bench.dial();
    await bench.seen();
  });

  it.skipIf(OUTER === undefined).each(['tcp', 'websocket'] as const)(
    'over %s from another address is turned away, unless the settings name it',
    async (kind) => {
      const strict = await listening(kind, {}, { path: '0.0.0.0:PORT' });
      const outcome =
        kind === 'tcp'
          ? once(connect({ host: OUTER!, port: strict.port }), 'close').then(() => 'closed')
          : refused(once(new WebSocket(`ws://${OUTER}:${strict.port}/`), 'open'));
      expect(await outcome).toMatch(/closed|hang up|ECONNRESET/);
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
