import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { DeviceProblem } from '../../core/devices/device-problem.ts';
import type { DeviceConnection, DeviceListener, Transport, WantedDevice } from '../transport.ts';
import { createDeviceSession, NO_FEATURE_REPORTS } from './device-session.ts';
import { ProblemError } from './failures.ts';
import { formatAddress, type NetworkAddress, parseAddress } from './network-address.ts';
import type { Refusal } from './network-door.ts';
import { NETWORK_LIMITS, NETWORK_WAITS } from './network-limits.data.ts';
import { createRateLimit } from './network-mailbox.ts';
import { allowPeers, shownPeer } from './network-peers.ts';
import { explainNetwork } from './network-problem.ts';
import { addressNameOf, type NetworkParts } from './network-transport.ts';

const NOBODY = 'no evaluator has sent anything yet, so there is nobody to send to';

function portOf({ profile: { name, transport } }: WantedDevice): number {
  if (transport.kind !== 'udp') throw new TypeError(`${name} is not reached over UDP`);
  return transport.udp.port;
}

function bind({ host, port }: NetworkAddress): Promise<Result<Socket, DeviceProblem>> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4' });
  return new Promise((resolve) => {
    const failed = (cause: Error): void => {
      socket.close();
      resolve(err(explainNetwork(formatAddress({ host, port }), cause)));
    };
    socket.once('error', failed);
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.off('error', failed);
      resolve(ok(socket));
    });
  });
}

function sendTo(socket: Socket, { address, port }: RemoteInfo, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(bytes, port, address, (cause) =>
      cause ? reject(new ProblemError(explainNetwork(shownPeer(address), cause))) : resolve(),
    );
  });
}

/** Tells each peer that was turned away once. */
function createRefusals(address: string, onRefused: ((refusal: Refusal) => void) | undefined): (from: string) => void {
  const known = new Set<string>();
  return (from) => {
    const peer = shownPeer(from);
    if (known.has(peer) || known.size >= NETWORK_LIMITS.refusals) return;
    known.add(peer);
    onRefused?.({ address, peer, why: 'its address is not among the peers of the device in the settings' });
  };
}

/** Evaluators that send datagrams: one is one frame, and answers go to whoever spoke last. */
export function createUdpTransport(parts: NetworkParts): Transport {
  const writeTimeoutMs = parts.waits?.writeMs ?? NETWORK_WAITS.writeMs;

  const run = (socket: Socket, path: string, wanted: WantedDevice, listener: DeviceListener): DeviceConnection => {
    const peers = allowPeers(wanted.settings.peers);
    const refuse = createRefusals(path, parts.onRefused);
    const { messageBurst: burst, messagesPerSecond: perSecond, messageBytes } = NETWORK_LIMITS;
    const allowed = createRateLimit({ burst, perSecond }, parts.clock);
    let last: RemoteInfo | undefined;
    const session = createDeviceSession({
      timers: parts.timers,
      listener,
      writeTimeoutMs,
      send: (bytes) => (last === undefined ? Promise.reject(new Error(NOBODY)) : sendTo(socket, last, bytes)),
      release: () => new Promise((resolve) => void socket.close(() => resolve())),
      reportBug: parts.reportBug,
    });
    socket.on('error', (cause) => session.gone(explainNetwork(path, cause)));
    socket.on('message', (bytes, from) => {
      if (!peers.has(from.address)) return refuse(from.address);
      // What is too long or too much is dropped, as the network itself may do: there is no connection that could be cut.
      if (bytes.length > messageBytes || !allowed(1)) return;
      last = from;
      session.data(Uint8Array.from(bytes));
    });
    const { write, close } = session.begin();
    return {
      async write(bytes, as) {
        if (as === 'feature') return err(NO_FEATURE_REPORTS);
        // Asked before, since a write that fails on the way means that the device is gone.
        return last === undefined ? err(NOBODY) : write(bytes, as);
      },
      close,
    };
  };

  return {
    // Nobody knows who will send; the address can always be opened.
    list: async (wanted) => [{ path: addressNameOf(wanted, portOf(wanted)) }],
    exists: async () => true,
    async open(path, wanted, listener) {
      const address = parseAddress(path, portOf(wanted));
      if (!address.ok) return err(address.error);
      const bound = await bind(address.value);
      if (!bound.ok) return bound;
      return ok(run(bound.value, path, wanted, listener));
    },
    watch: () => ({ reliable: true, stop: () => undefined }),
  };
}
