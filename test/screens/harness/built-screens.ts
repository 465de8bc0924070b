import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { digestOfSources, STAMP_FILE } from '@mingjing/device-app/screens/sources-stamp.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SCREENS = join(ROOT, 'device-app/screens');
const DIST = join(SCREENS, 'dist');
const TURN = join(ROOT, 'node_modules/.cache/screens-build.turn');

/** The folder of the built screens; builds them first unless they were built from exactly these sources. */
export async function builtScreens(): Promise<string> {
  if (await isUpToDate()) return DIST;
  await takeTurn();
  try {
    if (!(await isUpToDate())) await build();
  } finally {
    await rm(TURN, { recursive: true, force: true });
  }
  return DIST;
}

async function isUpToDate(): Promise<boolean> {
  const stamp = await readFile(join(DIST, STAMP_FILE), 'utf8').catch(() => '');
  return stamp === digestOfSources(SCREENS);
}

/** In a process of its own, as in production: a test's NODE_ENV would bring the development build of React. */
async function build(): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', SCREENS, '--logLevel', 'warn'], { cwd: ROOT, env });
}

/** One build at a time, however many test files start at once. */
async function takeTurn(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const taken = await mkdir(TURN, { recursive: false }).then(
      () => true,
      () => false,
    );
    if (taken) return;
    await wait(100);
  }
  throw new Error(`Another build of the screens has not ended within a minute. If none is running, delete ${TURN}.`);
}
