import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceInput } from '@mingjing/device-app/core/service/service-input.ts';
import type { ServiceView, ServiceViewOf } from '@mingjing/device-app/core/service/service-page.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

const PIN = '27182818';
const PATIENCE = { timeout: 30_000, interval: 100 };

let dir: string;
let gateways: GatewayProcess[];
let terminal: TerminalProcess;
let screen: ScreenClient;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-another-gateway-'));
  gateways = await Promise.all(['a', 'b'].map((name) => startGatewayProcess({ dataDir: join(dir, name) })));
  terminal = await startTerminalProcess({ dataDir: join(dir, 'terminal') });
  screen = await connectScreen(terminal.screenUrl);
});
afterEach(async () => {
  screen?.close();
  await terminal?.stop();
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  rmSync(dir, { recursive: true });
});

const act = (input: ServiceInput) => screen.send({ kind: 'service', input });
const gatewayStep = async (fits: (view: ServiceViewOf<'gateway'>) => boolean): Promise<ServiceViewOf<'gateway'>> => {
  const isIt = (view: ServiceView) => view.step === 'gateway' && fits(view);
  return (await screen.page('service', ({ view }) => isIt(view))).view as ServiceViewOf<'gateway'>;
};
const setup = () => JSON.parse(readFileSync(join(dir, 'terminal', 'setup.json'), 'utf8'));

it('moves an enrolled terminal to another gateway by its code, and leaves it connected where a code is wrong', async () => {
  const [here, there] = gateways as [GatewayProcess, GatewayProcess];
  act({ act: 'open' });
  act({ act: 'choose-pin', pin: PIN });
  await screen.page('service', ({ view }) => view.step === 'menu');
  act({ act: 'go', to: 'gateway' });
  act({ act: 'set-gateway', url: here.url, code: here.enrolmentCode });
  const first = await gatewayStep(({ state }) => state === 'connected');

  act({ act: 'set-gateway', url: here.url, code: 'NOT-THE-CODE' });
  await vi.waitFor(() => expect(terminal.lines.join()).toContain('enrolment.failed'), PATIENCE);
  expect(await gatewayStep(({ state }) => state === 'connected')).toMatchObject({ shortId: first.shortId });
  await vi.waitFor(() => expect(setup()).toEqual({ gatewayUrl: here.url }), PATIENCE);

  act({ act: 'set-gateway', url: there.url, code: '' });
  await gatewayStep(({ state, url }) => state === 'refused' && url === there.url);
  act({ act: 'set-gateway', url: there.url, code: there.enrolmentCode });
  const second = await gatewayStep(({ state }) => state === 'connected');
  expect(second.shortId).toMatch(/^[0-9A-Z]{6}$/);
  expect(second.shortId).not.toBe(first.shortId);
  await vi.waitFor(() => expect(setup()).toEqual({ gatewayUrl: there.url }), PATIENCE);
  // As what it is now, and to whom: also after a restart.
  expect(readFileSync(join(dir, 'terminal', 'enrolment.json'), 'utf8')).toContain(second.shortId as string);
  act({ act: 'close' });
  await screen.page('idle');
  const { sessionId } = await there.openSession(second.shortId ?? '', serviceRecord(5));
  await screen.page('invitation', (page) => page.sessionId === sessionId);
  const press = () => screen.send({ kind: 'press', sessionId: sessionId as SessionId, level: 4, source: 'screen' });
  await vi.waitFor(() => {
    press();
    expect(screen.state().page.kind).toBe('undo');
  }, PATIENCE);
  screen.send({ kind: 'confirm', sessionId: sessionId as SessionId });
  await vi.waitFor(async () => expect(await there.sessionState(sessionId)).not.toBe('open'), PATIENCE);
}, 90_000);
