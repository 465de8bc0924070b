import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeviceKey } from '@mingjing/device-app/store/device-identity.ts';
import { ok, type Result } from '@mingjing/shared/basics/result.ts';
import {
  type ActionRequest,
  type ActionResponse,
  GATEWAY_ACTIONS,
  TERMINAL_ACTIONS,
} from '@mingjing/shared/protocol/actions.ts';
import { PROTOCOL_LIMITS, SUBPROTOCOL, TERMINAL_SOCKET_PATH } from '@mingjing/shared/protocol/limits.ts';
import { createRpcPeer, type RpcError } from '@mingjing/shared/protocol/rpc-peer.ts';
import { SERVER_TIME_HEADER, UPGRADE_HEADERS, upgradeSigningText } from '@mingjing/shared/protocol/upgrade-auth.ts';
import { systemTimers } from '@mingjing/shared/system/machine.ts';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createScriptedLedger, signatureCheck, type Upload, type UploadOutcome } from './scripted-ledger.ts';

type Peer = ReturnType<typeof createRpcPeer<typeof TERMINAL_ACTIONS, typeof GATEWAY_ACTIONS>>;

/** What a test may change about the gateway; each is asked anew every time. */
export interface Script {
  /** HTTP status and headers to refuse an upgrade with. */
  refuse?: (request: IncomingMessage) => { status: number; headers?: Record<string, string> } | undefined;
  /** Answers an upload instead of the ledger; 'silent' never answers, after the ledger took it. */
  upload?: (upload: Upload, take: () => UploadOutcome) => UploadOutcome | 'silent';
  hello?: () => Result<ActionResponse<'Hello'>, RpcError> | 'silent';
  /** Answers a search. Unscripted, it throws. */
  find?: (query: ActionRequest<'FindSession'>) => Result<ActionResponse<'FindSession'>, RpcError> | 'silent';
  heartbeatMs?: number;
  /** Gateway clock. */
  now?: () => number;
}

/**
 * A gateway that checks what a real one must check — signature of the upgrade, chain, signed heads, contiguity — over real
 * sockets, and otherwise does what a test tells it to.
 */
export async function startScriptedGateway(key: DeviceKey, script: Script = {}) {
  const isSigned = signatureCheck(key);
  const ledger = createScriptedLedger(key);
  const nonces = new Set<string>();
  const sockets = new Set<WebSocket>();
  let latest: Peer | undefined;
  const heartbeats: ActionRequest<'Heartbeat'>[] = [];
  const hellos: ActionRequest<'Hello'>[] = [];
  const uploads: Upload[] = [];
  const frameBytes: number[] = [];
  const violations: string[] = [];
  let mostAtOnce = 0;
  const now = () => script.now?.() ?? Date.now();

  const silence = new Promise<never>(() => {});
  function serve(socket: WebSocket) {
    sockets.add(socket);
    mostAtOnce = Math.max(mostAtOnce, sockets.size);
    const peer = createRpcPeer({
      served: TERMINAL_ACTIONS,
      called: GATEWAY_ACTIONS,
      handlers: {
        Hello: async (hello) => {
          hellos.push(hello);
          const scripted = script.hello?.();
          if (scripted === 'silent') return silence;
          const ackSeq = ledger.texts(hello.epoch).length;
          return scripted ?? ok({ ackSeq, serverTime: now(), heartbeatMs: script.heartbeatMs ?? 30_000 });
        },
        UploadRecords: async (upload) => {
          uploads.push(upload);
          const outcome = script.upload?.(upload, () => ledger.take(upload)) ?? ledger.take(upload);
          return outcome === 'silent' ? silence : outcome;
        },
        FindSession: async (query) => {
          if (script.find === undefined) throw new Error('FindSession was not scripted');
          const outcome = script.find(query);
          return outcome === 'silent' ? silence : outcome;
        },
        ListServices: async () => ok({ state: 'none' as const }),
        Heartbeat: async (beat) => {
          heartbeats.push(beat);
          return ok({ serverTime: now() });
        },
      },
      send: (text) => socket.send(text),
      timers: systemTimers,
      onHopeless: (reason) => violations.push(reason),
    });
    socket.on('message', (data) => {
      frameBytes.push((data as Buffer).length);
      void peer.receive(data.toString());
    });
    socket.on('close', () => {
      sockets.delete(socket);
      peer.close();
    });
    latest = peer;
  }

  /** The door: the same checks a real gateway makes. */
  function refusal(request: IncomingMessage) {
    const header = (name: string) => String(request.headers[name] ?? '');
    const time = Number(header(UPGRADE_HEADERS.time));
    const nonce = header(UPGRADE_HEADERS.nonce);
    const text = upgradeSigningText(header(UPGRADE_HEADERS.device), time, nonce);
    const scripted = script.refuse?.(request);
    if (scripted !== undefined) return scripted;
    const good =
      request.url === TERMINAL_SOCKET_PATH &&
      header(UPGRADE_HEADERS.device) === key.deviceId &&
      isSigned(text, header(UPGRADE_HEADERS.signature)) &&
      Buffer.from(nonce, 'base64url').length === 16 &&
      !nonces.has(nonce) &&
      Math.abs(time - now()) <= PROTOCOL_LIMITS.upgradeClockSkewMs;
    nonces.add(nonce);
    return good ? undefined : { status: 401 };
  }

  const server = createServer().listen(0, '127.0.0.1');
  const wss = new WebSocketServer({
    noServer: true,
    handleProtocols: () => SUBPROTOCOL,
    maxPayload: PROTOCOL_LIMITS.maxFrameBytes,
  });
  server.on('upgrade', (request, socket, head) => {
    const refused = refusal(request);
    if (refused === undefined) return wss.handleUpgrade(request, socket, head, serve);
    const headers = {
      [SERVER_TIME_HEADER]: String(now()),
      ...refused.headers,
      'content-length': '0',
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${refused.status} Refused\r\n${lines.join('')}\r\n`);
    return undefined;
  });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of wss.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    script,
    ledger,
    hellos,
    heartbeats,
    uploads,
    frameBytes,
    violations,
    /** Connections now, and the most there ever were at once. */
    connections: () => sockets.size,
    mostAtOnce: () => mostAtOnce,
    sockets: () => [...sockets],
    /** Calls the terminal over its latest connection. */
    call: (...request: Parameters<Peer['call']>) => latest?.call(...request),
  };
}
