import type { ChannelListener, ScreenChannel } from './screen-channel.ts';
import { readResume, readSnapshot } from './snapshot.ts';

/** The part of a browser's WebSocket that the channel uses. */
export type Socket = Pick<WebSocket, 'onopen' | 'onmessage' | 'onclose' | 'send'>;

export interface WebsocketChannelParts {
  /** Opens a connection to `/screen/ws` of the host that served the page. */
  readonly connect: () => Socket;
  readonly token: () => string | null;
  /** A token opens one connection; this is the one for the next. */
  readonly keepToken: (token: string) => void;
  readonly setTimer: (run: () => void, ms: number) => unknown;
}

/** On the same machine: the first retry at once or nearly, and never rarer than once a second. */
const RETRY_MS = [50, 100, 250, 500, 1000] as const;

/**
 * The channel over a loopback WebSocket. First message out: `{"token": "…"}`; first in: `{"resume": "…"}`, the next
 * token; then snapshots come in and intents go out, each one
 * JSON text. A lost connection is dialled again for ever. The link counts as up from the first snapshot: an open socket alone may be
 * one that is about to be refused.
 */
export function createWebsocketChannel({ connect, token, keepToken, setTimer }: WebsocketChannelParts): ScreenChannel {
  let live: Socket | null = null;
  let failures = 0;

  function dial(listener: ChannelListener): void {
    const socket = connect();
    socket.onopen = () => socket.send(JSON.stringify({ token: token() ?? '' }));
    socket.onmessage = ({ data }) => {
      const next = readResume(data);
      if (next !== null) keepToken(next);
      const state = readSnapshot(data);
      if (state === null) return;
      failures = 0;
      if (live !== socket) {
        live = socket;
        listener.onLink(true);
      }
      listener.onState(state);
    };
    socket.onclose = () => {
      if (live === socket) {
        live = null;
        listener.onLink(false);
      }
      setTimer(() => dial(listener), RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 1000);
      failures += 1;
    };
  }

  return { start: dial, send: (intent) => live?.send(JSON.stringify(intent)) };
}
