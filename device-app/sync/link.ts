import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { GATEWAY_ACTIONS, TERMINAL_ACTIONS } from '@mingjing/shared/protocol/actions.ts';
import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { createRpcPeer, type Handlers } from '@mingjing/shared/protocol/rpc-peer.ts';
import type { RawData, WebSocket } from 'ws';

/** How long the other side may take over the closing handshake, ms. */
const CLOSING_MS = 2_000;

export interface LinkOptions {
  readonly socket: WebSocket;
  readonly handlers: Handlers<typeof GATEWAY_ACTIONS>;
  readonly timers: Timers;
  readonly pingMs: number;
  readonly callMs: number;
  /** The socket is closed, for whatever reason; called once. */
  readonly onEnd: (code: number) => void;
}

/** An open socket that carries calls both ways and notices when the other end is dead. */
export function createLink(options: LinkOptions) {
  const { socket, timers, pingMs } = options;
  let heard = true;
  let cancelPing = timers.after(pingMs, ping);
  let cancelClosing = () => {};

  const peer = createRpcPeer({
    served: GATEWAY_ACTIONS,
    called: TERMINAL_ACTIONS,
    handlers: options.handlers,
    // A send that fails is followed by `close`, which answers every open call.
    send: (text) => socket.send(text, () => {}),
    timers,
    callTimeoutMs: options.callMs,
    onHopeless: () => close(CLOSE_CODES.protocolError),
  });

  /** A half-open connection (a pulled cable, a dead router) looks alive for ever unless something has to come back. */
  function ping(): void {
    if (!heard) {
      socket.terminate();
      return;
    }
    heard = false;
    socket.ping(() => {});
    cancelPing = timers.after(pingMs, ping);
  }

  function close(code: number): void {
    cancelPing();
    socket.close(code);
    cancelClosing();
    cancelClosing = timers.after(CLOSING_MS, () => socket.terminate());
  }

  const alive = () => {
    heard = true;
  };
  socket.on('ping', alive);
  socket.on('pong', alive);
  socket.on('message', (data: RawData, isBinary: boolean) => {
    heard = true;
    // A rejection is a bug in a handler and ends the process. Binary messages are not in the protocol: they count as malformed.
    void peer.receive(isBinary ? '' : data.toString());
  });
  socket.on('close', (code) => {
    cancelPing();
    cancelClosing();
    peer.close();
    options.onEnd(code);
  });

  return { call: peer.call, close };
}
