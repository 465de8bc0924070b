import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceInput } from '@mingjing/device-app/core/service/service-input.ts';
import type { ServiceView } from '@mingjing/device-app/core/service/service-page.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPadSimulator, type PadSimulator } from '../simulators/pad/pad-simulator.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

const CLI = fileURLToPath(new URL('../../device-app/runtime/service-main.ts', import.meta.url));
const PIN = '27182818';

let dir: string;
let pad: PadSimulator;
let terminal: TerminalProcess;
let screen: ScreenClient;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-service-pin-'));
  pad = await createPadSimulator({ keys: 5 });
  const pads = [{ profile: 'queue-bus-ff68-5grade', path: pad.path }];
  terminal = await startTerminalProcess({ dataDir: dir, gatewayUrl: 'http://127.0.0.1:1', pads });
  screen = await connectScreen(terminal.screenUrl);
});
afterEach(async () => {
  screen?.close();
  await terminal?.stop();
  await pad?.close();
  rmSync(dir, { recursive: true });
});

const act = (input: ServiceInput) => screen.send({ kind: 'service', input });
const step = (fits: (view: ServiceView) => boolean) => screen.page('service', ({ view }) => fits(view));

/** Calls the program as an administrator at the terminal's own keyboard does. */
async function call(pin: string, ...args: string[]): Promise<{ exit: number; said: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  child.stdin.end(`${pin}\n`);
  const [exit] = (await once(child, 'close')) as [number];
  return { exit, said };
}

async function settingsOf(dataDir: string): Promise<string> {
  const file = join(dir, 'other-settings.json');
  await writeFile(file, JSON.stringify({ dataDir }));
  return file;
}

it.skipIf(process.getuid?.() !== 0)(
  'writes no PIN that the terminal could not read, as another user than its own',
  async () => {
    const folder = join(dir, 'of-the-terminal');
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, 4711, 4711);
    const refused = await call(PIN, 'pin', '--settings', await settingsOf(folder));
    expect(refused).toMatchObject({
      exit: 1,
      said: expect.stringMatching(/belongs to another user \(4711\).*sudo mingjing-service pin/),
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);

it('lets nobody into a terminal in service before its PIN was set at the machine, and then whoever knows it', async () => {
  const settings = join(dir, 'settings.json');
  act({ act: 'open' });
  await step((view) => view.step === 'pin' && view.answer === 'unset');
  expect(await call('1234', 'pin', '--settings', settings)).toMatchObject({ exit: 1 });
  expect(await call(PIN, 'pin', '--settings', '/nowhere.json')).toMatchObject({ exit: 2 });
  expect(await call(PIN, 'pim')).toMatchObject({ exit: 2 });
  expect(await call(PIN, 'pin', '--settings', await settingsOf(join(dir, 'not-there')))).toMatchObject({
    exit: 1,
    said: expect.stringContaining('start the terminal once'),
  });
  const set = await call(PIN, 'pin', '--settings', settings);
  expect(set).toMatchObject({ exit: 0 });
  expect(set.said).not.toContain(PIN);
  const file = join(dir, 'service-pin.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain(PIN);

  act({ act: 'pin', pin: '99999999' });
  await step((view) => view.step === 'pin' && view.answer === 'wrong');
  act({ act: 'pin', pin: PIN });
  await step((view) => view.step === 'menu');
  act({ act: 'go', to: 'diagnostics' });
  await step((view) => view.step === 'diagnostics' && view.report?.devices.length === 1);

  // The pad goes with the settings, under the technician's eyes, and the local API of the same port goes on.
  act({ act: 'go', to: 'pads' });
  await step((view) => view.step === 'pads' && view.chosen[0]?.connected === true);
  act({ act: 'remove-pad', slot: 0 });
  await step((view) => view.step === 'pads' && view.answer === 'kept' && view.chosen.length === 0);
  const answer = await fetch(`${terminal.localUrl}/local/v1/status`, {
    headers: { authorization: `Bearer ${terminal.localToken}` },
  });
  expect(await answer.json()).toMatchObject({ pads: [], storage: 'ok' });
}, 60_000);

it('starts on its settings alone where the choices of the glass cannot be read, and says which file', async () => {
  screen.close();
  await terminal.stop();
  writeFileSync(join(dir, 'setup.json'), '{"ppi": 7}', { mode: 0o600 });
  terminal = await startTerminalProcess({ dataDir: dir, panel: { ppi: 133 } });
  const { reason } = await terminal.logged('service.setup-unreadable');
  expect(reason).toMatch(/setup\.json: ppi .*delete the file/);
  screen = await connectScreen(terminal.screenUrl);
  expect(screen.state()).toMatchObject({ ppi: 133, badges: { fresh: false } });
}, 60_000);
