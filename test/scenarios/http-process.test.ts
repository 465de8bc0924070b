import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));

let dir: string;
let running: ChildProcess | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-process-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

function run(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH, ...environment } });
  running = child;
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    output.err += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...output }));
  return { child, ended, output };
}

function settingsFile(settings: object): string {
  const file = join(dir, 'settings.json');
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

const portOf = (output: { out: string }) =>
  expect
    .poll(() => /"event":"gateway.ready","port":(\d+)/.exec(output.out)?.[1], { timeout: 20_000 })
    .toBeDefined()
    .then(() => /"port":(\d+)/.exec(output.out)?.[1]);

describe('npm run gateway', () => {
  it('starts from a file and the environment, answers, and stops when asked', async () => {
    const data = join(dir, 'data');
    const file = settingsFile({ dataDir: '/nowhere/at/all', port: 0 });
    const { child, ended, output } = run(['--settings', file], { MINGJING_DATA_DIR: data });
    const port = await portOf(output);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, 'master.key')).mode & 0o777).toBe(0o600);
    child.kill('SIGTERM');
    const end = await ended;
    expect(end.code).toBe(0);
    expect(end.err).toBe('');
    expect(end.out).toContain('"event":"gateway.stopping"');
    const second = run(['--settings', file], { MINGJING_DATA_DIR: data });
    await portOf(second.output);
  });

  it('names each wrong field in a line of its own and exits with 40', async () => {
    const file = settingsFile({
      dataDir: dir,
      port: 99_999,
      callers: [{ name: 'x', keySha256: 'short' }],
      colour: 'red',
    });
    const { code, err } = await run(['--settings', file]).ended;
    expect(code).toBe(40);
    const lines = err.trim().split('\n');
    expect(lines).toHaveLength(3);
    for (const field of ['port', 'callers.0.keySha256', 'colour']) expect(err).toContain(field);
    for (const line of lines) expect(line).toMatch(/^settings: \S+: \S/);
  });

  it.each([
    ['no data folder', {}, {}, 'dataDir'],
    [
      'a city without its secret',
      { city: { adapter: 'http-json', url: 'http://127.0.0.1:1', appKey: 'a' } },
      {},
      'MINGJING_CITY_SECRET',
    ],
  ])('exits with 40 for %s', async (_name, settings, environment, words) => {
    const withData = _name === 'no data folder' ? settings : { dataDir: dir, ...settings };
    const { code, err } = await run(['--settings', settingsFile(withData)], environment).ended;
    expect(code).toBe(40);
    expect(err).toContain(words);
  });

  it('exits with 40 when the settings are not JSON or not there', async () => {
    const file = join(dir, 'broken.json');
    writeFileSync(file, '{');
    expect(await run(['--settings', file]).ended).toMatchObject({
      code: 40,
      err: expect.stringContaining('is not JSON'),
    });
    expect(await run(['--settings', join(dir, 'none')]).ended).toMatchObject({
      code: 40,
      err: expect.stringContaining('--settings'),
    });
  });

  it('refuses a key that other users could have read', async () => {
    const file = settingsFile({ dataDir: dir, port: 0 });
    const key = join(dir, 'master.key');
    writeFileSync(key, Buffer.alloc(32, 1));
    chmodSync(key, 0o644);
    const { code, err } = await run(['--settings', file]).ended;
    expect(code).toBe(40);
    expect(err).toContain('chmod 600');
  });

  it('says which port is taken', async () => {
    const first = run(['--settings', settingsFile({ dataDir: join(dir, 'one'), port: 0 })]);
    const port = Number(await portOf(first.output));
    const second = await run(['--settings', settingsFile({ dataDir: join(dir, 'two'), port })]).ended;
    first.child.kill('SIGKILL');
    expect(second).toMatchObject({ code: 40, err: expect.stringContaining('port: is taken by another program') });
  });

  it('explains itself when called wrongly', async () => {
    expect(await run(['--colour']).ended).toMatchObject({ code: 2, err: expect.stringContaining('usage:') });
  });
});
