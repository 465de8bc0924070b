import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { EventData } from '@mingjing/shared/log-events/event-log.ts';
import { systemClock, systemRandomBytes, systemTimers } from '@mingjing/shared/system/machine.ts';
import { deriveKeys } from '../../provisioning/derived-keys.ts';
import { openCatalogueDesk } from '../../provisioning/service-catalogue.ts';
import type { GatewayStore, Terminal } from '../../store/gateway-store.ts';
import { openGatewayStore } from '../../store/open-gateway-store.ts';
import { newTerminal } from '../../store/testing/store-fixtures.ts';
import type { TerminalHealth } from '../../ws/health-board.ts';
import { buildApp } from '../app.ts';
import type { AppDeps, TerminalLine } from '../deps.ts';
import { HTTP_LIMITS, type HttpLimits } from '../limits.data.ts';

/** The HTTP side for tests: a real listener on a real store; only the terminals' sockets and the clock are ours. */

export const CALLER_KEY = 'caller-key-for-tests-0001';
export const ENROLMENT_CODE = 'DEV-CODE-0001';

type OpenAnswer = Awaited<ReturnType<TerminalLine['openSession']>>;

/** Strict stand-in for the terminals' sockets: an opening nobody scripted and a closing nobody expects throw. */
export function createFakeTerminals() {
  const answers: (OpenAnswer | Promise<OpenAnswer>)[] = [];
  const opened: SessionView[] = [];
  const closed: { sessionId: string; reason: string }[] = [];
  let closingsExpected = 0;
  const connected = new Set<string>();
  const health = new Map<string, TerminalHealth>();
  return {
    answers,
    opened,
    closed,
    connected,
    expectClosings: (count: number) => {
      closingsExpected += count;
    },
    isConnected: (deviceId: string) => connected.has(deviceId),
    connectedCount: () => connected.size,
    health: (deviceId: string) => health.get(deviceId),
    told: health,
    openSession(_deviceId: string, view: SessionView) {
      const answer = answers.shift();
      if (answer === undefined) throw new Error('openSession was not scripted');
      opened.push(view);
      return Promise.resolve(answer);
    },
    closeSession(_deviceId: string, sessionId: string, reason: string) {
      if (closingsExpected === 0) throw new Error('closeSession was not expected');
      closingsExpected -= 1;
      closed.push({ sessionId, reason });
    },
  };
}

export interface TestApp {
  readonly dir: string;
  readonly url: string;
  readonly port: number;
  readonly store: GatewayStore;
  readonly terminals: ReturnType<typeof createFakeTerminals>;
  readonly terminal: Terminal;
  readonly keys: AppDeps['keys'];
  readonly events: { readonly event: string; readonly data: EventData }[];
  /** Moves the gateway's wall clock. */
  advance(ms: number): void;
  now(): number;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly limits?: Partial<HttpLimits>;
  readonly settings?: Partial<AppDeps['settings']>;
  readonly probes?: AppDeps['probes'];
  readonly forwarding?: AppDeps['forwarding'];
  readonly timers?: AppDeps['timers'];
  readonly selfTests?: AppDeps['selfTests'];
}

/** Starts it with one enrolled terminal. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-http-'));
  const events: TestApp['events'] = [];
  const log: AppDeps['log'] = (event, data = {}) => events.push({ event, data });
  let shift = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + shift };
  const masterKey = systemRandomBytes(32);
  const storeOptions = { dir, masterKey, clock, log, reasonsGraceMs: 0, randomBytes: systemRandomBytes };
  const store = await openGatewayStore(storeOptions);
  const terminal = newTerminal();
  await store.enrolTerminal(terminal);
  const terminals = createFakeTerminals();
  const keys = deriveKeys(masterKey);
  const catalogue = openCatalogueDesk(dir);
  if (!catalogue.ok) throw new Error(catalogue.error);
  const app = await buildApp({
    store,
    terminals,
    selfTests: options.selfTests ?? { overdueCount: () => 0 },
    forwarding: options.forwarding,
    catalogue: catalogue.value,
    probes: options.probes ?? { writer: async () => {}, disk: async () => {} },
    settings: {
      callers: [{ name: 'hall', keySha256: createHash('sha256').update(CALLER_KEY).digest('hex') }],
      publicUrl: undefined,
      ratePage: { followUpDays: 30 },
      trustProxy: [],
      developmentEnrolmentCode: ENROLMENT_CODE,
      ...options.settings,
    },
    keys,
    clock,
    timers: options.timers ?? systemTimers,
    randomBytes: systemRandomBytes,
    log,
    limits: { ...HTTP_LIMITS, ...options.limits },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    dir,
    url,
    port: (app.server.address() as AddressInfo).port,
    store,
    terminals,
    terminal: { ...terminal, retired: false },
    keys,
    events,
    advance: (ms) => {
      shift += ms;
    },
    now: clock.now,
    async close() {
      await app.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A body of POST /api/v1/service-sessions that is in order. */
export function serviceBody(terminal: string, now: number, changes: object = {}) {
  const service = {
    projectNo: `P${now}${Math.random().toString(36).slice(2)}`,
    serviceNumber: 1,
    serialNumber: 'SN-0001',
    taskCode: '11370100MB285743483700112345001',
    taskName: '内资公司设立登记',
    proStatus: '3',
    serviceName: '业务办结',
    serviceTime: new Date(now - 60_000).toISOString(),
    acceptTime: new Date(now - 3600_000).toISOString(),
    resultTime: new Date(now - 60_000).toISOString(),
    areaCode: '370102',
    orgName: '市行政审批服务局',
    staff: { name: '王芳', number: 'A0312' },
    ...changes,
  };
  return { terminal, service };
}

/** Calls the API as the business system "hall". */
export function callApi(app: Pick<TestApp, 'url'>, method: string, path: string, body?: unknown, key = CALLER_KEY) {
  return fetch(`${app.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Every field an answer of the API may have, so that tests need not say each time which it is. */
export interface ApiAnswer {
  readonly sessionId: string;
  readonly terminal: { readonly shortId: string; readonly state: string };
  readonly qrUrl: string;
  readonly shortId: string;
  readonly qrKey: string;
  readonly windowName: string;
  readonly code: string;
  readonly message: string;
  readonly issues: readonly { readonly field: string; readonly problem: string }[];
}

/** Reads a JSON answer. */
export async function readAnswer(response: Response): Promise<ApiAnswer> {
  return (await response.json()) as ApiAnswer;
}
