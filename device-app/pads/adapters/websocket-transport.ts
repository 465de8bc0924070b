import type { Transport, WantedDevice } from '../transport.ts';
import { createNetworkTransport, type NetworkParts, type NetworkProtocol } from './network-transport.ts';
import { dialWebSocket } from './websocket-link.ts';
import { listenWebSocket } from './websocket-listen.ts';

function protocolOf({ profile: { name, transport, framing } }: WantedDevice): NetworkProtocol {
  if (transport.kind !== 'websocket') throw new TypeError(`${name} is not reached over WebSocket`);
  const { websocket } = transport;
  const options = { path: websocket.path, text: framing.kind === 'json' };
  return {
    options: websocket,
    dial: (address, parts) => dialWebSocket(address, options, parts),
    listen: (parts) => (address, keeper) => listenWebSocket(address, options, keeper, parts),
  };
}

/** Evaluators that speak over WebSocket: one message is one frame, sent as text where the profile speaks JSON. */
export function createWebSocketTransport(parts: NetworkParts): Transport {
  return createNetworkTransport(parts, protocolOf);
}
