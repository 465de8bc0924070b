import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceInput } from '@mingjing/device-app/core/service/service-input.ts';
import type { ServiceView, ServiceViewOf } from '@mingjing/device-app/core/service/service-page.ts';
import { PAD_DELAYS } from '@mingjing/device-app/pads/delays.data.ts';
import { STANDARD_HASHES } from '@mingjing/device-app/runtime/secret-hash.ts';
import { writeServicePin } from '@mingjing/device-app/runtime/service-pin.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { enrolmentText } from '@mingjing/shared/qr/enrolment-code.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { createScannerSimulator, type ScannerSimulator } from '../simulators/scanner/scanner-simulator.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

/** A technician before a terminal just unpacked, with a pad and a scanner on real ttys. */

const PIN = '27182818';
const PATIENCE = { timeout: 30_000, interval: 200 };

let dir: string;
let gateway: GatewayProcess;
let terminal: TerminalProcess;
let pad: PadSimulator;
let scanner: ScannerSimulator;
let screen: ScreenClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-service-hardware-'));
  [pad, scanner] = await Promise.all([createPadSimulator({ keys: 5 }), createScannerSimulator()]);
  gateway = await startGatewayProcess({ dataDir: join(dir, 'gateway') });
  const dataDir = join(dir, 'terminal');
  mkdirSync(dataDir, { mode: 0o700 });
  await writeServicePin({ dataDir, hashes: STANDARD_HASHES, randomBytes: systemRandomBytes }, PIN);
  terminal = await startTerminalProcess({
    dataDir,
    pads: [{ profile: 'queue-bus-ff68-5grade', path: pad.path }],
    peripherals: [{ profile: 'scanner-gm65', path: scanner.path }],
    timing: { invitation: 600, undo: 3, notice: 1 },
  });
  screen = await connectScreen(terminal.screenUrl);
});
afterAll(async () => {
  screen?.close();
  await terminal?.stop();
  await gateway?.stop();
  await Promise.all([pad?.close(), scanner?.close()]);
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

async function enter(to: 'pads' | 'gateway'): Promise<void> {
  act({ act: 'open' });
  await step('pin');
  act({ act: 'pin', pin: PIN });
  await step('menu');
  act({ act: 'go', to });
  await step(to);
}

it('shows each key of a pad at once, where nobody was ever served', async () => {
  await enter('pads');
  await step('pads', ({ chosen, withheld }) => chosen[0]?.connected === true && withheld === null);
  for (const level of [5, 4, 3, 2, 1] as const) {
    pad.press(level);
    const { keys } = await step('pads', ({ keys: [last] }) => last?.what.kind === 'level' && last.what.level === level);
    expect(keys[0]).toMatchObject({ slot: 0 });
  }
  expect(pad.acks(), 'they were no ratings').toEqual([]);
});

it('is enrolled by the code of the gateway, held to its scanner', async () => {
  act({ act: 'back' });
  await step('menu');
  act({ act: 'go', to: 'gateway' });
  await step('gateway', ({ state, scanner: there }) => state === 'alone' && there);
  scanner.scan('https://example.com/other');
  await step('gateway', ({ answer }) => answer === 'bad-scan');
  const code = enrolmentText({ url: gateway.url, code: gateway.enrolmentCode });
  if (!code.ok) throw new Error('no code can be made of it');
  // As a person does who heard no beep: a scanner is not heeded at once again.
  await vi.waitFor(
    () => {
      scanner.scan(code.value);
      expect(screen.state()).not.toMatchObject({ page: { view: { state: 'alone' } } });
    },
    { ...PATIENCE, interval: 1_200 },
  );
  const view = await step('gateway', ({ state }) => state === 'connected');
  expect(view).toMatchObject({ url: gateway.url, shortId: expect.stringMatching(/^[0-9A-Z]{6}$/) });
});

it('keeps keys back after a citizen, and says for how long (P5)', async () => {
  const { shortId } = await step('gateway');
  const record = serviceRecord(5);
  const { sessionId } = await gateway.openSession(shortId ?? '', record);
  await screen.page('invitation', (page) => page.sessionId === sessionId);
  await vi.waitFor(() => {
    pad.press(1);
    expect(screen.state().page.kind).not.toBe('invitation');
  }, PATIENCE);
  await screen.page('reasons');
  screen.send({ kind: 'skip-reasons', sessionId: sessionId as SessionId });
  await screen.until(({ page }) => page.kind === 'idle');
  await enter('pads');
  const { withheld } = await step('pads', (view) => view.withheld !== null);
  const leftMs = withheld?.remainingMs ?? 0;
  expect(leftMs).toBeGreaterThan(0);
  expect(leftMs).toBeLessThanOrEqual(PAD_DELAYS.privateAfterMs);
  pad.press(1);
  // Some looks later.
  const { keys } = await step('pads', (view) => (view.withheld?.remainingMs ?? 0) < leftMs);
  expect(keys).toEqual([]);
});
