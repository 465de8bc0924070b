import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DeviceProblem } from '../../core/devices/device-problem.ts';
import { formatAddress, type NetworkAddress } from './network-address.ts';
import type { DoorKeeper, Listening } from './network-door.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import type { LinkParts } from './network-link.ts';
import { isForeignPage, shownPeer } from './network-peers.ts';
import { explainNetwork } from './network-problem.ts';
import { createWebSocketLink } from './websocket-link.ts';

/** Answers and hangs up, whether or not the other side does: who is refused must not hold one of the few connections. */
function turnAway(socket: Socket, status: string, { timers, waits }: LinkParts): void {
  const cancel = timers.after(waits.closeMs, () => socket.destroy());
  socket.on('error', () => undefined).once('close', cancel);
  socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.destroySoon();
}

/** Why an upgrade is refused; undefined: it is welcome. */
function objection(
  { headers, url }: IncomingMessage,
  path: string,
  { peers }: DoorKeeper,
): { readonly status: string; readonly why: string } | undefined {
  if (isForeignPage(headers.origin, peers)) {
    return { status: '403 Forbidden', why: 'it is a page of a web site, not an evaluator' };
  }
  if (url?.split('?', 1)[0] !== path) {
    return { status: '404 Not Found', why: `it asked for another path than ${path} of the profile` };
  }
  return undefined;
}

/** Waits for evaluators that dial in over WebSocket. */
export function listenWebSocket(
  address: NetworkAddress,
  { path, text }: { readonly path: string; readonly text: boolean },
  keeper: DoorKeeper,
  parts: LinkParts,
): Promise<Result<Listening, DeviceProblem>> {
  const { handshakeMs } = parts.waits;
  const http = createServer(
    {
      headersTimeout: handshakeMs,
      requestTimeout: handshakeMs,
      connectionsCheckingInterval: Math.ceil(handshakeMs / 2),
    },
    (_request, response) => response.writeHead(426, { connection: 'close' }).end(),
  );
  http.maxConnections = NETWORK_LIMITS.connections;
  const upgrades = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: NETWORK_LIMITS.messageBytes,
    perMessageDeflate: false,
  });
  http.on('connection', (socket: Socket) => {
    const peer = socket.remoteAddress ?? '';
    if (keeper.peers.has(peer)) return;
    // Without a listener its errors would end the process.
    socket.on('error', () => undefined).destroy();
    keeper.refused(peer, 'its address is not among the peers of the device in the settings');
  });
  http.on('upgrade', (request, socket, head) => {
    const peer = request.socket.remoteAddress ?? '';
    const refusal = objection(request, path, keeper);
    if (refusal !== undefined) {
      turnAway(request.socket, refusal.status, parts);
      return keeper.refused(peer, refusal.why);
    }
    upgrades.handleUpgrade(request, socket, head, (client: WebSocket) => {
      keeper.arrived(createWebSocketLink(client, { peer: shownPeer(peer), text }, parts));
    });
  });

  return new Promise((resolve) => {
    http.on('error', (cause) => resolve(err(explainNetwork(formatAddress(address), cause))));
    http.listen({ ...address, exclusive: true }, () => {
      resolve(
        ok({
          close: async () => {
            http.close();
            http.closeAllConnections();
          },
        }),
      );
    });
  });
}
