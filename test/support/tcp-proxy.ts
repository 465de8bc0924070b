import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Which way bytes go: `up` from the terminal to the gateway. */
export type Direction = 'up' | 'down';

/** A wire between terminal and gateway that a test can cut anywhere, stall, or make lose one direction. */
export interface TcpProxy {
  readonly url: string;
  /** Ends all connections and refuses new ones. */
  cut(): void;
  /** Lets this many bytes more pass in a direction, over all connections, and cuts right behind the last of them. */
  cutAfter(bytes: number, direction: Direction): Promise<void>;
  /** Holds everything back, while every connection looks alive. What was held goes on its way with `restore`. */
  stall(): void;
  /** Loses all that the gateway sends on the connections of now; later ones are not touched. */
  loseAnswers(): void;
  restore(): void;
  /** Leads new connections elsewhere: the gateway came back on another port. */
  redirect(targetUrl: string): void;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  answersLost: boolean;
}

/**
 * Starts a proxy on a free loopback port. Gone with the test.
 * @param options.from loopback address from which the gateway sees the terminal come
 */
export async function createTcpProxy(targetUrl: string, options: { readonly from?: string } = {}): Promise<TcpProxy> {
  let port = Number(new URL(targetUrl).port);
  const pairs = new Set<Pair>();
  let state: 'up' | 'cut' | 'stalled' = 'up';
  let budget: { left: number; readonly direction: Direction; readonly spent: () => void } | undefined;

  function end(pair: Pair): void {
    pairs.delete(pair);
    pair.near.destroy();
    pair.far.destroy();
  }

  function pass(chunk: Buffer, direction: Direction, pair: Pair): void {
    const to = direction === 'up' ? pair.far : pair.near;
    if (direction === 'down' && pair.answersLost) return;
    if (budget?.direction !== direction || budget.left > chunk.length) {
      if (budget?.direction === direction) budget.left -= chunk.length;
      to.write(chunk);
      return;
    }
    const { left, spent } = budget;
    budget = undefined;
    state = 'cut';
    // The other side must get these bytes, and then see the connection die.
    to.end(chunk.subarray(0, left), () => {
      cut();
      spent();
    });
  }

  function cut(): void {
    state = 'cut';
    for (const pair of pairs) end(pair);
  }

  const server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = connect({ host: '127.0.0.1', port, localAddress: options.from ?? '127.0.0.1' });
    const pair: Pair = { near, far, answersLost: false };
    pairs.add(pair);
    near.on('data', (chunk) => pass(chunk, 'up', pair));
    far.on('data', (chunk) => pass(chunk, 'down', pair));
    for (const socket of [near, far]) {
      socket.on('error', () => {});
      socket.on('close', () => end(pair));
      if (state === 'stalled') socket.pause();
    }
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    cut();
    server.close();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    cutAfter: (bytes, direction) =>
      new Promise((spent) => {
        budget = { left: bytes, direction, spent };
      }),
    stall() {
      state = 'stalled';
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.pause();
    },
    loseAnswers() {
      for (const pair of pairs) pair.answersLost = true;
    },
    restore() {
      state = 'up';
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.resume();
    },
    redirect(url) {
      port = Number(new URL(url).port);
    },
  };
}
