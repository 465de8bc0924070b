import { WebSocket } from 'ws';
import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import { ProblemError } from './failures.ts';
import { formatAddress, type NetworkAddress } from './network-address.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import type { Link, LinkParts } from './network-link.ts';
import { createMailbox } from './network-mailbox.ts';
import { explainNetwork } from './network-problem.ts';

/** Close code for one too many (RFC 6455 §7.4 and its registry: try again later). */
const TRY_AGAIN_LATER = 1013;
/** Close code for whoever breaks a rule of ours. */
const POLICY_VIOLATION = 1008;

export interface WebSocketLinkOptions {
  readonly peer: string;
  /** Messages are sent as text, such as JSON, and not as bytes. */
  readonly text: boolean;
}

/** Makes a link of an open socket, and asks the other side from time to time whether it is still there. */
export function createWebSocketLink(socket: WebSocket, options: WebSocketLinkOptions, parts: LinkParts): Link {
  const { clock, timers, waits } = parts;
  const { messagesPerSecond, messageBurst } = NETWORK_LIMITS;
  const mailbox = createMailbox({ burst: messageBurst, perSecond: messagesPerSecond }, clock);
  let cancelPing: () => void = () => undefined;

  socket.on('message', (data: Buffer) => {
    if (mailbox.put(Uint8Array.from(data), 1)) return;
    socket.close(POLICY_VIOLATION, 'too many messages');
    cutLater();
    mailbox.end(deviceProblem('net-too-much'));
  });
  socket.on('error', (cause) => mailbox.end(explainNetwork(options.peer, cause)));
  socket.on('close', () => {
    cancelPing();
    mailbox.end(deviceProblem('net-hung-up'));
  });

  /** The other side may never answer a close. */
  const cutLater = (): void => {
    const cancel = timers.after(waits.closeMs, () => socket.terminate());
    socket.once('close', cancel);
  };

  const cut = (problem: DeviceProblem): void => {
    mailbox.end(problem);
    socket.terminate();
  };

  const isAlive = (): Promise<boolean> =>
    new Promise((resolve) => {
      if (socket.readyState !== WebSocket.OPEN) return resolve(false);
      const answer = (alive: boolean) => () => {
        cancel();
        socket.off('pong', yes);
        socket.off('close', no);
        resolve(alive);
      };
      const [yes, no] = [answer(true), answer(false)];
      const cancel = timers.after(waits.pongMs, no);
      socket.once('pong', yes);
      socket.once('close', no);
      socket.ping();
    });

  const pingAgain = (): void => {
    cancelPing = timers.after(waits.pingMs, () => {
      void isAlive().then((alive) => {
        if (alive) pingAgain();
        else cut(deviceProblem('net-dead'));
      });
    });
  };
  pingAgain();

  return {
    peer: options.peer,
    take: mailbox.take,
    send: (bytes) =>
      new Promise((resolve, reject) => {
        socket.send(bytes, { binary: !options.text, compress: false }, (cause) =>
          cause ? reject(new ProblemError(explainNetwork(options.peer, cause))) : resolve(),
        );
      }),
    isAlive,
    cut,
    async close(why) {
      mailbox.discard();
      if (socket.readyState !== WebSocket.CLOSED) {
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        socket.close(why === undefined ? 1000 : TRY_AGAIN_LATER, why);
        cutLater();
        await closed;
      }
      await mailbox.ended;
    },
    ended: mailbox.ended,
  };
}

/** Dials an evaluator. Rejects with a `ProblemError`. */
export function dialWebSocket(
  address: NetworkAddress,
  { path, text }: { readonly path: string; readonly text: boolean },
  parts: LinkParts,
): Promise<Link> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${formatAddress(address)}${path}`, {
      handshakeTimeout: parts.waits.handshakeMs,
      maxPayload: NETWORK_LIMITS.messageBytes,
      perMessageDeflate: false,
      followRedirects: false,
    });
    const failed = (cause: unknown): void => reject(new ProblemError(explainNetwork(formatAddress(address), cause)));
    socket.on('error', failed);
    socket.once('open', () => resolve(createWebSocketLink(socket, { peer: formatAddress(address), text }, parts)));
  });
}
