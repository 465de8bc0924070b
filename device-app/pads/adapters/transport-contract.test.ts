import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock as clock, unrefTimers as timers } from '@mingjing/shared/system/machine.ts';
import { openPty, type Pty } from '@mingjing/test/support/pty.ts';
import { vi } from 'vitest';
import {
  dialOverTcp,
  dialOverWebSocket,
  type Evaluator,
  freePort,
  type WaitingEvaluator,
  waitOverTcp,
  waitOverWebSocket,
} from '../testing/evaluators.ts';
import { createFakeHid } from '../testing/fake-hid.ts';
import { createFakeTransport } from '../testing/fake-transport.ts';
import { profileWith } from '../testing/profile-with.ts';
import type { Transport, WantedDevice } from '../transport.ts';
import { createHidTransport } from './hid-transport.ts';
import { createKeyboardTransport } from './keyboard-transport.ts';
import type { NetworkParts } from './network-transport.ts';
import { createSerialTransport } from './serial-transport.ts';
import { createTcpTransport } from './tcp-transport.ts';
import { describeTransport, type TransportBench } from './transport-contract.ts';
import { createUdpTransport } from './udp-transport.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

const SAYS = [
  [1, 0, 255],
  [2, 0x7f, 0x80],
] as const;

function wantedWith(transport: Parameters<typeof profileWith>[0]['transport'], path?: string): WantedDevice {
  const profile = profileWith(transport === undefined ? {} : { transport });
  return {
    profile,
    settings: { profile: profile.name, peers: [], addresses: [], ...(path === undefined ? {} : { path }) },
  };
}

describeTransport('serial on a real tty', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-transport-'));
  const path = join(folder, 'pad');
  const bugs: unknown[] = [];
  const received: number[] = [];
  let pty: Pty;
  const plug = async (): Promise<void> => {
    rmSync(path, { force: true });
    pty = await openPty();
    pty.onData((bytes) => received.push(...bytes));
    symlinkSync(pty.path, path);
  };
  await plug();
  const profile = profileWith({
    transport: { kind: 'serial', serial: { baudRate: 9600 } },
    match: [{ pathGlobs: [join(folder, 'p*')] }],
  });
  return {
    transport: createSerialTransport({ timers, reportBug: (cause) => bugs.push(cause) }),
    wanted: { profile, settings: { profile: profile.name, peers: [], addresses: [] } },
    path,
    nowhere: join(folder, 'nowhere'),
    bugs,
    says: SAYS,
    say: (thing) => pty.write(Uint8Array.from(SAYS[thing])),
    received: () => received,
    async unplug() {
      rmSync(path);
      await pty.close();
    },
    replug: plug,
    async close() {
      await pty.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describeTransport('the fake that tests of pads are given', async () => {
  const bugs: unknown[] = [];
  const fake = createFakeTransport({ reportBug: (cause) => bugs.push(cause) });
  const device = { path: '/dev/pad', vendorId: '1a86', productId: '7523' };
  const { path } = device;
  fake.plug(device);
  return {
    transport: fake.transport,
    wanted: wantedWith({ kind: 'hid' }, path),
    path,
    nowhere: '/dev/nowhere',
    bugs,
    says: SAYS,
    say: (thing) => fake.send(path, SAYS[thing]),
    received: () => fake.received(path),
    unplug: async () => fake.unplug(path),
    async replug() {
      if (!fake.isPlugged(path)) fake.plug(device);
    },
    close: async () => undefined,
  };
});

describeTransport('HID over the four methods', async () => {
  const hid = createFakeHid();
  const bugs: unknown[] = [];
  const path = '/dev/hidraw0';
  hid.plug({ path });
  return {
    transport: createHidTransport({ load: async () => hid.library, timers, reportBug: (cause) => bugs.push(cause) }),
    wanted: wantedWith({ kind: 'hid' }),
    path,
    nowhere: '/dev/hidraw9',
    bugs,
    says: SAYS,
    say: (thing) => hid.press(path, SAYS[thing]),
    received: () => hid.sent(path).flatMap(({ bytes }) => bytes),
    unplug: async () => hid.unplug(path),
    async replug() {
      if (!hid.isPlugged(path)) hid.plug({ path });
    },
    close: async () => undefined,
  };
});

describeTransport('keys of the shell', async () => {
  const bugs: unknown[] = [];
  const keyboard = createKeyboardTransport({ timers, reportBug: (cause) => bugs.push(cause) });
  const wanted = wantedWith({ kind: 'keyboard', codes: ['F13', 'F14'] });
  return {
    transport: keyboard.transport,
    wanted,
    path: `keyboard:${wanted.profile.id}`,
    nowhere: '/dev/input/event3',
    bugs,
    says: [
      [0, 0, 0x68, 0, 0, 0, 0, 0],
      [0, 0, 0x69, 0, 0, 0, 0, 0],
    ],
    say(thing) {
      keyboard.releaseAll();
      keyboard.key({ code: thing === 0 ? 'F13' : 'F14', down: true });
    },
    received: undefined,
    unplug: undefined,
    replug: async () => undefined,
    close: async () => undefined,
  };
});

type Create = (parts: NetworkParts) => Transport;

/** The evaluator dials the terminal. */
async function listening(
  kind: 'tcp' | 'websocket',
  create: Create,
  dial: (port: number) => Promise<Evaluator>,
): Promise<TransportBench> {
  const bugs: unknown[] = [];
  const port = await freePort();
  const transport = create({ clock, timers, reportBug: (cause) => bugs.push(cause) });
  const options = { role: 'listen' as const, port };
  const wanted = wantedWith(kind === 'tcp' ? { kind, tcp: options } : { kind, websocket: options });
  const watching = transport.watch(wanted, () => undefined);
  const path = `127.0.0.1:${port}`;
  let evaluator: Evaluator;
  const arrive = async (): Promise<void> => {
    evaluator = await vi.waitFor(() => dial(port));
    await vi.waitFor(async () => {
      if (!(await transport.exists(path))) throw new Error('not seen yet');
    });
  };
  await arrive();
  return {
    transport,
    wanted,
    path,
    nowhere: '127.0.0.1:1',
    bugs,
    says: SAYS,
    say: (thing) => evaluator.send(Uint8Array.from(SAYS[thing])),
    received: () => evaluator.received(),
    unplug: async () => evaluator.hangUp(),
    replug: arrive,
    async close() {
      watching.stop();
      evaluator.hangUp();
    },
  };
}

/** The terminal dials the evaluator. */
async function dialling(
  kind: 'tcp' | 'websocket',
  create: Create,
  wait: (port?: number) => Promise<WaitingEvaluator>,
): Promise<TransportBench> {
  const bugs: unknown[] = [];
  let waiting = await wait();
  const { port } = waiting;
  const options = { role: 'connect' as const, port };
  const nobody = await freePort();
  return {
    transport: create({ clock, timers, reportBug: (cause) => bugs.push(cause) }),
    wanted: wantedWith(kind === 'tcp' ? { kind, tcp: options } : { kind, websocket: options }),
    path: `127.0.0.1:${port}`,
    nowhere: `127.0.0.1:${nobody}`,
    bugs,
    says: SAYS,
    say: (thing) => waiting.evaluator.send(Uint8Array.from(SAYS[thing])),
    received: () => waiting.evaluator.received(),
    unplug: () => waiting.stop(),
    async replug() {
      await waiting.stop().catch(() => undefined);
      waiting = await wait(port);
    },
    close: () => waiting.stop().catch(() => undefined),
  };
}

describeTransport('TCP, dialled by the evaluator', () => listening('tcp', createTcpTransport, dialOverTcp));
describeTransport('TCP, dialling the evaluator', () => dialling('tcp', createTcpTransport, waitOverTcp));
describeTransport('WebSocket, dialled by the evaluator', () =>
  listening('websocket', createWebSocketTransport, dialOverWebSocket),
);
describeTransport('WebSocket, dialling the evaluator', () =>
  dialling('websocket', createWebSocketTransport, waitOverWebSocket),
);

describeTransport('UDP', async () => {
  const bugs: unknown[] = [];
  const port = await freePort();
  const socket = createSocket('udp4');
  const received: number[] = [];
  socket.on('message', (bytes) => void received.push(...bytes));
  socket.bind({ address: '127.0.0.1', port: 0 });
  await once(socket, 'listening');
  return {
    transport: createUdpTransport({ clock, timers, reportBug: (cause) => bugs.push(cause) }),
    wanted: wantedWith({ kind: 'udp', udp: { port } }),
    path: `127.0.0.1:${port}`,
    nowhere: 'no:such:address',
    bugs,
    says: SAYS,
    say: (thing) => socket.send(Uint8Array.from(SAYS[thing]), port, '127.0.0.1'),
    received: () => received,
    unplug: undefined,
    replug: async () => undefined,
    close: async () => void socket.close(),
  };
});
