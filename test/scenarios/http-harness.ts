import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, type GatewayOverrides, startGateway } from '@mingjing/gateway/compose.ts';
import type { ForwardDelays } from '@mingjing/gateway/forwarding/delays.data.ts';
import type { EventData } from '@mingjing/shared/log-events/event-log.ts';
import { gatewaySettingsSchema } from '@mingjing/shared/settings/gateway-settings.ts';
import { type CitySimulator, createCitySimulator } from '../simulators/city/city-simulator.ts';
import { newTerminalIdentity, type TerminalIdentity } from '../simulators/fleet/terminal-identity.ts';

/** A whole gateway for scenarios: real store, real sockets, a city on a port, one terminal enrolled over HTTP. */

const CALLER_KEY = 'scenario-caller-key';
const CODE = 'SCENARIO-CODE';
const CITY = { appKey: 'mingjing', secret: 'a secret of the scenarios' };

/** Short waits, so that a scenario sees several attempts. */
export const QUICK: ForwardDelays = {
  retry: { firstMs: 20, maxMs: 60, factor: 2, jitter: 0.2 },
  breaker: { failures: 5, openMs: 150 },
  pollMs: 50,
  drainMs: 2000,
};

export interface Hall {
  readonly gateway: Gateway;
  readonly city: CitySimulator;
  readonly dataDir: string;
  readonly identity: TerminalIdentity;
  readonly shortId: string;
  readonly events: { readonly event: string; readonly data: EventData }[];
  /** Calls the API as the business system. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** Opens a service session; its number within the case is 1. */
  openService(projectNo: string, changes?: object): Promise<Opened>;
  /** Rates on the phone as a citizen would: opens the code's page and sends its form. */
  rateByPhone(opened: Opened, fields: Record<string, string>): Promise<Response>;
  /** Stops this gateway and starts another on the same data. @param whileOff what happens between the two */
  restart(whileOff?: () => void): Promise<void>;
  close(): Promise<void>;
}

export interface Opened {
  readonly status: number;
  readonly sessionId: string;
  readonly state: string;
  readonly qrUrl: string;
}

export interface HallOptions {
  readonly overrides?: GatewayOverrides;
  readonly timeoutMs?: number;
}

export async function openHall(options: HallOptions = {}): Promise<Hall> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mingjing-hall-'));
  const events: Hall['events'] = [];
  const city = await createCitySimulator(CITY);
  const settings = gatewaySettingsSchema.parse({
    dataDir,
    port: 0,
    publicUrl: 'http://rate.invalid',
    developmentEnrolmentCode: CODE,
    callers: [{ name: 'hall', keySha256: createHash('sha256').update(CALLER_KEY).digest('hex') }],
    city: { adapter: 'http-json', url: city.url, appKey: CITY.appKey, timeoutMs: options.timeoutMs ?? 1000 },
  });
  const start = async () => {
    const started = await startGateway(settings, {
      log: (event, data = {}) => events.push({ event, data }),
      environment: { MINGJING_CITY_SECRET: CITY.secret },
      forwardDelays: QUICK,
      ...options.overrides,
    });
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    return started.value;
  };
  let gateway = await start();
  const identity = newTerminalIdentity();
  const shortId = await enrol(gateway.url, identity);

  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${gateway.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${CALLER_KEY}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  return {
    get gateway() {
      return gateway;
    },
    city,
    dataDir,
    identity,
    shortId,
    events,
    call,
    async openService(projectNo, changes = {}) {
      const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
      const service = {
        projectNo,
        serviceNumber: 1,
        taskCode: '11370100MB285743483700112345001',
        taskName: '内资公司设立登记',
        proStatus: '3',
        serviceName: '业务办结',
        serviceTime: ago(60_000),
        acceptTime: ago(3600_000),
        resultTime: ago(60_000),
        areaCode: '370102',
        staff: { name: '王芳', number: 'A0312' },
        ...changes,
      };
      const response = await call('POST', '/api/v1/service-sessions', { terminal: shortId, service });
      const answer = (await response.json()) as { sessionId: string; terminal: { state: string }; qrUrl: string };
      return {
        status: response.status,
        sessionId: answer.sessionId,
        state: answer.terminal?.state,
        qrUrl: answer.qrUrl,
      };
    },
    async rateByPhone(opened, fields) {
      const address = `${gateway.url}${new URL(opened.qrUrl).pathname}`;
      const page = await (await fetch(address)).text();
      const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
      return fetch(address, { method: 'POST', body: new URLSearchParams({ ticket, ...fields }) });
    },
    async restart(whileOff = () => {}) {
      await gateway.stop();
      whileOff();
      gateway = await start();
    },
    async close() {
      await gateway.stop();
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function enrol(url: string, identity: TerminalIdentity): Promise<string> {
  const { deviceId, publicKey } = identity.enrolment;
  const proof = identity.sign(`mingjing-enrol-v1\n${deviceId}\n${CODE}`);
  const response = await fetch(`${url}/api/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: CODE, deviceId, publicKey, proof, appVersion: '0.1.0' }),
  });
  return ((await response.json()) as { shortId: string }).shortId;
}
