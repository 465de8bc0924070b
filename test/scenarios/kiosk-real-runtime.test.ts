import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { testChromium } from '../support/chromium.ts';

// The shell as a program, the real runtime with a real database, the built screens in a real Chromium: nothing stands in for anything.
const MAIN = fileURLToPath(import.meta.resolve('@mingjing/device-app/kiosk-browser/main.ts'));
const SCREENS = fileURLToPath(new URL('../../device-app/screens/dist/index.html', import.meta.url));
const WAIT = { timeout: 45_000, interval: 50 };

let folder: string;
let shell: ChildProcess | undefined;
let exited: Promise<unknown[]> | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-real-'));
});
afterEach(async () => {
  shell?.kill('SIGTERM');
  await exited;
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** Process ids of the shell's own children whose command line holds `text`. */
function children(text: string): number[] {
  const pid = shell?.pid;
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return list.filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(text));
}

it.skipIf(process.platform !== 'linux')(
  'comes back with its screen after kill -9 of the runtime and of the browser',
  async () => {
    if (!existsSync(SCREENS)) throw new Error('the screens are not built: run `npm run build:screens`');
    const { path, env } = await testChromium();
    let output = '';
    const started = spawn(process.execPath, [MAIN, '--headless'], {
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TMPDIR: folder,
        MINGJING_DATA_DIR: join(folder, 'data'),
        CHROMIUM_PATH: path,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    shell = started;
    exited = once(started, 'exit');
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    // Told by the runtime itself, of the page that reached it with a token that was good.
    const screens = (count: number) =>
      vi.waitFor(() => expect(output.match(/"event":"screen\.connected"/g) ?? [], output).toHaveLength(count), WAIT);
    const only = (text: string) => {
      const found = children(text);
      expect(found).toHaveLength(1);
      return found[0]!;
    };

    await screens(1);
    process.kill(only('runtime/main.ts'), 'SIGKILL');
    await screens(2);
    process.kill(only('mingjing-screen-'), 'SIGKILL');
    await screens(3);

    started.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
    expect(output).not.toMatch(/shell\.(bad-line|part-gave-up|white-screen)/);
  },
);
