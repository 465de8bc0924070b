import type { Transport, WantedDevice } from '../transport.ts';
import { createNetworkTransport, type NetworkParts, type NetworkProtocol } from './network-transport.ts';
import { dialTcp } from './tcp-link.ts';
import { listenTcp } from './tcp-listen.ts';

function protocolOf({ profile: { name, transport } }: WantedDevice): NetworkProtocol {
  if (transport.kind !== 'tcp') throw new TypeError(`${name} is not reached over TCP`);
  return {
    options: transport.tcp,
    dial: dialTcp,
    listen: (parts) => (address, keeper) => listenTcp(address, keeper, parts),
  };
}

/** Evaluators and serial converters that speak over a bare TCP connection. */
export function createTcpTransport(parts: NetworkParts): Transport {
  return createNetworkTransport(parts, protocolOf);
}
