// biome-ignore lint/style/noRestrictedImports: runs when the screens are built, not where they are shown
import { execFile } from 'node:child_process';
// biome-ignore lint/style/noRestrictedImports: runs when the screens are built, not where they are shown
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
// biome-ignore lint/style/noRestrictedImports: runs when the screens are built, not where they are shown
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isBuiltFromNow } from './sources-stamp.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCREENS = join(ROOT, 'device-app/screens');
const DIST = join(SCREENS, 'dist');
const TURN = join(ROOT, 'node_modules/.cache/screens-build.turn');

/** The folder of the built screens; builds them first unless they were built from exactly these sources. */
export async function builtScreens(): Promise<string> {
  if (isBuiltFromNow(ROOT, DIST)) return DIST;
  await takeTurn();
  try {
    if (!isBuiltFromNow(ROOT, DIST)) await build();
  } finally {
    await rm(TURN, { recursive: true, force: true });
  }
  return DIST;
}

/**
 * In a process of its own: a test's NODE_ENV would bring the development build of React. Built aside and put in place at once, so that a
 * terminal that runs from here never finds half of it.
 */
async function build(): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const [next, old] = [`${DIST}.next`, `${DIST}.old`];
  const args = [vite, 'build', SCREENS, '--logLevel', 'warn', '--outDir', next, '--emptyOutDir'];
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  await rm(old, { recursive: true, force: true });
  await rename(DIST, old).catch(() => {});
  await rename(next, DIST);
  await rm(old, { recursive: true, force: true });
}

/** One build at a time, however many ask for one at once. */
async function takeTurn(): Promise<void> {
  // A fresh checkout has no folder for it.
  await mkdir(dirname(TURN), { recursive: true });
  for (let tries = 0; tries < 1200; tries += 1) {
    const taken = await mkdir(TURN, { recursive: false }).then(
      () => true,
      () => false,
    );
    if (taken) return;
    await wait(100);
  }
  throw new Error(`Another build of the screens has not ended within two minutes. If none is running, delete ${TURN}.`);
}
