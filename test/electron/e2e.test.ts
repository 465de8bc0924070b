import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPart } from '@mingjing/device-app/electron/build.ts';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The whole terminal under a real Electron. Its archive comes from a download server that is not reachable everywhere.
const OUT = fileURLToPath(new URL('../../device-app/out', import.meta.url));
const DIST = join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
const BINARY = join(DIST, process.platform === 'win32' ? 'electron.exe' : 'electron');
const missing = whatIsMissing();
if (missing !== undefined) console.warn(`\nSKIPPED: the Electron end-to-end tests did not run. ${missing}\n`);

describe.skipIf(missing !== undefined)('the terminal under Electron', () => {
  let folder: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'electron-e2e-'));
    for (const part of ['main', 'preload', 'runtime'] as const) await buildPart(part, OUT);
    app = await _electron.launch({
      executablePath: BINARY,
      // The sandbox of a container is the container; elsewhere Electron's own stays on.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${folder}`, join(OUT, 'main.js')],
      env: { ...process.env, MINGJING_DATA_DIR: join(folder, 'data') } as Record<string, string>,
    });
    page = await app.firstWindow();
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows a page of the screens from their own scheme', async () => {
    expect(page.url()).toBe('app://mingjing/index.html');
    await expect.poll(() => page.innerText('body')).not.toBe('');
  });

  it('gives the page no Node and only three functions', async () => {
    expect(await page.evaluate('[typeof require, typeof process, Object.keys(mingjing).sort().join()]')).toEqual([
      'undefined',
      'undefined',
      'onLink,onState,send',
    ]);
  });

  it('opens no window, leads nowhere and calls nobody', async () => {
    expect(await page.evaluate(`window.open('https://example.org/')`)).toBeNull();
    await page.evaluate(`void (location.href = 'https://example.org/')`);
    expect(await page.evaluate(`fetch('https://example.org/').then(() => 'sent', () => 'refused')`)).toBe('refused');
    expect(page.url()).toBe('app://mingjing/index.html');
  });

  it('brings the runtime back after kill -9, and the same page with it', async () => {
    const pid = () =>
      app.evaluate(
        ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'mingjing-runtime')?.pid,
      );
    const first = await pid();
    if (first === undefined) throw new Error('no runtime');
    process.kill(first, 'SIGKILL');
    await expect.poll(async () => (await pid()) ?? first, { timeout: 30_000 }).not.toBe(first);
    expect(page.isClosed()).toBe(false);
  });
});

function whatIsMissing(): string | undefined {
  if (!existsSync(BINARY)) {
    return `There is no ${BINARY}: run \`node node_modules/electron/install.js\` (behind a mirror: with ELECTRON_MIRROR set to its address).`;
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return 'There is no display: run under `xvfb-run`.';
  }
  return undefined;
}
