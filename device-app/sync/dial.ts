import type { IncomingMessage } from 'node:http';
import { PROTOCOL_LIMITS, SUBPROTOCOL, TERMINAL_SOCKET_PATH } from '@mingjing/shared/protocol/limits.ts';
import { SERVER_TIME_HEADER, UPGRADE_HEADERS, upgradeSigningText } from '@mingjing/shared/protocol/upgrade-auth.ts';
import WebSocket from 'ws';
import { boundedWait } from '../core/sync/reconnect.ts';
import type { DeviceKey } from '../store/device-identity.ts';

export interface DialOptions {
  /** Base address of the gateway, http or https. */
  readonly gatewayUrl: string;
  readonly identity: Pick<DeviceKey, 'deviceId' | 'sign'>;
  /** Gateway time as far as we know it, ms. */
  readonly timeMs: number;
  /** 16 random bytes, base64url. */
  readonly nonce: string;
  readonly handshakeMs: number;
}

export type DialOutcome =
  | { readonly kind: 'open'; readonly socket: WebSocket }
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** The gateway's clock, when it told. */
      readonly serverTime: number | null;
      readonly retryAfterMs: number;
    }
  | { readonly kind: 'unreachable'; readonly reason: string };

/**
 * Opens one signed WebSocket.
 * @param onOutcome called exactly once, within the event that opened the socket, so that no first message is missed
 * @returns gives up at once; `onOutcome` still comes
 */
export function dial(options: DialOptions, onOutcome: (outcome: DialOutcome) => void): () => void {
  let settled = false;
  const settle = (outcome: DialOutcome) => {
    if (settled) return;
    settled = true;
    onOutcome(outcome);
  };
  const socket = new WebSocket(socketUrl(options.gatewayUrl), SUBPROTOCOL, {
    headers: signedHeaders(options),
    handshakeTimeout: options.handshakeMs,
    maxPayload: PROTOCOL_LIMITS.maxFrameBytes,
    perMessageDeflate: false,
    followRedirects: false,
  });
  socket.on('open', () => settle({ kind: 'open', socket }));
  socket.on('unexpected-response', (request, response) => {
    settle(refusal(response));
    request.destroy();
  });
  // Stays for the life of the socket: an error without a listener would end the process; `close` follows every error.
  socket.on('error', (cause) => settle({ kind: 'unreachable', reason: reasonOf(cause) }));
  socket.on('close', () => settle({ kind: 'unreachable', reason: 'closed' }));
  return () => socket.terminate();
}

/** The socket address of a gateway, below whatever path its base address has. */
export function socketUrl(gatewayUrl: string): string {
  const url = new URL(gatewayUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.pathname = url.pathname.replace(/\/+$/, '') + TERMINAL_SOCKET_PATH;
  url.search = '';
  url.hash = '';
  return url.href;
}

function signedHeaders({ identity, timeMs, nonce }: DialOptions): Record<string, string> {
  return {
    [UPGRADE_HEADERS.device]: identity.deviceId,
    [UPGRADE_HEADERS.time]: String(timeMs),
    [UPGRADE_HEADERS.nonce]: nonce,
    [UPGRADE_HEADERS.signature]: identity.sign(upgradeSigningText(identity.deviceId, timeMs, nonce)),
  };
}

function refusal(response: IncomingMessage): DialOutcome {
  const serverTime = response.headers[SERVER_TIME_HEADER];
  const known = typeof serverTime === 'string' && /^\d{12,14}$/.test(serverTime);
  return {
    kind: 'refused',
    status: response.statusCode ?? 0,
    serverTime: known ? Number(serverTime) : null,
    // RFC 9110 §10.2.3: seconds; the date form is not worth trusting a wrong clock with.
    retryAfterMs: boundedWait(Number(response.headers['retry-after'] ?? 0) * 1000),
  };
}

function reasonOf(cause: Error): string {
  return 'code' in cause ? String(cause.code) : cause.message.slice(0, 100);
}
