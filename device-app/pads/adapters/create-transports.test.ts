import { once } from 'node:events';
import { createServer } from 'node:net';
import type { EventData } from '@mingjing/shared/log-events/event-log.ts';
import { systemClock as clock, unrefTimers as timers } from '@mingjing/shared/system/machine.ts';
import { expect, it, vi } from 'vitest';
import { dialOverWebSocket, freePort } from '../testing/evaluators.ts';
import { profileWith } from '../testing/profile-with.ts';
import type { WantedDevice } from '../transport.ts';
import { createTransports } from './create-transports.ts';

function set() {
  const logged: [string, EventData | undefined][] = [];
  const codes: (readonly string[])[] = [];
  const machine = createTransports({
    clock,
    timers,
    log: (event, data) => logged.push([event, data]),
    onKeyboardCodes: (wanted) => codes.push(wanted),
  });
  return { ...machine, logged, codes };
}

function wantedWith(parts: Parameters<typeof profileWith>[0]): WantedDevice {
  const profile = profileWith(parts);
  return { profile, settings: { profile: profile.name, peers: [], addresses: [] } };
}
const LISTENER = { onData: () => undefined, onGone: () => undefined };

it('reaches every kind of hardware that a profile may name', async () => {
  const { transports, logged } = set();
  const port = await freePort();
  const serial = { kind: 'serial' as const, serial: { baudRate: 9600 } };
  const opens: readonly [keyof typeof transports, WantedDevice, string, RegExp][] = [
    [
      'serial',
      wantedWith({ transport: serial, framing: { kind: 'byte', maxFrame: 1 } }),
      '/dev/nowhere',
      /is not there/,
    ],
    ['hid', wantedWith({}), '/dev/hidraw9999', /is not there|HID devices/],
    ['keyboard', wantedWith({ transport: { kind: 'keyboard', codes: ['F13'] } }), '/dev/input', /is no keyboard/],
    ['tcp', wantedWith({ transport: { kind: 'tcp', tcp: { role: 'connect', port } } }), `127.0.0.1:${port}`, /nobody/],
    ['udp', wantedWith({ transport: { kind: 'udp', udp: { port } } }), 'a b', /is no address/],
    [
      'websocket',
      wantedWith({ transport: { kind: 'websocket', websocket: { role: 'connect', port } } }),
      `127.0.0.1:${port}`,
      /nobody/,
    ],
  ];
  expect(opens.map(([kind]) => kind).sort()).toEqual(Object.keys(transports).sort());
  for (const [kind, wanted, path, reason] of opens) {
    const opened = await transports[kind].open(path, wanted, LISTENER);
    expect(opened).toMatchObject({ ok: false, error: { reason: expect.stringMatching(reason) } });
  }
  // Without its library, HID says so in the log, once, because a list can only be empty.
  expect(logged.filter(([event]) => event !== 'pad.open-failed')).toEqual([]);
  expect(logged.length).toBeLessThanOrEqual(1);
});

it('logs who was turned away, and why', async () => {
  const { transports, logged } = set();
  const port = await freePort();
  const wanted = wantedWith({ transport: { kind: 'websocket', websocket: { role: 'listen', port } } });
  const watching = transports.websocket.watch(wanted, () => undefined);
  const dial = () => dialOverWebSocket(port, { origin: 'https://site.example' });
  await vi.waitFor(() => expect(dial()).rejects.toThrow(/403/));
  watching.stop();
  const why = 'it is a page of a web site, not an evaluator';
  expect(logged).toEqual([['pad.peer-refused', { address: `127.0.0.1:${port}`, peer: '127.0.0.1', why }]]);
});

it('listens, opens and asks for keys only when a device is wanted', async () => {
  const { transports, keyboard, codes, logged } = set();
  const port = await freePort();
  const wanted = wantedWith({ transport: { kind: 'tcp', tcp: { role: 'listen', port } } });
  expect(await transports.tcp.list(wanted)).toEqual([]);
  const server = createServer().listen({ host: '127.0.0.1', port });
  await once(server, 'listening');
  server.close();
  const keys = wantedWith({ transport: { kind: 'keyboard', codes: ['F13'] } });
  expect([keyboard.codes(), codes, logged]).toEqual([[], [], []]);
  const opened = await transports.keyboard.open('keyboard:f', keys, LISTENER);
  expect([keyboard.codes(), codes]).toEqual([['F13'], [['F13']]]);
  if (opened.ok) await opened.value.close();
});
