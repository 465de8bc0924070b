import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { connectScreen } from '../support/screen-client.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

const SERVICE = fileURLToPath(new URL('../../device-app/runtime/service-main.ts', import.meta.url));

let dir: string;
let dataDir: string;
let terminal: TerminalProcess;
beforeAll(async () => {
  await builtScreens();
  dir = mkdtempSync(join(tmpdir(), 'mingjing-bundle-'));
  dataDir = join(dir, 'data-of-wangfang');
  mkdirSync(dataDir, { mode: 0o700 });
  writeFileSync(
    join(dataDir, 'setup.json'),
    JSON.stringify({
      gatewayUrl: 'http://zhang:mima4711@127.0.0.1:9/wenjian?k=geheim1',
      enrolmentCode: 'ENROL-SETUP-88',
    }),
    { mode: 0o600 },
  );
  terminal = await startTerminalProcess({
    dataDir,
    enrolmentCode: 'ENROL-SETTINGS-77',
    gatewayUrl: 'http://li:mima0815@127.0.0.1:9/base',
    publicUrl: 'https://wang:mima1234@rate.example/q?k=geheim2',
    pads: [{ profile: 'queue-bus-ff68-5grade', path: '/dev/no-such-pad', peers: ['192.0.2.44'] }],
    window: { name: '三号窗口', staff: { name: '刘窗口', number: 'W7788', post: '科员' }, notices: [] },
    timing: { undo: 3, notice: 1 },
  });
});
afterAll(async () => {
  await terminal?.stop();
  rmSync(dir, { recursive: true });
});

/** What nobody may find in a bundle. */
function secrets(): string[] {
  const files = readdirSync(dataDir).filter((name) => /key|token|pin|tries/.test(name));
  const contents = files.map((name) => readFileSync(join(dataDir, name)));
  const chunks = contents.flatMap((bytes) => [
    bytes.toString('latin1').trim(),
    bytes.toString('base64'),
    bytes.toString('hex'),
  ]);
  return [
    ...chunks.filter((text) => text.length > 8).map((text) => text.slice(0, 40)),
    terminal.localToken,
    ...['mima4711', 'mima0815', 'mima1234', 'geheim1', 'geheim2', 'wenjian', 'zhang:', 'li:', 'wang:'],
    ...['ENROL-SETUP-88', 'ENROL-SETTINGS-77', '刘窗口', 'W7788', '科员', '王芳', 'A0312', '内资公司设立登记'],
    ...['3701002026', 'liuyan-geheim', '三号窗口', '192.0.2.44', 'data-of-wangfang', dir],
  ];
}

const getBundle = () =>
  fetch(`${terminal.localUrl}/local/v1/diagnostics-bundle`, {
    headers: { authorization: `Bearer ${terminal.localToken}` },
  });

describe('the diagnostics bundle of a terminal that people used', () => {
  it('is refused while somebody is served, and holds nothing of them afterwards', { timeout: 30_000 }, async () => {
    const screen = await connectScreen(terminal.screenUrl);
    const { sessionId } = await openLocally(terminal, serviceRecord(1));
    await screen.page('invitation');
    expect((await getBundle()).status).toBe(409);
    // Within the guard time of an invitation no press counts.
    await vi.waitFor(
      () => {
        screen.send({ kind: 'press', sessionId: sessionId as SessionId, level: 1, source: 'screen' });
        expect(screen.state().page.kind).toBe('undo');
      },
      { interval: 300, timeout: 10_000 },
    );
    screen.send({ kind: 'confirm', sessionId: sessionId as SessionId });
    const { options } = await screen.page('reasons');
    const tags = options.slice(0, 1).map(({ code }) => code);
    screen.send({
      kind: 'give-reasons',
      sessionId: sessionId as SessionId,
      tags,
      items: [],
      text: 'liuyan-geheim',
      ink: null,
    });
    await screen.page('idle');
    const answer = await vi.waitFor(async () => {
      const response = await getBundle();
      expect(response.status).toBe(200);
      return response;
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const files = Object.entries(unzipSync(bytes)).map(([name, text]) => [name, strFromU8(text)] as const);
    screen.close();

    const all = files.flat().join('\n');
    for (const secret of [...secrets(), sessionId, ...tags]) expect(all, secret).not.toContain(secret);
    // The self-test tells of levels that nobody chose.
    const elsewhere = files.filter(([name]) => name !== 'self-test.json').join('\n');
    expect(elsewhere).not.toMatch(/"(level|satisfaction|unsent|strayPresses|outcome)"/);
    expect(all).not.toMatch(/session\.(opened|closed)|stray-press/);

    const read = Object.fromEntries(
      files.filter(([name]) => name.endsWith('.json')).map(([name, text]) => [name, JSON.parse(text)]),
    );
    expect(read['settings.json']).toMatchObject({
      gateway: 'http://127.0.0.1:9',
      hasEnrolmentCode: true,
      pads: [{ profile: 'queue-bus-ff68-5grade', path: '/dev/no-such-pad', peers: 1 }],
    });
    expect(read['diagnostics.json'].devices).toMatchObject([{ connected: false, problem: { code: 'path-missing' } }]);
    expect(read['machine.json']).toMatchObject({
      versions: { node: process.versions.node, fastify: expect.any(String) },
    });
    expect(read['events.json'].map(({ event }: { event: string }) => event)).toEqual(
      expect.arrayContaining(['runtime.ready', 'store.opened', 'pad.open-failed']),
    );
    expect(read['health.json']).toMatchObject({ storage: 'ok', link: expect.any(String) });
  });

  it('is kept for its owner only, the newest three', async () => {
    const folder = join(dataDir, 'bundles');
    expect(existsSync(folder)).toBe(true);
    expect(statSync(folder).mode & 0o077).toBe(0);
    const [first = ''] = readdirSync(folder);
    expect(first).toMatch(/^mingjing-diagnostics-new-\d{8}-\d{6}\.zip$/);
    expect(statSync(join(folder, first)).mode & 0o077).toBe(0);
  });

  it('is made at the keyboard of the machine, and its place is said', async () => {
    const settings = join(dataDir, 'settings.json');
    const port = new URL(terminal.localUrl).port;
    const made = await callService(['bundle', '--settings', settings], port);
    expect(made).toMatchObject({ exit: 0, err: '' });
    expect(made.out.trim()).toMatch(/bundles\/mingjing-diagnostics-new-\d{8}-\d{6}\.zip$/);
    expect(Object.keys(unzipSync(new Uint8Array(readFileSync(made.out.trim()))))).toContain('machine.json');

    expect(await callService(['bundle', '--settings', settings], '0')).toMatchObject({
      ...{ exit: 1, out: '', err: expect.stringMatching(/^local\.port: is 0.*MINGJING_LOCAL_PORT/) },
    });
    // Nothing listens on the discard port.
    expect(await callService(['bundle', '--settings', settings], '9')).toMatchObject({
      ...{ exit: 1, out: '', err: expect.stringMatching(/nothing answers on port 9: start the terminal/) },
    });
  });
});

/** Calls the program as an administrator at the terminal's own keyboard does. */
async function callService(args: readonly string[], port: string) {
  const env = { ...process.env, MINGJING_LOCAL_PORT: port };
  const program = promisify(execFile)(process.execPath, [SERVICE, ...args], { env });
  const [{ stdout, stderr }, exit] = await program.then(
    (said) => [said, 0] as const,
    (failed: { stdout: string; stderr: string; code: number }) => [failed, failed.code] as const,
  );
  return { exit, out: stdout, err: stderr };
}
