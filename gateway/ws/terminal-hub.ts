import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { DeviceId, SessionId } from '@mingjing/shared/domain/ids.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { ActionRequest, ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { PROTOCOL_LIMITS, SUBPROTOCOL } from '@mingjing/shared/protocol/limits.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CatalogueDesk } from '../provisioning/service-catalogue.ts';
import type { GatewayStore } from '../store/gateway-store.ts';
import { createAdmission } from './admission.ts';
import { createHealthBoard, type TerminalHealth } from './health-board.ts';
import { DEFAULT_HUB_LIMITS, type HubLimits } from './hub-limits.ts';
import { createNonceMemory } from './nonce-memory.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { createSessionFinder, type SessionFinderParts } from './session-finder.ts';
import { createTerminalConnection, type TerminalConnection } from './terminal-connection.ts';
import { type AcceptedUpgrade, createUpgradeGate } from './upgrade-filters.ts';

export interface TerminalHubOptions {
  readonly store: Pick<GatewayStore, 'ingest' | 'ackedSeq' | 'findTerminal' | 'openSessionsOf'> &
    SessionFinderParts['store'];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  readonly limits?: Partial<HubLimits>;
  /** What kiosks may offer; nothing where absent. */
  readonly listServices?: CatalogueDesk['answer'];
  /** Whose address counts for rates and alarms; the socket's own unless a trusted proxy stands before us. */
  readonly addressOf?: (request: IncomingMessage) => string;
}

/** All terminals' sockets. */
export interface TerminalHub {
  /** For the HTTP server's `upgrade` event. Decides at once; refusals are answered here. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  isConnected(deviceId: DeviceId): boolean;
  connectedCount(): number;
  /** Shows a session at its terminal. `offline`: not connected or no answer; it is pushed again when the terminal connects. */
  openSession(deviceId: DeviceId, view: SessionView): Promise<ActionResponse<'OpenSession'>['state'] | 'offline'>;
  closeSession(
    deviceId: DeviceId,
    sessionId: SessionId,
    reason: ActionRequest<'CloseSession'>['reason'],
  ): Promise<ActionResponse<'CloseSession'>['state'] | 'offline'>;
  /** The last known condition, also of a terminal that is gone; undefined when it was never seen by this process. */
  health(deviceId: DeviceId): TerminalHealth | undefined;
  /** Closes every connection with `goingDown` and takes no more. */
  stop(): Promise<void>;
}

export function createTerminalHub(options: TerminalHubOptions): TerminalHub {
  const { store, clock, timers, log } = options;
  const limits = { ...DEFAULT_HUB_LIMITS, ...options.limits };
  const addressOf = options.addressOf ?? ((request) => request.socket.remoteAddress ?? 'unknown');
  const connections = new Map<DeviceId, TerminalConnection>();
  const health = createHealthBoard();
  const admission = createAdmission(limits, timers);
  const findSession = createSessionFinder({ store, clock, log, limits });
  let goingDown = false;
  let onLastGone: (() => void) | undefined;

  const server = new WebSocketServer({
    noServer: true,
    // Counted here instead: ws would keep a second set of every socket.
    clientTracking: false,
    maxPayload: PROTOCOL_LIMITS.maxFrameBytes,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  const gate = createUpgradeGate({
    store,
    rates: createRateLimiter(limits.upgradeBurst, limits.upgradesPerSecond),
    nonces: createNonceMemory(2 * PROTOCOL_LIMITS.upgradeClockSkewMs, limits.maxNonces),
    isFull: () => connections.size >= limits.maxConnections,
    isGoingDown: () => goingDown,
  });

  function register(socket: WebSocket, accepted: AcceptedUpgrade, address: string): void {
    const { deviceId } = accepted.terminal;
    const connection = createTerminalConnection({
      socket,
      accepted,
      address,
      store,
      clock,
      timers,
      log,
      limits,
      admission,
      findSession,
      listServices: options.listServices ?? (() => ({ state: 'none' })),
      events: {
        onSeen: (heartbeat) => health.seen(deviceId, clock.now(), heartbeat),
        onGreeted: () => void pushSessions(connection),
        onRatedElsewhere(settled) {
          for (const { deviceId: at, sessionId } of settled) void closeSession(at, sessionId, 'rated-elsewhere');
        },
        onClosed(code) {
          // A replaced connection must not take its successor off the list.
          if (connections.get(deviceId) === connection) connections.delete(deviceId);
          log('terminal.disconnected', { device: deviceId, code });
          if (connections.size === 0) onLastGone?.();
        },
      },
    });
    const before = connections.get(deviceId);
    connections.set(deviceId, connection);
    log('terminal.connected', { device: deviceId });
    if (before !== undefined) replace(before, connection);
  }

  function replace(before: TerminalConnection, now: TerminalConnection): void {
    // From another address it may be a second machine with the same key: an alarm, not a reconnection.
    log('terminal.replaced', { device: now.deviceId, addressesDiffer: before.address !== now.address });
    before.close(CLOSE_CODES.replaced, 'a newer connection took over');
  }

  /** Brings a terminal that just connected up to date with what happened to its sessions meanwhile, in their order. */
  async function pushSessions(connection: TerminalConnection): Promise<void> {
    const oldest = clock.now() - limits.pushMaxAgeMs;
    for (const session of store.openSessionsOf(connection.deviceId)) {
      const { sessionId } = session;
      if (session.rated) await connection.closeSession({ sessionId, reason: 'rated-elsewhere' });
      else if (session.openedAt < oldest) continue;
      else if (session.closed) await connection.closeSession({ sessionId, reason: 'cancelled' });
      else await connection.open({ session: session.view });
    }
  }

  let cancelSweep = timers.after(limits.pingMs, sweep);
  function sweep(): void {
    for (const connection of connections.values()) connection.checkAlive();
    cancelSweep = timers.after(limits.pingMs, sweep);
  }

  const greeted = (deviceId: DeviceId) => {
    const connection = connections.get(deviceId);
    return connection?.isGreeted() ? connection : undefined;
  };

  const closeSession: TerminalHub['closeSession'] = async (deviceId, sessionId, reason) =>
    (await greeted(deviceId)?.closeSession({ sessionId, reason })) ?? 'offline';

  return {
    handleUpgrade(request, socket, head) {
      const now = clock.now();
      const address = addressOf(request);
      const decision = gate({ url: request.url ?? '', headers: request.headers, address, now });
      if (!decision.ok) {
        log('terminal.refused', { reason: decision.error.reason });
        return refuseUpgrade(socket, decision.error, now);
      }
      server.handleUpgrade(request, socket, head, (accepted) => register(accepted, decision.value, address));
    },
    isConnected: (deviceId) => connections.has(deviceId),
    connectedCount: () => connections.size,
    openSession: async (deviceId, view) => (await greeted(deviceId)?.open({ session: view })) ?? 'offline',
    closeSession,
    health: health.of,
    async stop() {
      goingDown = true;
      cancelSweep();
      const gone = new Promise<void>((resolve) => {
        onLastGone = resolve;
      });
      for (const connection of connections.values())
        connection.close(CLOSE_CODES.goingDown, 'the gateway is going down');
      const cancelGrace = timers.after(limits.stopGraceMs, () => {
        for (const connection of connections.values()) connection.terminate();
      });
      if (connections.size > 0) await gone;
      cancelGrace();
    },
  };
}
