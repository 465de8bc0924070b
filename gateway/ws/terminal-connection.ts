import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { ok } from '@mingjing/shared/basics/result.ts';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import {
  type ActionRequest,
  type ActionResponse,
  GATEWAY_ACTIONS,
  type HealthReport,
  TERMINAL_ACTIONS,
} from '@mingjing/shared/protocol/actions.ts';
import { CLOSE_CODES } from '@mingjing/shared/protocol/close-codes.ts';
import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import { createRpcPeer } from '@mingjing/shared/protocol/rpc-peer.ts';
import type { WebSocket } from 'ws';
import type { CatalogueDesk } from '../provisioning/service-catalogue.ts';
import type { GatewayStore, SettledSession } from '../store/gateway-store.ts';
import type { Admission } from './admission.ts';
import type { HubLimits } from './hub-limits.ts';
import type { SessionFinder } from './session-finder.ts';
import type { AcceptedUpgrade } from './upgrade-filters.ts';
import { createUploadHandler } from './upload-handler.ts';

/** What the hub is told of a connection. */
export interface ConnectionEvents {
  /** The terminal did something of its own accord; answers and pongs do not count. */
  readonly onSeen: (report?: { readonly health: HealthReport; readonly clock: number }) => void;
  /** It said Hello: it can be called from now on. */
  readonly onGreeted: () => void;
  readonly onRatedElsewhere: (settled: readonly SettledSession[]) => void;
  readonly onClosed: (code: number) => void;
}

export interface ConnectionParts {
  readonly socket: WebSocket;
  readonly accepted: AcceptedUpgrade;
  readonly address: string;
  readonly store: Pick<GatewayStore, 'ingest' | 'ackedSeq'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  readonly limits: HubLimits;
  readonly admission: Admission;
  readonly findSession: SessionFinder;
  readonly listServices: CatalogueDesk['answer'];
  readonly events: ConnectionEvents;
}

/** One authenticated socket of one terminal. */
export interface TerminalConnection {
  readonly deviceId: DeviceId;
  readonly address: string;
  isGreeted(): boolean;
  open(request: ActionRequest<'OpenSession'>): Promise<ActionResponse<'OpenSession'>['state'] | undefined>;
  closeSession(request: ActionRequest<'CloseSession'>): Promise<ActionResponse<'CloseSession'>['state'] | undefined>;
  /** Cuts the connection when nothing came since the last call, otherwise pings. */
  checkAlive(): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** Wires a socket. Handlers are attached before this returns, so that not even the first message is missed. */
export function createTerminalConnection(parts: ConnectionParts): TerminalConnection {
  const { socket, accepted, address, clock, timers, limits, events } = parts;
  const { deviceId } = accepted.terminal;
  let greeted = false;
  let alive = true;

  const upload = createUploadHandler({
    ...parts,
    deviceId,
    key: accepted.key,
    onRatedElsewhere: events.onRatedElsewhere,
  });
  const peer = createRpcPeer({
    served: TERMINAL_ACTIONS,
    called: GATEWAY_ACTIONS,
    timers,
    send,
    onHopeless: () => close(CLOSE_CODES.protocolError, 'too many malformed messages'),
    handlers: {
      async Hello({ epoch }) {
        events.onSeen();
        greeted = true;
        cancelHelloTimer();
        // After the answer is on its way.
        timers.after(0, events.onGreeted);
        return ok({
          ackSeq: parts.store.ackedSeq(deviceId, epoch),
          serverTime: clock.now(),
          heartbeatMs: PROTOCOL_LIMITS.heartbeatMs,
        });
      },
      async Heartbeat({ clock: terminalClock, health }) {
        events.onSeen({ health, clock: terminalClock });
        return ok({ serverTime: clock.now() });
      },
      async FindSession(query) {
        events.onSeen();
        return parts.findSession(deviceId, query);
      },
      async ListServices(request) {
        events.onSeen();
        return ok(parts.listServices(request));
      },
      UploadRecords: (request) => {
        events.onSeen();
        return upload(request);
      },
    },
  });

  function send(text: string): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(text);
    if (socket.bufferedAmount > limits.maxBufferedBytes) socket.terminate();
  }

  function close(code: number, reason: string): void {
    socket.close(code, reason);
  }

  socket.on('message', (data, isBinary) => {
    alive = true;
    if (isBinary) return close(CLOSE_CODES.protocolError, 'text messages only');
    // A handler that throws has a bug: let it end the process rather than leave a terminal without answers.
    void peer.receive(data.toString());
    // Too much is on its way to the disk: let the network hold the rest.
    if (parts.admission.isCrowded() && !socket.isPaused) {
      socket.pause();
      parts.admission.onRoom(() => socket.resume());
    }
  });
  socket.on('pong', () => {
    alive = true;
  });
  // `close` follows every error; without a listener an error would end the process.
  socket.on('error', () => {});
  socket.on('close', (code) => {
    cancelHelloTimer();
    peer.close();
    events.onClosed(code);
  });
  const cancelHelloTimer = timers.after(limits.helloTimeoutMs, () => close(CLOSE_CODES.unresponsive, 'no Hello'));

  return {
    deviceId,
    address,
    isGreeted: () => greeted,
    async open(request) {
      const answer = await peer.call('OpenSession', request);
      return answer.ok ? answer.value.state : undefined;
    },
    async closeSession(request) {
      const answer = await peer.call('CloseSession', request);
      return answer.ok ? answer.value.state : undefined;
    },
    checkAlive() {
      // Whom we do not read, we cannot call silent.
      if (!alive && !socket.isPaused) return socket.terminate();
      alive = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    },
    close,
    terminate: () => socket.terminate(),
  };
}
