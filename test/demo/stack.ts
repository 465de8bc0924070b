import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import type { z } from 'zod';
import { type CitySimulator, createCitySimulator } from '../simulators/city/city-simulator.ts';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

/** The whole house on one machine: city ← gateway ← terminal ← pad on a tty. */
export interface Stack {
  readonly city: CitySimulator;
  readonly gateway: GatewayProcess;
  readonly terminal: TerminalProcess;
  /** Settings the terminal was started with, to start it again. */
  readonly terminalSettings: z.input<typeof terminalSettingsSchema>;
  readonly pad: PadSimulator;
  /** Short id of the terminal. */
  readonly shortId: string;
  stop(): Promise<void>;
}

const APP_KEY = 'mingjing-demo';

/** What the card of the window says. */
export const WINDOW = {
  name: '3号窗口 · 企业开办',
  department: '济南市行政审批服务局',
  staff: { name: '王芳', number: 'A0312', post: '综合受理岗' },
};

/**
 * Starts everything in the order in which each needs the other, and waits until the terminal is enrolled, connected and has its pad.
 * @param options.dir an empty folder
 */
export async function startStack(options: {
  readonly dir: string;
  readonly terminal?: Partial<z.input<typeof terminalSettingsSchema>>;
}): Promise<Stack> {
  const secret = randomBytes(24).toString('base64url');
  const city = await createCitySimulator({ appKey: APP_KEY, secret });
  const gateway = await startGatewayProcess(
    { dataDir: join(options.dir, 'gateway'), city: { adapter: 'http-json', url: city.url, appKey: APP_KEY } },
    secret,
  );
  const pad = await createPadSimulator({ keys: 5 });
  const terminalSettings = {
    dataDir: join(options.dir, 'terminal'),
    gatewayUrl: gateway.url,
    enrolmentCode: gateway.enrolmentCode,
    pads: [{ profile: 'queue-bus-ff68-5grade', path: pad.path }],
    window: WINDOW,
    ...options.terminal,
  };
  const terminal = await startTerminalProcess(terminalSettings);
  const [{ shortId }] = await Promise.all([
    terminal.logged('enrolment.done'),
    terminal.logged('sync.connected'),
    terminal.logged('pad.connected'),
  ]);
  return {
    city,
    gateway,
    terminal,
    terminalSettings,
    pad,
    shortId: String(shortId),
    async stop() {
      await terminal.stop();
      await gateway.stop();
      await Promise.all([pad.close(), city.stop()]);
    },
  };
}
