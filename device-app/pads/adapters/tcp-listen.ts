import { createServer, type Socket } from 'node:net';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { DeviceProblem } from '../../core/devices/device-problem.ts';
import { formatAddress, type NetworkAddress } from './network-address.ts';
import type { DoorKeeper, Listening } from './network-door.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import type { LinkParts } from './network-link.ts';
import { explainNetwork } from './network-problem.ts';
import { createTcpLink } from './tcp-link.ts';

/** Waits for evaluators that dial in over bare TCP. */
export function listenTcp(
  address: NetworkAddress,
  keeper: DoorKeeper,
  parts: LinkParts,
): Promise<Result<Listening, DeviceProblem>> {
  const server = createServer((socket: Socket) => {
    const peer = socket.remoteAddress ?? '';
    if (keeper.peers.has(peer)) return keeper.arrived(createTcpLink(socket, parts));
    // Without a listener its errors would end the process.
    socket.on('error', () => undefined).destroy();
    keeper.refused(peer, 'its address is not among the peers of the device in the settings');
  });
  server.maxConnections = NETWORK_LIMITS.connections;
  return new Promise((resolve) => {
    server.on('error', (cause) => resolve(err(explainNetwork(formatAddress(address), cause))));
    server.listen({ ...address, exclusive: true }, () => {
      resolve(
        ok({
          close: async () => {
            // Only from now on: those that were handed over are closed by who has them, and may outlive the server.
            server.close();
          },
        }),
      );
    });
  });
}
