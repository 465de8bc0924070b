import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { SERVER_TIME_HEADER } from '@mingjing/shared/protocol/upgrade-auth.ts';
import type { UpgradeRefusal } from './upgrade-filters.ts';

/** Answers a refused upgrade and closes the socket. Every refusal carries the server's time, so that a wrong clock corrects itself. */
export function refuseUpgrade(socket: Duplex, refusal: UpgradeRefusal, now: number): void {
  const body = JSON.stringify({ error: refusal.reason, message: refusal.message });
  const lines = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `${SERVER_TIME_HEADER}: ${now}`,
  ];
  socket.on('error', () => socket.destroy());
  // Ours is the last word: whoever does not read it is not waited for.
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
