import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const SCREENS = fileURLToPath(new URL('../../../device-app/screens/', import.meta.url));
const LOCKFILE = fileURLToPath(new URL('../../../package-lock.json', import.meta.url));
const DIST = join(SCREENS, 'dist');
const STAMP = join(DIST, 'sources.sha256');
const TURN = fileURLToPath(new URL('../../../node_modules/.cache/screens-build.turn', import.meta.url));

/** The folder of the built screens; builds them first unless they were built from exactly these sources. */
export async function builtScreens(): Promise<string> {
  const sources = await digestOfSources();
  if (await isBuiltFrom(sources)) return DIST;
  await takeTurn();
  try {
    if (!(await isBuiltFrom(sources))) {
      await build({ root: SCREENS, logLevel: 'warn' });
      await writeFile(STAMP, sources);
    }
  } finally {
    await rm(TURN, { recursive: true, force: true });
  }
  return DIST;
}

async function isBuiltFrom(sources: string): Promise<boolean> {
  return (await readFile(STAMP, 'utf8').catch(() => '')) === sources;
}

/** One build at a time, however many test files start at once. */
async function takeTurn(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const taken = await mkdir(TURN).then(
      () => true,
      () => false,
    );
    if (taken) return;
    await wait(100);
  }
  throw new Error(`Another build of the screens has not ended within a minute. If none is running, delete ${TURN}.`);
}

async function digestOfSources(): Promise<string> {
  const digest = createHash('sha256').update(await readFile(LOCKFILE));
  const files = await readdir(SCREENS, { recursive: true, withFileTypes: true });
  const paths = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => !path.startsWith(DIST) && !path.endsWith('.test.ts'))
    .sort();
  for (const path of paths) digest.update(path).update(await readFile(path));
  return digest.digest('hex');
}
