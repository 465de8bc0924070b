import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
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
let gateway: GatewayProcess;
let terminal: TerminalProcess;
let screen: ScreenClient;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-service-setup-'));
  gateway = await startGatewayProcess({ dataDir: join(dir, 'gateway') });
  terminal = await startTerminalProcess({ dataDir: join(dir, 'terminal'), timing: { invitation: 600, undo: 10 } });
  screen = await connectScreen(terminal.screenUrl);
});
afterEach(async () => {
  screen?.close();
  await terminal?.stop();
  await gateway?.stop();
  rmSync(dir, { recursive: true });
});

const act = (input: ServiceInput) => screen.send({ kind: 'service', input });

/** Resolves when the page of this step is there and fits. */
async function step<S extends ServiceView['step']>(
  name: S,
  fits: (view: ServiceViewOf<S>) => boolean = () => true,
): Promise<ServiceViewOf<S>> {
  const page = await screen.page('service', ({ view }) => view.step === name && fits(view as ServiceViewOf<S>));
  return page.view as ServiceViewOf<S>;
}

it('takes a fresh terminal from its box to its first rating on the glass, in one process', async () => {
  await screen.until(({ page, badges }) => page.kind === 'idle' && badges.fresh);
  act({ act: 'open' });
  await step('new-pin', ({ first }) => first);
  act({ act: 'choose-pin', pin: PIN });
  const menu = await step('menu');
  expect(menu.items.find((item) => item.step === 'gateway')).toMatchObject({ state: 'open' });

  act({ act: 'go', to: 'gateway' });
  await step('gateway', ({ state }) => state === 'alone');
  // A wrong code first: it is refused in words, and the next one is taken.
  act({ act: 'set-gateway', url: gateway.url, code: 'NOT-THE-CODE' });
  await step('gateway', ({ state }) => state === 'refused');
  act({ act: 'set-gateway', url: gateway.url.replace('http://', ''), code: gateway.enrolmentCode.toLowerCase() });
  const { shortId } = await step('gateway', ({ state }) => state === 'connected');
  expect(shortId).toMatch(/^[0-9A-Z]{6}$/);

  act({ act: 'back' });
  await step('menu');
  act({ act: 'go', to: 'panel' });
  act({ act: 'set-panel', ppi: 120 });
  await step('panel', ({ ppi, answer }) => ppi === 120 && answer === 'kept');
  await screen.until(({ ppi }) => ppi === 120);
  act({ act: 'close' });
  await screen.until(({ page, badges }) => page.kind === 'idle' && !badges.fresh && !badges.offline);

  const record = serviceRecord(5);
  const open = () => gateway.openSession(shortId ?? '', record);
  const { sessionId } = await vi.waitFor(async () => {
    const opened = await open();
    expect(opened.state).toBe('shown');
    return opened;
  }, PATIENCE);
  await screen.page('invitation', (page) => page.sessionId === sessionId);
  const press = () => screen.send({ kind: 'press', sessionId: sessionId as SessionId, level: 4, source: 'screen' });
  await vi.waitFor(() => {
    press();
    expect(screen.state().page.kind).toBe('undo');
  }, PATIENCE);
  screen.send({ kind: 'confirm', sessionId: sessionId as SessionId });
  await vi.waitFor(async () => expect(await gateway.sessionState(sessionId)).not.toBe('open'), PATIENCE);

  const setup = join(dir, 'terminal', 'setup.json');
  expect(JSON.parse(readFileSync(setup, 'utf8')), 'without the code that was traded').toEqual({
    gatewayUrl: gateway.url,
    ppi: 120,
  });
  expect(statSync(setup).mode & 0o777).toBe(0o600);
  const lines = terminal.lines.join('\n');
  expect(lines).not.toContain(PIN);
  expect(lines.toUpperCase()).not.toContain(gateway.enrolmentCode.toUpperCase());
  for (const event of ['service.pin-set', 'service.set', 'enrolment.failed', 'enrolment.done']) {
    expect(lines).toContain(event);
  }
}, 90_000);
