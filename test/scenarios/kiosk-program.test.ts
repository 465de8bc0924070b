import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUNTIME_NODE_FLAGS } from '@mingjing/device-app/core/supervision/node-flags.data.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testChromium } from '../support/chromium.ts';

const MAIN = fileURLToPath(import.meta.resolve('@mingjing/device-app/kiosk-browser/main.ts'));
const STAND_IN = fileURLToPath(new URL('kiosk-runtime-stand-in.ts', import.meta.url));

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-program-'));
});
afterEach(() => {
  if (child?.exitCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function run(args: string[], environment: Record<string, string>): ChildProcess {
  child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return child;
}

async function exitOf(program: ChildProcess): Promise<unknown> {
  const [code] = await once(program, 'exit');
  return code;
}

describe('the kiosk-browser program', () => {
  it('ends with 40 and names the field where it was not told its folder', async () => {
    const program = run(['--headless'], {});
    let output = '';
    program.stdout?.on('data', (text) => {
      output += text;
    });
    expect(await exitOf(program)).toBe(40);
    expect(output).toMatch(/shell\.settings-invalid.*MINGJING_DATA_DIR/);
  });

  it('ends with 40 where CHROMIUM_PATH is wrong', async () => {
    expect(await exitOf(run([], { MINGJING_DATA_DIR: folder, CHROMIUM_PATH: '/nowhere' }))).toBe(40);
  });

  it('starts the runtime with the flags of its Node, shows the screens, and ends with 0 on SIGTERM', async () => {
    const eventsFile = join(folder, 'events');
    const standIn = join(folder, 'runtime.mjs');
    const options = JSON.stringify({ eventsFile, frames: 1e9, answersTokens: true });
    const flagsFile = join(folder, 'flags');
    writeFileSync(
      standIn,
      `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(flagsFile)}, JSON.stringify(process.execArgv));
      process.argv[2] = ${JSON.stringify(options)};
      await import(${JSON.stringify(STAND_IN)});`,
    );
    const { path, env } = await testChromium();
    const program = run(['--headless', '--runtime', standIn], {
      MINGJING_DATA_DIR: folder,
      CHROMIUM_PATH: path,
      ...env,
    });
    const exit = exitOf(program);
    await vi.waitFor(
      () => expect(existsSync(eventsFile) && readFileSync(eventsFile, 'utf8')).toMatch(/screen-connected/),
      { timeout: 30_000 },
    );
    program.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(readFileSync(eventsFile, 'utf8')).toMatch(/stopped/);
    expect(JSON.parse(readFileSync(flagsFile, 'utf8'))).toEqual(RUNTIME_NODE_FLAGS);
  });
});
