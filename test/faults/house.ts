import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CitySimulator, createCitySimulator } from '../simulators/city/city-simulator.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import type { Program } from '../support/program.ts';

const APP_KEY = 'mingjing-faults';

/** A folder that goes away with the test. */
export function houseFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-house-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A gateway process that can be killed and comes back on the same folder and port. */
export interface RestartableGateway {
  readonly dir: string;
  readonly url: string;
  readonly enrolmentCode: string;
  now(): GatewayProcess;
  /** Lines of all its lives. */
  lines(): readonly string[];
  /** kill -9. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Asks it to end. Safe when it has ended. */
  stop(): Promise<void>;
}

/** Starts a gateway, with a simulated city behind it where one is given. Both gone with the test. */
export async function startGateway(dir: string, city?: HouseCity): Promise<RestartableGateway> {
  const enrolmentCode = randomBytes(12).toString('base64url');
  const settings = {
    dataDir: join(dir, 'gateway'),
    developmentEnrolmentCode: enrolmentCode,
    ...(city && { city: { adapter: 'http-json' as const, url: city.simulator.url, appKey: APP_KEY } }),
  };
  let gateway = await startGatewayProcess(settings, city?.secret);
  const { url } = gateway;
  const earlier: string[] = [];
  onTestFinished(() => gateway.kill());
  return {
    dir: settings.dataDir,
    url,
    enrolmentCode,
    now: () => gateway,
    lines: () => [...earlier, ...gateway.lines],
    kill: () => gateway.kill(),
    async start() {
      earlier.push(...gateway.lines);
      gateway = await startGatewayProcess({ ...settings, port: Number(new URL(url).port) }, city?.secret);
    },
    async stop() {
      await gateway.stop();
    },
  };
}

/** A simulated city and the secret it shares with the gateway. */
export interface HouseCity {
  readonly simulator: CitySimulator;
  readonly secret: string;
}

export async function startCity(): Promise<HouseCity> {
  const secret = randomBytes(24).toString('base64url');
  const simulator = await createCitySimulator({ appKey: APP_KEY, secret });
  onTestFinished(() => simulator.stop());
  return { simulator, secret };
}

/** The events of this name that a program has logged so far. */
export function eventsOf(program: Pick<Program, 'lines'>, event: string): readonly Readonly<Record<string, unknown>>[] {
  return program.lines
    .filter((line) => line.startsWith('{') && line.includes(`"${event}"`))
    .map((line) => JSON.parse(line))
    .filter((said) => said.event === event);
}
