import { networkInterfaces } from 'node:os';
import type { Refusal } from '@mingjing/device-app/pads/adapters/network-door.ts';
import type { NetworkParts } from '@mingjing/device-app/pads/adapters/network-transport.ts';
import { createTcpTransport } from '@mingjing/device-app/pads/adapters/tcp-transport.ts';
import { createUdpTransport } from '@mingjing/device-app/pads/adapters/udp-transport.ts';
import { createWebSocketTransport } from '@mingjing/device-app/pads/adapters/websocket-transport.ts';
import {
  dialOverTcp,
  dialOverWebSocket,
  type Evaluator,
  freePort,
  type WebSocketDialling,
} from '@mingjing/device-app/pads/testing/evaluators.ts';
import { profileWith } from '@mingjing/device-app/pads/testing/profile-with.ts';
import type { DeviceConnection, Transport, WantedDevice } from '@mingjing/device-app/pads/transport.ts';
import { systemClock as clock, unrefTimers as timers } from '@mingjing/shared/system/machine.ts';
import { afterEach, expect, vi } from 'vitest';

type Kind = 'tcp' | 'udp' | 'websocket';
export const CREATE = { tcp: createTcpTransport, udp: createUdpTransport, websocket: createWebSocketTransport };
export const HAS_IPV6 = Object.values(networkInterfaces())
  .flat()
  .some((entry) => entry?.address === '::1');
/** An address of this machine by which others reach it, where it has one. */
export const OUTER = Object.values(networkInterfaces())
  .flat()
  .find((entry) => entry !== undefined && !entry.internal && entry.family === 'IPv4')?.address;

export function wantedOver(kind: Kind, port: number, settings: Partial<WantedDevice['settings']> = {}): WantedDevice {
  const options = { role: 'listen' as const, port };
  const profile = profileWith({
    transport:
      kind === 'tcp' ? { kind, tcp: options } : kind === 'udp' ? { kind, udp: { port } } : { kind, websocket: options },
    ...(kind === 'websocket' ? { framing: { kind: 'json', maxFrame: 4096 } } : {}),
  });
  return { profile, settings: { profile: profile.name, peers: [], addresses: [], ...settings } };
}

export const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A transport that listens, with the means to dial it. */
export async function listening(
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

export async function openOn({ transport, path, wanted }: Target) {
  const data: string[] = [];
  const gone: string[] = [];
  const opened = await transport.open(path, wanted, {
    onData: (bytes) => data.push(Buffer.from(bytes).toString()),
    onGone: ({ reason }) => gone.push(reason),
  });
  if (!opened.ok) throw new Error(opened.error.reason);
  const connection: DeviceConnection = opened.value;
  cleanUps.push(() => connection.close());
  return { connection, data, gone };
}

export const text = (message: string) => new Uint8Array(Buffer.from(message));
export const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'let in',
    (cause: Error) => cause.message,
  );
