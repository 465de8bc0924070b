import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { type Intent, intentSchema } from '@mingjing/device-app/core/screen/intent.ts';
import { type ScreenState, screenStateSchema } from '@mingjing/device-app/core/screen/screen-state.ts';
import { type WebSocket, WebSocketServer } from 'ws';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};
/** As strict as the runtime may be: nothing inline, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
export const TOKEN = 'one-time-token-of-the-tests';

/** Plays the runtime's side of the screen channel: serves the built screens, sends what the test scripts, keeps what comes back. */
export interface ScreenServer {
  /** With the token in the fragment. */
  readonly url: string;
  /** Every intent received, oldest first. One that breaks the contract throws in the test that reads them. */
  intents(): readonly Intent[];
  /** First messages of connections that were refused. */
  readonly refused: readonly string[];
  /** Sends a snapshot and remembers it for whoever connects next. */
  show(state: Omit<ScreenState, 'revision'>): number;
  /** Resolves once the screen has reported `revision` as painted; rejects after 15 s. */
  painted(revision: number): Promise<void>;
  /** Ends all connections, and refuses new ones until `revive`. */
  die(): void;
  revive(): void;
  close(): Promise<void>;
}

export async function startScreenServer(folder: string): Promise<ScreenServer> {
  const intents: unknown[] = [];
  const refused: string[] = [];
  const screens = new Set<WebSocket>();
  let current: ScreenState | null = null;
  let revision = 0;
  let alive = true;
  const arrivals = new EventEmitter();

  const http = createServer((request, response) => {
    void serve(folder, request.url ?? '/', response);
  });
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    if (!alive || request.url !== '/screen/ws') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (screen) => {
      screen.once('message', (data) => {
        const first = String(data);
        if (JSON.parse(first).token !== TOKEN) {
          refused.push(first);
          return screen.close(4401);
        }
        screens.add(screen);
        screen.on('message', (intent) => {
          intents.push(JSON.parse(String(intent)));
          arrivals.emit('intent');
        });
        if (current !== null) screen.send(JSON.stringify(current));
      });
      screen.on('close', () => screens.delete(screen));
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/#token=${TOKEN}`,
    intents: () => intents.map((intent) => intentSchema.parse(intent)),
    refused,
    show(state) {
      revision += 1;
      current = screenStateSchema.parse({ ...state, revision });
      for (const screen of screens) screen.send(JSON.stringify(current));
      return revision;
    },
    async painted(wanted) {
      const giveUp = AbortSignal.timeout(15_000);
      const isPainted = () =>
        intents.some((one) => {
          const intent = intentSchema.parse(one);
          return intent.kind === 'painted' && intent.revision === wanted;
        });
      while (!isPainted()) await once(arrivals, 'intent', { signal: giveUp });
    },
    die() {
      alive = false;
      for (const screen of screens) screen.terminate();
    },
    revive() {
      alive = true;
    },
    async close() {
      for (const screen of sockets.clients) screen.terminate();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

async function serve(folder: string, url: string, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(url, 'http://screens');
  const path = normalize(join(folder, pathname === '/' ? 'index.html' : pathname));
  const type = TYPES[extname(path)];
  const body = path.startsWith(folder) && type !== undefined ? await readFile(path).catch(() => null) : null;
  if (body === null) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body);
}
