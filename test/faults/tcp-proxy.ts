import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A wire between terminal and gateway that a test can cut, restore, or let hang. */
export interface Wire {
  readonly url: string;
  /** Ends all connections and refuses new ones. */
  cut(): void;
  /** Lets nothing through any more in either direction, while every connection looks alive. */
  hang(): void;
  restore(): void;
  /** Leads new connections elsewhere: the gateway came back on another port. */
  redirect(targetUrl: string): void;
  /** Connections accepted so far. */
  connections(): number;
  /** Connections open now. */
  open(): number;
}

export async function createWire(targetUrl: string): Promise<Wire> {
  let target = Number(new URL(targetUrl).port);
  const sockets = new Set<Socket>();
  let state: 'up' | 'cut' | 'hung' = 'up';
  let connections = 0;

  const server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    connections += 1;
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => state === 'up' && to.write(chunk));
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    hang: () => {
      state = 'hung';
    },
    restore: () => {
      state = 'up';
    },
    redirect: (url) => {
      target = Number(new URL(url).port);
    },
    connections: () => connections,
    open: () => sockets.size / 2,
  };
}
