import { connect, type Socket } from 'node:net';
import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import { ProblemError } from './failures.ts';
import { formatAddress, type NetworkAddress } from './network-address.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';
import type { Link, LinkParts } from './network-link.ts';
import { createMailbox } from './network-mailbox.ts';
import { shownPeer } from './network-peers.ts';
import { explainNetwork } from './network-problem.ts';

/** Makes a link of a connected socket. */
export function createTcpLink(socket: Socket, { clock, waits }: LinkParts): Link {
  const { bytesPerSecond, byteBurst } = NETWORK_LIMITS;
  const mailbox = createMailbox({ burst: byteBurst, perSecond: bytesPerSecond }, clock);
  const peer = shownPeer(socket.remoteAddress ?? '');
  socket.setNoDelay(true);
  // A bare stream has no question that every evaluator would answer: the system must find out (about ten seconds more, tcp(7)).
  socket.setKeepAlive(true, waits.keepAliveMs);
  const cut = (problem: DeviceProblem): void => {
    mailbox.end(problem);
    socket.destroy();
  };
  socket.on('data', (bytes: Buffer) => {
    if (!mailbox.put(Uint8Array.from(bytes), bytes.length)) cut(deviceProblem('net-too-much'));
  });
  socket.on('error', (cause) => mailbox.end(explainNetwork(peer, cause)));
  socket.on('end', () => cut(deviceProblem('net-hung-up')));
  socket.on('close', () => mailbox.end(deviceProblem('net-hung-up')));

  return {
    peer,
    take: mailbox.take,
    send: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (cause) => (cause ? reject(new ProblemError(explainNetwork(peer, cause))) : resolve()));
      }),
    isAlive: async () => !socket.destroyed,
    cut,
    async close() {
      mailbox.discard();
      socket.destroy();
      await mailbox.ended;
    },
    ended: mailbox.ended,
  };
}

/** Dials an evaluator. Rejects with a `ProblemError`. */
export function dialTcp({ host, port }: NetworkAddress, parts: LinkParts): Promise<Link> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const cancel = parts.timers.after(parts.waits.connectMs, () => {
      socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
    });
    const failed = (cause: unknown): void => {
      cancel();
      reject(new ProblemError(explainNetwork(formatAddress({ host, port }), cause)));
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      cancel();
      socket.off('error', failed);
      resolve(createTcpLink(socket, parts));
    });
  });
}
