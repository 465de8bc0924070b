import type { Clock } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { type ActionRequest, type ActionResponse, RPC_ERRORS } from '@mingjing/shared/protocol/actions.ts';
import { type RpcError, rpcError } from '@mingjing/shared/protocol/rpc-peer.ts';
import { scanState } from '@mingjing/shared/qr/token.ts';
import { locateCode } from '../core/locate-code.ts';
import { RATING_WINDOWS } from '../core/rating-windows.data.ts';
import { chooseSession, viewAt } from '../core/session-search.ts';
import type { GatewayStore, StoredSession } from '../store/gateway-store.ts';
import type { HubLimits } from './hub-limits.ts';
import { createRateLimiter } from './rate-limiter.ts';

type Query = ActionRequest<'FindSession'>;
type Answer = ActionResponse<'FindSession'>;

export interface SessionFinderParts {
  readonly store: Pick<
    GatewayStore,
    'findTerminal' | 'findTerminalByShortId' | 'findSessionByHandle' | 'findSessionsBySerial' | 'isHandleRated'
  >;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly limits: Pick<HubLimits, 'searchBurst' | 'searchesPerMinute'>;
}

/** Answers terminals that ask which service a receipt speaks of. */
export type SessionFinder = (deviceId: DeviceId, query: Query) => Result<Answer, RpcError>;

/**
 * Searches are bounded for each terminal, over all its connections: business numbers follow one another, and whoever could try them at
 * will would learn which services there were. The log never says which number was asked for (P6).
 */
export function createSessionFinder({ store, clock, log, limits }: SessionFinderParts): SessionFinder {
  const rates = createRateLimiter(limits.searchBurst, limits.searchesPerMinute / 60);

  const viewFor = (asker: DeviceId, session: StoredSession) =>
    viewAt(asker, session, store.findTerminal(session.deviceId)?.windowName);

  function byToken(token: string, asker: DeviceId): Answer {
    const code = locateCode(token, store.findTerminalByShortId);
    if (code === undefined) return { state: 'unknown' };
    const { deviceId } = code.terminal;
    if (scanState(code.kind, code.qr, clock.now()) !== 'fresh') return { state: 'expired' };
    if (store.isHandleRated(deviceId, code.qr.handle)) return { state: 'already-rated' };
    const session = store.findSessionByHandle(deviceId, code.qr.handle);
    // Unknown too while the terminal that printed it is offline and has not told of the session: a phone can rate it all the same.
    return session === undefined || session.cancelled
      ? { state: 'unknown' }
      : { state: 'found', session: viewFor(asker, session) };
  }

  function byNumber(serialNumber: string, asker: DeviceId): Answer {
    const seen = (session: StoredSession) => ({ ...session, view: viewFor(asker, session) });
    return chooseSession(
      store.findSessionsBySerial(serialNumber).map(seen),
      clock.now(),
      RATING_WINDOWS.businessNumber,
    );
  }

  return (deviceId, query) => {
    if (!rates.take(deviceId, clock.mono())) {
      log('session.search-refused', { device: deviceId });
      const retryAfterMs = Math.ceil(60_000 / limits.searchesPerMinute);
      return err(rpcError(RPC_ERRORS.busy, 'too many searches from this terminal', { retryAfterMs }));
    }
    const answer = 'token' in query ? byToken(query.token, deviceId) : byNumber(query.serialNumber, deviceId);
    log('session.searched', { device: deviceId, by: 'token' in query ? 'code' : 'number', state: answer.state });
    return ok(answer);
  };
}
