import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import proxyAddr from '@fastify/proxy-addr';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { GatewaySettings } from '@mingjing/shared/settings/gateway-settings.ts';
import type { SettingsIssue } from '@mingjing/shared/settings/load-settings.ts';
import {
  systemRandom as random,
  systemClock,
  systemRandomBytes,
  systemTimers,
} from '@mingjing/shared/system/machine.ts';
import type { FastifyInstance } from 'fastify';
import { createHttpJsonAdapter } from './forwarding/adapters/http-json/adapter.ts';
import type { ForwardDelays } from './forwarding/delays.data.ts';
import { createForwarder, type Forwarder } from './forwarding/forwarder.ts';
import { buildApp } from './http/app.ts';
import { HTTP_LIMITS, type HttpLimits } from './http/limits.data.ts';
import { createProbes } from './probes.ts';
import { deriveKeys } from './provisioning/derived-keys.ts';
import { openMasterKey } from './provisioning/master-key.ts';
import { type CatalogueDesk, openCatalogueDesk } from './provisioning/service-catalogue.ts';
import { foldRefusals } from './refusal-log.ts';
import { createSelfTestWatch, type SelfTestWatch } from './self-test-watch.ts';
import type { GatewayStore } from './store/gateway-store.ts';
import { takeLock } from './store/open-database.ts';
import { openGatewayStore } from './store/open-gateway-store.ts';
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

/** Two gateways on one outbox would send everything twice. */
const IN_USE = 'is in use by another gateway: stop it or choose another folder';

type Parts = ReturnType<typeof completed>;

/**
 * Starts a gateway: keys, store, forwarding, terminals, HTTP, and only then the listener.
 * @returns the gateway, or what in the settings or on the machine must be corrected first
 * @throws when the database is damaged
 */
export async function startGateway(
  settings: GatewaySettings,
  overrides: GatewayOverrides = {},
): Promise<Result<Gateway, readonly SettingsIssue[]>> {
  const parts = completed(overrides);
  const secrets = readSecrets(settings, parts);
  if (!secrets.ok) return secrets;
  const catalogue = openCatalogueDesk(settings.dataDir);
  if (!catalogue.ok) return err([{ field: 'dataDir', problem: catalogue.error }]);
  const unlock = takeLock(join(settings.dataDir, 'lock.db'));
  if (unlock === undefined) return err([{ field: 'dataDir', problem: IN_USE }]);
  const wired = await wire(settings, secrets.value, catalogue.value, parts);
  const { app, store, hub, forwarder } = wired;
  const listening = await listen(app, settings);
  if (!listening.ok) {
    await stopAll(wired);
    unlock();
    return listening;
  }
  const { port } = app.server.address() as AddressInfo;
  parts.log('gateway.ready', { port });
  let stopping: Promise<void> | undefined;
  return ok({
    url: listening.value,
    port,
    store,
    hub,
    forwarder,
    stop() {
      if (stopping === undefined) parts.log('gateway.stopping');
      stopping ??= stopAll(wired).then(unlock);
      return stopping;
    },
  });
}

interface Secrets {
  readonly masterKey: Uint8Array;
  /** Signs what goes to the city; empty where no city is configured. */
  readonly city: string;
}

function readSecrets(
  { dataDir, city }: GatewaySettings,
  { randomBytes, environment }: Parts,
): Result<Secrets, readonly SettingsIssue[]> {
  const masterKey = openMasterKey(dataDir, randomBytes);
  if (!masterKey.ok) return err([{ field: 'dataDir', problem: masterKey.error }]);
  if (city === undefined) return ok({ masterKey: masterKey.value, city: '' });
  const secret = environment[city.secretEnv] ?? '';
  if (secret !== '') return ok({ masterKey: masterKey.value, city: secret });
  const problem = `set the environment variable ${city.secretEnv} to the signing secret`;
  return err([{ field: 'city.secretEnv', problem }]);
}

interface Wired {
  readonly app: FastifyInstance;
  readonly store: GatewayStore;
  readonly hub: TerminalHub;
  readonly selfTests: SelfTestWatch;
  readonly forwarder: Forwarder | undefined;
}

async function wire(
  settings: GatewaySettings,
  secrets: Secrets,
  catalogue: CatalogueDesk,
  parts: Parts,
): Promise<Wired> {
  const { clock, timers, randomBytes, log } = parts;
  const { dataDir, city, trustProxy } = settings;
  const { masterKey } = secrets;
  const reasonsGraceMs = city?.reasonsGraceMs ?? 0;
  const store = await openGatewayStore({ dir: dataDir, masterKey, clock, randomBytes, reasonsGraceMs, log });
  const forwarder = city && startForwarder(city, secrets.city, store, parts);
  const hub = createTerminalHub({
    store: nudging(store, forwarder),
    clock,
    timers,
    log,
    listServices: catalogue.answer,
    ...addresses(trustProxy),
  });
  const selfTests = createSelfTestWatch({ store, health: hub.health, clock, timers, log });
  const app = await buildApp({
    store,
    terminals: hub,
    selfTests,
    forwarding: forwarder,
    catalogue,
    probes: createProbes({ store, dataDir, clock, timers }),
    settings,
    keys: deriveKeys(masterKey),
    clock,
    timers,
    randomBytes,
    log,
    limits: parts.httpLimits,
  });
  app.server.on('upgrade', hub.handleUpgrade);
  return { app, store, hub, selfTests, forwarder };
}

function completed(overrides: GatewayOverrides) {
  const clock = overrides.clock ?? systemClock;
  return {
    clock,
    timers: overrides.timers ?? systemTimers,
    randomBytes: overrides.randomBytes ?? systemRandomBytes,
    log: foldRefusals(overrides.log ?? (() => {}), clock),
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
  const { url, appKey, timeoutMs, missingReasonText, reasonsGraceMs } = city;
  const adapter = createHttpJsonAdapter({ url, appKey, secret, timeoutMs, missingReasonText, clock, randomBytes });
  const delays = forwardDelays === undefined ? {} : { delays: forwardDelays };
  return createForwarder({ store, adapter, clock, timers, random, log, reasonsGraceMs, ...delays });
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

/** What is wrong with the address, by the system's code; anything else is thrown. */
const LISTEN_PROBLEMS: Readonly<Record<string, SettingsIssue>> = {
  EADDRINUSE: { field: 'port', problem: 'is taken by another program: stop it or choose another port' },
  EACCES: { field: 'port', problem: 'is not for this user: choose one above 1023' },
  EADDRNOTAVAIL: { field: 'host', problem: 'is no address of this machine' },
  ENOTFOUND: { field: 'host', problem: 'is no address of this machine' },
};

async function listen(
  app: FastifyInstance,
  { host, port }: GatewaySettings,
): Promise<Result<string, readonly SettingsIssue[]>> {
  try {
    return ok(await app.listen({ host, port }));
  } catch (cause) {
    const issue = LISTEN_PROBLEMS[(cause as NodeJS.ErrnoException).code ?? ''];
    if (issue === undefined) throw cause;
    return err([issue]);
  }
}

/** In this order: no new callers, no open sockets, nothing in flight, and the store last. */
async function stopAll({ app, hub, selfTests, forwarder, store }: Wired): Promise<void> {
  const closed = app.close();
  await hub.stop();
  await closed;
  await forwarder?.stop();
  await selfTests.stop();
  await store.close();
}
