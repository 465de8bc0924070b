import type { AddressInfo } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { GatewaySettings } from '@mingjing/shared/settings/gateway-settings.ts';
import type { SettingsIssue } from '@mingjing/shared/settings/load-settings.ts';
import type { FastifyInstance } from 'fastify';
import { createHttpJsonAdapter } from './forwarding/adapters/http-json/adapter.ts';
import type { ForwardDelays } from './forwarding/delays.data.ts';
import { createForwarder, type Forwarder } from './forwarding/forwarder.ts';
import { buildApp } from './http/app.ts';
import { HTTP_LIMITS, type HttpLimits } from './http/limits.data.ts';
import { createProbes } from './probes.ts';
import { deriveKeys } from './provisioning/derived-keys.ts';
import { openMasterKey } from './provisioning/master-key.ts';
import type { GatewayStore } from './store/gateway-store.ts';
import { openGatewayStore } from './store/open-gateway-store.ts';
import { systemClock, systemRandomBytes, systemTimers } from './system.ts';
import { createTerminalHub, type TerminalHub } from './ws/terminal-hub.ts';

/** What may be replaced, for tests and the demo; the machine's own where absent. */
export interface GatewayOverrides {
  readonly clock?: Clock;
  readonly timers?: Timers;
  readonly randomBytes?: RandomBytes;
  readonly log?: EventLog;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly httpLimits?: Partial<HttpLimits>;
  readonly forwardDelays?: ForwardDelays;
}

/** A gateway at work. */
export interface Gateway {
  /** Address it listens on, such as http://127.0.0.1:8080. */
  readonly url: string;
  readonly port: number;
  readonly store: GatewayStore;
  readonly hub: TerminalHub;
  /** Undefined where no city system is configured. */
  readonly forwarder: Forwarder | undefined;
  /** Takes no new connection, tells terminals, lets what is in flight end, closes the store. */
  stop(): Promise<void>;
}

type Parts = ReturnType<typeof completed>;

/**
 * Starts a gateway: keys, store, forwarding, terminals, HTTP, and only then the listener.
 * @returns the gateway, or what in the settings or on the disk must be corrected first
 * @throws when the database is damaged or the port is taken
 */
export async function startGateway(
  settings: GatewaySettings,
  overrides: GatewayOverrides = {},
): Promise<Result<Gateway, readonly SettingsIssue[]>> {
  const parts = completed(overrides);
  const { clock, timers, randomBytes, log } = parts;
  const masterKey = openMasterKey(settings.dataDir, randomBytes);
  if (!masterKey.ok) return err([{ field: 'dataDir', problem: masterKey.error }]);
  const secret = settings.city === undefined ? '' : parts.environment[settings.city.secretEnv];
  if (secret === undefined || (settings.city !== undefined && secret === '')) {
    const variable = settings.city?.secretEnv ?? '';
    return err([
      { field: 'city.secretEnv', problem: `set the environment variable ${variable} to the signing secret` },
    ]);
  }

  const store = await openGatewayStore({
    dir: settings.dataDir,
    masterKey: masterKey.value,
    clock,
    randomBytes,
    reasonsGraceMs: settings.city?.reasonsGraceMs ?? 0,
    log,
  });
  const forwarder = settings.city && startForwarder(settings.city, secret, store, parts);
  const hub = createTerminalHub({
    store: nudging(store, forwarder),
    clock,
    timers,
    log,
    ...addresses(settings.trustProxy),
  });
  const app = await buildApp({
    store,
    terminals: hub,
    forwarding: forwarder,
    probes: createProbes({ store, dataDir: settings.dataDir, clock, timers }),
    settings,
    keys: deriveKeys(masterKey.value),
    clock,
    timers,
    randomBytes,
    log,
    limits: parts.httpLimits,
  });
  app.server.on('upgrade', hub.handleUpgrade);
  const url = await listen(app, settings).catch(async (cause: unknown) => {
    await stopAll(app, hub, forwarder, store);
    throw cause;
  });
  const { port } = app.server.address() as AddressInfo;
  log('gateway.ready', { port });
  let stopping: Promise<void> | undefined;
  return ok({
    url,
    port,
    store,
    hub,
    forwarder,
    stop() {
      if (stopping === undefined) log('gateway.stopping');
      stopping ??= stopAll(app, hub, forwarder, store);
      return stopping;
    },
  });
}

function completed(overrides: GatewayOverrides) {
  return {
    clock: overrides.clock ?? systemClock,
    timers: overrides.timers ?? systemTimers,
    randomBytes: overrides.randomBytes ?? systemRandomBytes,
    log: overrides.log ?? (() => {}),
    environment: overrides.environment ?? process.env,
    httpLimits: { ...HTTP_LIMITS, ...overrides.httpLimits },
    forwardDelays: overrides.forwardDelays,
  };
}

function startForwarder(
  city: NonNullable<GatewaySettings['city']>,
  secret: string,
  store: GatewayStore,
  { clock, timers, randomBytes, log, forwardDelays }: Parts,
): Forwarder {
  const { url, appKey, timeoutMs, missingReasonText } = city;
  const adapter = createHttpJsonAdapter({ url, appKey, secret, timeoutMs, missingReasonText, clock, randomBytes });
  const delays = forwardDelays === undefined ? {} : { delays: forwardDelays };
  return createForwarder({ store, adapter, clock, timers, random: Math.random, log, ...delays });
}

/** The store as the terminals' sockets see it: what they bring in may be due for forwarding. */
function nudging(store: GatewayStore, forwarder: Forwarder | undefined): GatewayStore {
  if (forwarder === undefined) return store;
  return {
    ...store,
    async ingest(batch) {
      const outcome = await store.ingest(batch);
      if (outcome.kind === 'stored') forwarder.nudge();
      return outcome;
    },
  };
}

/** Behind a trusted proxy the terminal's address is the one the proxy names, for sockets as for requests. */
function addresses(trustProxy: readonly string[]) {
  if (trustProxy.length === 0) return {};
  const trust = proxyAddr.compile([...trustProxy]);
  return { addressOf: (request: Parameters<typeof proxyAddr>[0]) => proxyAddr(request, trust) };
}

function listen(app: FastifyInstance, { host, port }: GatewaySettings): Promise<string> {
  return app.listen({ host, port });
}

/** In this order: no new callers, no open sockets, nothing in flight, and the store last. */
async function stopAll(
  app: FastifyInstance,
  hub: TerminalHub,
  forwarder: Forwarder | undefined,
  store: GatewayStore,
): Promise<void> {
  const closed = app.close();
  await hub.stop();
  await closed;
  await forwarder?.stop();
  await store.close();
}
