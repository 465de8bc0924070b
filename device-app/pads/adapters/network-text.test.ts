import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceProblem } from '../../core/devices/device-problem.ts';
import { formatAddress, parseAddress } from './network-address.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import { createMailbox, createRateLimit } from './network-mailbox.ts';
import { allowPeers, isForeignPage, shownPeer } from './network-peers.ts';

describe('addresses of the settings', () => {
  it.each([
    ['192.0.2.7:3348', { host: '192.0.2.7', port: 3348 }],
    ['192.0.2.7', { host: '192.0.2.7', port: 1 }],
    ['evaluator.example:80', { host: 'evaluator.example', port: 80 }],
    ['[2001:db8::7]:3348', { host: '2001:db8::7', port: 3348 }],
    ['[::]', { host: '::', port: 1 }],
    ['2001:db8::7', { host: '2001:db8::7', port: 1 }],
  ])('reads %s', (text, address) => {
    expect(parseAddress(text, 1)).toEqual({ ok: true, value: address });
  });

  it.each([
    '',
    ':80',
    'host:0',
    'host:65536',
    'host:',
    'a b:1',
    'ws://host:1',
    '[evaluator]:1',
    '/dev/ttyUSB0',
    'a:b:c',
  ])('names the cure for "%s"', (text) => {
    expect(parseAddress(text, 1)).toMatchObject({
      ok: false,
      error: { reason: expect.stringMatching(/write host:port, such as/) },
    });
  });

  it('reads what it writes', () => {
    const hosts = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
    fc.assert(
      fc.property(hosts, fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        expect(parseAddress(formatAddress({ host, port }), 1)).toEqual({ ok: true, value: { host, port } });
      }),
    );
  });
});

describe('who may dial in', () => {
  const peers = allowPeers(['192.0.2.7', '2001:db8::7']);

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '192.0.2.7', '::ffff:192.0.2.7', '2001:db8::7'])(
    'lets %s in',
    (address) => {
      expect(peers.has(address)).toBe(true);
    },
  );

  it.each(['192.0.2.8', '::ffff:192.0.2.8', '2001:db8::8', 'fe80::1%eth0', '', 'evaluator'])(
    'keeps "%s" out',
    (address) => {
      expect(peers.has(address)).toBe(false);
    },
  );

  it('shows addresses as people write them', () => {
    expect(['::ffff:192.0.2.7', 'fe80::1%eth0', '192.0.2.7'].map(shownPeer)).toEqual([
      '192.0.2.7',
      'fe80::1',
      '192.0.2.7',
    ]);
  });

  it.each([
    [undefined, false],
    ['http://localhost:8080', false],
    ['http://127.0.0.1', false],
    ['http://[::1]:3000', false],
    ['http://192.0.2.7', false],
    ['file://', true],
    ['null', true],
    ['https://site.example', true],
    ['http://192.0.2.8', true],
    ['http://127.0.0.1.site.example', true],
  ])('knows the page of a web site by its origin %s', (origin, foreign) => {
    expect(isForeignPage(origin, peers)).toBe(foreign);
  });
});

describe('what may arrive', () => {
  it('is a burst, and then what time gives back', () => {
    const time = createManualTime();
    const allowed = createRateLimit({ burst: 3, perSecond: 2 }, time.clock);
    expect([allowed(1), allowed(2), allowed(1)]).toEqual([true, true, false]);
    time.advance(500);
    expect([allowed(1), allowed(1)]).toEqual([true, false]);
    time.advance(60_000);
    expect([allowed(3), allowed(1)]).toEqual([true, false]);
  });

  it('waits for whoever takes it, but not without bound', () => {
    const mailbox = createMailbox({ burst: 1000, perSecond: 1 }, createManualTime().clock);
    const taken = Array.from({ length: NETWORK_LIMITS.earlyMessages + 1 }, (_, n) => mailbox.put(Uint8Array.of(n), 1));
    expect(taken.filter((ok) => !ok)).toHaveLength(1);
    mailbox.end(deviceProblem('net-too-much'));
    mailbox.end(deviceProblem('net-hung-up'));
    const data: number[] = [];
    const gone: string[] = [];
    mailbox.take({ onData: (bytes) => data.push(...bytes), onGone: ({ code }) => gone.push(code) });
    expect(data).toEqual(Array.from({ length: NETWORK_LIMITS.earlyMessages }, (_, n) => n));
    expect(gone).toEqual(['net-too-much']);
  });
});
