import type { KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { deviceIdSchema } from '@mingjing/shared/domain/ids.ts';
import { PROTOCOL_LIMITS, SUBPROTOCOL, TERMINAL_SOCKET_PATH } from '@mingjing/shared/protocol/limits.ts';
import { UPGRADE_HEADERS, upgradeSigningText } from '@mingjing/shared/protocol/upgrade-auth.ts';
import { importTerminalKey, isSignedBy } from '../core/terminal-key.ts';
import type { GatewayStore, Terminal } from '../store/gateway-store.ts';
import type { NonceMemory } from './nonce-memory.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** An HTTP request that wants to become a terminal's socket. */
export interface UpgradeAttempt {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  readonly now: number;
}

/** Which filter refused, and the HTTP status that says so. */
export interface UpgradeRefusal {
  readonly status: 400 | 401 | 403 | 404 | 429 | 503;
  readonly reason:
    | 'going-down'
    | 'rate'
    | 'path'
    | 'full'
    | 'subprotocol'
    | 'headers'
    | 'clock'
    | 'unknown-terminal'
    | 'retired'
    | 'nonce'
    | 'signature';
  readonly message: string;
}

export interface AcceptedUpgrade {
  readonly terminal: Terminal;
  readonly key: KeyObject;
}

export interface UpgradeFilterParts {
  readonly store: Pick<GatewayStore, 'findTerminal'>;
  readonly rates: RateLimiter;
  readonly nonces: NonceMemory;
  readonly isFull: () => boolean;
  readonly isGoingDown: () => boolean;
}

/** What the filters find out on the way. */
interface Claims {
  readonly deviceId: string;
  readonly time: number;
  readonly nonce: string;
  readonly signature: string;
}

/** Decides on an upgrade: cheap and anonymous checks first, the signature last. Everything is synchronous, so no message can be missed. */
export function createUpgradeGate(parts: UpgradeFilterParts) {
  return (attempt: UpgradeAttempt): Result<AcceptedUpgrade, UpgradeRefusal> => {
    const unwelcome = houseRules(attempt, parts) ?? protocolFault(attempt);
    if (unwelcome !== undefined) return err(unwelcome);
    const claims = readClaims(attempt.headers);
    if (claims === undefined) {
      return err(refuse(400, 'headers', `needs ${Object.values(UPGRADE_HEADERS).join(', ')} in their proper forms`));
    }
    if (Math.abs(attempt.now - claims.time) > PROTOCOL_LIMITS.upgradeClockSkewMs) {
      return err(refuse(401, 'clock', 'the time is too far off; take the server’s from this answer'));
    }
    const terminal = parts.store.findTerminal(claims.deviceId);
    if (terminal === undefined) return err(refuse(401, 'unknown-terminal', 'enrol this terminal first'));
    if (terminal.retired) return err(refuse(403, 'retired', 'this terminal was retired'));
    return authenticate(claims, terminal, attempt.now, parts.nonces);
  };
}

function houseRules(attempt: UpgradeAttempt, parts: UpgradeFilterParts): UpgradeRefusal | undefined {
  if (parts.isGoingDown()) return refuse(503, 'going-down', 'the gateway is going down');
  if (!parts.rates.take(attempt.address, attempt.now))
    return refuse(429, 'rate', 'too many attempts from this address');
  if (parts.isFull()) return refuse(503, 'full', 'no more connections');
  return undefined;
}

function protocolFault(attempt: UpgradeAttempt): UpgradeRefusal | undefined {
  const path = attempt.url.split('?', 1)[0];
  if (path !== TERMINAL_SOCKET_PATH) return refuse(404, 'path', `terminals connect to ${TERMINAL_SOCKET_PATH}`);
  const offered = attempt.headers['sec-websocket-protocol']?.split(',').map((name) => name.trim()) ?? [];
  if (!offered.includes(SUBPROTOCOL)) return refuse(400, 'subprotocol', `speak ${SUBPROTOCOL}`);
  return undefined;
}

function readClaims(headers: IncomingHttpHeaders): Claims | undefined {
  const [device, time, nonce, signature] = [
    UPGRADE_HEADERS.device,
    UPGRADE_HEADERS.time,
    UPGRADE_HEADERS.nonce,
    UPGRADE_HEADERS.signature,
  ].map((name) => headers[name]);
  const deviceId = deviceIdSchema.safeParse(device);
  const wellFormed =
    deviceId.success &&
    typeof time === 'string' &&
    /^\d{1,15}$/.test(time) &&
    typeof nonce === 'string' &&
    /^[A-Za-z0-9_-]{21}[AQgw]$/.test(nonce) &&
    typeof signature === 'string' &&
    /^[A-Za-z0-9_-]{86}$/.test(signature);
  return wellFormed ? { deviceId: deviceId.data, time: Number(time), nonce, signature } : undefined;
}

function authenticate(
  claims: Claims,
  terminal: Terminal,
  now: number,
  nonces: NonceMemory,
): Result<AcceptedUpgrade, UpgradeRefusal> {
  if (nonces.has(claims.nonce, now)) return err(refuse(401, 'nonce', 'this nonce was used before'));
  const key = importTerminalKey(terminal.publicKey);
  if (!isSignedBy(key, upgradeSigningText(claims.deviceId, claims.time, claims.nonce), claims.signature)) {
    return err(refuse(401, 'signature', 'the signature is not this terminal’s'));
  }
  // Only after the signature: strangers cannot fill the memory.
  if (!nonces.add(claims.nonce, now)) return err(refuse(503, 'full', 'too many connections lately'));
  return ok({ terminal, key });
}

function refuse(status: UpgradeRefusal['status'], reason: UpgradeRefusal['reason'], message: string): UpgradeRefusal {
  return { status, reason, message };
}
