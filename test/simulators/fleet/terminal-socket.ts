import { randomBytes } from 'node:crypto';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { ok, type Result } from '@mingjing/shared/basics/result.ts';
import {
  type ActionRequest,
  type ActionResponse,
  GATEWAY_ACTIONS,
  TERMINAL_ACTIONS,
  type TerminalAction,
} from '@mingjing/shared/protocol/actions.ts';
import { SUBPROTOCOL, TERMINAL_SOCKET_PATH } from '@mingjing/shared/protocol/limits.ts';
import { createRpcPeer, type Handlers, type RpcError } from '@mingjing/shared/protocol/rpc-peer.ts';
import { UPGRADE_HEADERS, upgradeSigningText } from '@mingjing/shared/protocol/upgrade-auth.ts';
import { systemTimers } from '@mingjing/shared/system/machine.ts';
import { WebSocket } from 'ws';
import type { TerminalIdentity } from './terminal-identity.ts';

/** A terminal's end of its socket. */
export interface TerminalSocket {
  readonly raw: WebSocket;
  call<A extends TerminalAction>(action: A, request: ActionRequest<A>): Promise<Result<ActionResponse<A>, RpcError>>;
  hello(epoch: string, lastSeq: number): Promise<Result<ActionResponse<'Hello'>, RpcError>>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  close(): void;
}

export interface DialOptions {
  /** ws:// or http:// address of the gateway, without a path. */
  readonly url: string;
  readonly identity: TerminalIdentity;
  readonly handlers?: Partial<Handlers<typeof GATEWAY_ACTIONS>>;
  /** Headers instead of the right ones, for those who want to be refused. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly localAddress?: string;
  readonly autoPong?: boolean;
}

/** The headers of an upgrade, signed. */
export function upgradeHeaders(identity: TerminalIdentity, time: number): Record<string, string> {
  const nonce = toBase64Url(randomBytes(16));
  return {
    [UPGRADE_HEADERS.device]: identity.deviceId,
    [UPGRADE_HEADERS.time]: String(time),
    [UPGRADE_HEADERS.nonce]: nonce,
    [UPGRADE_HEADERS.signature]: identity.sign(upgradeSigningText(identity.deviceId, time, nonce)),
  };
}

/** Thrown when the gateway refuses the upgrade. */
export class UpgradeRefused extends Error {
  readonly status: number;
  readonly reason: string;
  readonly serverTime: number;
  constructor(status: number, reason: string, serverTime: number) {
    super(`refused with ${status}: ${reason}`);
    this.status = status;
    this.reason = reason;
    this.serverTime = serverTime;
  }
}

/** Connects and authenticates as a terminal. @throws UpgradeRefused */
export async function dial(options: DialOptions): Promise<TerminalSocket> {
  const { identity } = options;
  const address = `${options.url.replace(/^http/, 'ws')}${TERMINAL_SOCKET_PATH}`;
  const raw = new WebSocket(address, SUBPROTOCOL, {
    headers: options.headers ?? upgradeHeaders(identity, Date.now()),
    perMessageDeflate: false,
    ...(options.localAddress === undefined ? {} : { localAddress: options.localAddress }),
    ...(options.autoPong === undefined ? {} : { autoPong: options.autoPong }),
  });
  const peer = createRpcPeer({
    served: GATEWAY_ACTIONS,
    called: TERMINAL_ACTIONS,
    timers: systemTimers,
    send: (text) => raw.send(text),
    onHopeless: (reason) => raw.close(4002, reason),
    handlers: {
      OpenSession: options.handlers?.OpenSession ?? (async () => ok({ state: 'shown' as const })),
      CloseSession: options.handlers?.CloseSession ?? (async () => ok({ state: 'closed' as const })),
    },
  });
  const closed = new Promise<number>((resolve) => raw.once('close', resolve));
  raw.on('message', (data) => void peer.receive(data.toString()));
  raw.on('error', () => {});
  void closed.then(() => peer.close());
  await new Promise<void>((resolve, reject) => {
    raw.once('open', resolve);
    raw.once('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += String(chunk);
      });
      response.on('end', () => {
        const reason = (JSON.parse(body) as { error: string }).error;
        reject(
          new UpgradeRefused(response.statusCode ?? 0, reason, Number(response.headers['x-mingjing-server-time'])),
        );
      });
    });
    raw.once('error', reject);
  });
  return {
    raw,
    closed,
    call: (action, request) => peer.call(action, request),
    hello: (epoch, lastSeq) =>
      peer.call('Hello', {
        appVersion: 'fleet',
        epoch: epoch as never,
        lastSeq,
        catalogueVersion: '2026-01',
        clock: Date.now(),
      }),
    close: () => raw.close(1000),
  };
}
