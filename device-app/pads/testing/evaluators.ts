import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** A network evaluator of the tests: a real program end of a real socket. */
export interface Evaluator {
  send(bytes: Uint8Array): void;
  /** Everything that was received, as one run of bytes. */
  received(): readonly number[];
  hangUp(): void;
  /** Resolves once the other side has taken in all that was sent; undefined where the protocol has no such question. */
  readonly settle?: () => Promise<void>;
  /** Resolves once the connection is over, with the close code where the protocol has one. */
  readonly closed: Promise<number | undefined>;
}

/** A port that nobody listens at, for those who must name one. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen({ host, port: 0 });
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function tcpEvaluator(socket: Socket): Evaluator {
  const received: number[] = [];
  const closed = Promise.withResolvers<undefined>();
  socket.on('data', (bytes: Buffer) => void received.push(...bytes));
  socket.on('error', () => undefined);
  socket.on('close', () => closed.resolve(undefined));
  return {
    send: (bytes) => void socket.write(bytes),
    received: () => received,
    hangUp: () => void socket.destroy(),
    closed: closed.promise,
  };
}

function webSocketEvaluator(socket: WebSocket): Evaluator {
  const received: number[] = [];
  const closed = Promise.withResolvers<number>();
  socket.on('message', (data: Buffer) => void received.push(...data));
  socket.on('error', () => undefined);
  socket.on('close', (code) => closed.resolve(code));
  return {
    send: (bytes) => socket.send(bytes),
    received: () => received,
    hangUp: () => socket.terminate(),
    async settle() {
      const pong = once(socket, 'pong');
      socket.ping();
      await pong;
    },
    closed: closed.promise,
  };
}

/** Dials the terminal. @throws when it does not answer */
export async function dialOverTcp(port: number, options: { readonly localAddress?: string } = {}): Promise<Evaluator> {
  const socket = connect({ host: '127.0.0.1', port, ...options });
  await once(socket, 'connect');
  return tcpEvaluator(socket);
}

export interface WebSocketDialling {
  readonly path?: string;
  readonly origin?: string;
  readonly localAddress?: string;
  /** Whether pings are answered. */
  readonly autoPong?: boolean;
}

/** Dials the terminal. @throws when it does not answer, or not with a WebSocket */
export async function dialOverWebSocket(
  port: number,
  { path = '/', ...options }: WebSocketDialling = {},
): Promise<Evaluator> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
  const evaluator = webSocketEvaluator(socket);
  await once(socket, 'open');
  return evaluator;
}

/** An evaluator that the terminal dials. */
export interface WaitingEvaluator {
  readonly port: number;
  /** The connection of whoever dialled last. @throws when nobody did */
  readonly evaluator: Evaluator;
  stop(): Promise<void>;
}

async function waiting(server: Server, last: () => Evaluator | undefined): Promise<WaitingEvaluator> {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return {
    port: address.port,
    get evaluator() {
      const evaluator = last();
      if (evaluator === undefined) throw new Error('nobody has dialled');
      return evaluator;
    },
    async stop() {
      server.close();
      last()?.hangUp();
      await once(server, 'close');
    },
  };
}

/** Waits over TCP, on a given port or a free one. */
export async function waitOverTcp(port = 0): Promise<WaitingEvaluator> {
  let last: Evaluator | undefined;
  const server = createServer((socket) => {
    last = tcpEvaluator(socket);
  }).listen({ host: '127.0.0.1', port });
  await once(server, 'listening');
  return waiting(server, () => last);
}

/** Waits over WebSocket, on a given port or a free one. */
export async function waitOverWebSocket(port = 0): Promise<WaitingEvaluator> {
  let last: Evaluator | undefined;
  const http = createHttpServer().listen({ host: '127.0.0.1', port });
  new WebSocketServer({ server: http }).on('connection', (socket) => {
    last = webSocketEvaluator(socket);
  });
  await once(http, 'listening');
  return waiting(http, () => last);
}
