import { createHash } from 'node:crypto';
// biome-ignore lint/style/noRestrictedImports: runs when the screens are built, not where they are shown
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** In the folder of the built screens: what they were built from. */
export const STAMP_FILE = 'sources.sha256';

/** Writes the stamp into the build, so that nobody builds again what is there. */
export function sourcesStamp(folder: string): Plugin {
  return {
    name: 'sources-stamp',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: STAMP_FILE, source: digestOfSources(folder) });
    },
  };
}

/** One digest for all that goes into a build: the sources in `folder` but for tests, and the lock file of the workspace two levels up. */
export function digestOfSources(folder: string): string {
  const built = join(folder, 'dist');
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(built) && !path.endsWith('.test.ts'))
    .sort();
  const digest = createHash('sha256');
  for (const path of [...paths, join(folder, '../../package-lock.json')]) digest.update(readFileSync(path));
  return digest.digest('hex');
}
