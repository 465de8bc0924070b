import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OneTimeTokens } from './one-time-tokens.ts';
import type { ScreenChannel } from './screen-channel.ts';

/** Where the screens connect. */
export const SCREEN_SOCKET_PATH = '/screen/ws';

const LIMITS = { messageBytes: 16 * 1024, connections: 4, helloMs: 3_000, unsentBytes: 1024 * 1024, badMessages: 20 };

/**
 * The loopback-WebSocket transport of the screen channel. The first message must be `{"token": …}`;
 * the answer is `{"resume": …}`, the token of the next connection, and from then on snapshots.
 */
export function createScreenSocket(options: {
  readonly channel: ScreenChannel;
  readonly tokens: OneTimeTokens;
  readonly timers: Timers;
}) {
  const server = new WebSocketServer({ noServer: true, maxPayload: LIMITS.messageBytes });

  function welcome(socket: WebSocket): void {
    const screen = options.channel.attach({
      send(state) {
        // A screen that stopped reading is as good as gone; its shell brings it back.
        if (socket.bufferedAmount > LIMITS.unsentBytes) socket.terminate();
        else socket.send(JSON.stringify(state));
      },
    });
    let bad = 0;
    socket.on('close', () => screen.detach());
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? undefined : parse(String(data));
      if (message !== undefined) screen.receive(message);
      else if (++bad >= LIMITS.badMessages) socket.terminate();
    });
  }

  server.on('connection', (socket) => {
    const cancel = options.timers.after(LIMITS.helloMs, () => socket.terminate());
    socket.on('error', () => socket.terminate());
    socket.on('close', cancel);
    socket.once('message', (data, isBinary) => {
      cancel();
      const token = isBinary ? '' : tokenOf(parse(String(data)));
      if (!options.tokens.redeem(token)) {
        socket.close(1008, 'token');
        return;
      }
      socket.send(JSON.stringify({ resume: options.tokens.issue() }));
      welcome(socket);
    });
  });

  return {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const full = server.clients.size >= LIMITS.connections;
      if (full || !isOwnOrigin(request)) {
        socket.end(`HTTP/1.1 ${full ? '503 Service Unavailable' : '403 Forbidden'}\r\nConnection: close\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    },
    stop(): void {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function isOwnOrigin(request: IncomingMessage): boolean {
  // Browsers always send an origin: a page of any other site is turned away.
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tokenOf(message: unknown): string {
  const token = typeof message === 'object' && message !== null && 'token' in message ? message.token : undefined;
  return typeof token === 'string' ? token : '';
}
