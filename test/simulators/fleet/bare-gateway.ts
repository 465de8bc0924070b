import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GatewayStore } from '@mingjing/gateway/store/gateway-store.ts';
import { openGatewayStore } from '@mingjing/gateway/store/open-gateway-store.ts';
import type { HubLimits } from '@mingjing/gateway/ws/hub-limits.ts';
import { createTerminalHub, type TerminalHub } from '@mingjing/gateway/ws/terminal-hub.ts';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import type { EventData, EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { systemClock, systemTimers } from '@mingjing/shared/system/machine.ts';

/** The gateway's store and terminal sockets on a real port, without its HTTP side. */
export interface BareGateway {
  readonly url: string;
  readonly store: GatewayStore;
  readonly hub: TerminalHub;
  readonly events: { readonly event: LogEventId; readonly data: EventData }[];
  stop(): Promise<void>;
}

export interface BareGatewayOptions {
  readonly dir: string;
  readonly masterKey?: Uint8Array;
  readonly limits?: Partial<HubLimits>;
  readonly clock?: Clock;
  readonly reasonsGraceMs?: number;
  readonly keepEvents?: boolean;
}

export async function startBareGateway(options: BareGatewayOptions): Promise<BareGateway> {
  const clock = options.clock ?? systemClock;
  const events: { event: LogEventId; data: EventData }[] = [];
  const log: EventLog = (event, data = {}) => {
    if (options.keepEvents !== false) events.push({ event, data });
  };
  const store = await openGatewayStore({
    dir: options.dir,
    masterKey: options.masterKey ?? new Uint8Array(32).fill(7),
    clock,
    randomBytes,
    reasonsGraceMs: options.reasonsGraceMs ?? 600_000,
    log,
  });
  const hub = createTerminalHub({
    store,
    clock,
    timers: systemTimers,
    log,
    ...(options.limits && { limits: options.limits }),
  });
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on('upgrade', hub.handleUpgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    hub,
    events,
    async stop() {
      await hub.stop();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}
