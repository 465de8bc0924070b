import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import fastifyStatic from '@fastify/static';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { SCREEN_SOCKET_PATH } from './screen-socket.ts';
import type { VoicePack } from './voice-pack.ts';

/**
 * The screens talk to nothing but this server, load nothing from elsewhere and are framed by nobody. Old Chromium (65 did so) does not count
 * a WebSocket of the same host as `'self'`, so the host is named.
 */
const screenPolicy = (host: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self'",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const LIMITS = { bodyBytes: 64 * 1024, requestMs: 10_000, connections: 64 };

/** The one listener of a terminal, on loopback: local API, screens and screen channel. */
export async function startLocalServer(options: {
  readonly port: number;
  /** Folder of the built screens. */
  readonly screensDir: string;
  /** What may be heard beside them; without, nothing. */
  readonly voice?: Pick<VoicePack, 'folder' | 'files'> | undefined;
  readonly api: (app: FastifyInstance) => Promise<void>;
  readonly log: EventLog;
  readonly screenUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}) {
  const app = Fastify({
    bodyLimit: LIMITS.bodyBytes,
    requestTimeout: LIMITS.requestMs,
    connectionTimeout: LIMITS.requestMs,
    // Places are few: whoever asked once and says no more must not keep one from the screen.
    keepAliveTimeout: LIMITS.requestMs,
    forceCloseConnections: true,
    logger: false,
  });
  app.server.maxConnections = LIMITS.connections;
  app.server.headersTimeout = LIMITS.requestMs;

  // A page of another site could have its name point here (DNS rebinding): only our own names are answered.
  app.addHook('onRequest', async (request, reply) => {
    if (!isLoopbackName(request.headers.host)) {
      await reply.code(421).send({ code: 'misdirected', message: 'ask for 127.0.0.1 or localhost' });
    }
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not-found', message: 'no such address' }));
  app.setErrorHandler((error, _request, reply) => {
    const { statusCode = 500, code = 'invalid', message } = error as Partial<FastifyError>;
    if (statusCode < 500) return reply.code(statusCode).send({ code, message });
    options.log('local-api.failed', { reason: message });
    return reply.code(500).send({ code: 'internal', message: 'the terminal could not do this; its log says why' });
  });

  await app.register(options.api, { prefix: '/local/v1' });
  await app.register(fastifyStatic, {
    root: options.screensDir,
    prefix: '/screen/',
    cacheControl: false,
    setHeaders(reply) {
      reply.header('Content-Security-Policy', screenPolicy(reply.request.headers.host ?? ''));
      reply.header('X-Content-Type-Options', 'nosniff');
      reply.header('Referrer-Policy', 'no-referrer');
      reply.header('Cache-Control', 'no-cache');
    },
  });
  serveClips(app, options.voice);
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (request.url === SCREEN_SOCKET_PATH && isLoopbackName(request.headers.host)) {
      options.screenUpgrade(request, socket, head);
    } else {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    }
  });

  await app.listen({ host: '127.0.0.1', port: options.port });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => app.close() };
}

/** Of the pack's folder only what the pack names, by its whole name: nothing else in it or around it can be asked for. */
function serveClips(app: FastifyInstance, voice: Pick<VoicePack, 'folder' | 'files'> | undefined): void {
  if (voice === undefined) return;
  app.get<{ Params: { '*': string } }>('/screen/voice/*', (request, reply) => {
    const name = request.params['*'];
    const type = voice.files.get(name);
    return type === undefined ? reply.callNotFound() : reply.type(type).sendFile(name, voice.folder);
  });
}

function isLoopbackName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}
