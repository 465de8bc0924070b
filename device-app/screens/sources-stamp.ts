import { createHash } from 'node:crypto';
// biome-ignore lint/style/noRestrictedImports: runs when the screens are built, not where they are shown
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

/** In the folder of the built screens: what they were built from. */
const STAMP_FILE = 'sources.json';

interface Stamp {
  /** Our sources outside of the folder of the screens that went into the build, relative to the project. */
  readonly elsewhere: readonly string[];
  readonly digest: string;
}

/** Writes into the build what it was made from, so that nobody builds again what is there. @param root of the project */
export function sourcesStamp(root: string): Plugin {
  return {
    name: 'sources-stamp',
    generateBundle() {
      const elsewhere = [...this.getModuleIds()]
        .map((id) => relative(root, id.split('?')[0] ?? ''))
        .filter((path) => /^(shared|device-app)\//.test(path) && !path.startsWith('device-app/screens/'))
        .sort();
      const stamp: Stamp = { elsewhere, digest: digestOf(root, elsewhere) };
      this.emitFile({ type: 'asset', fileName: STAMP_FILE, source: JSON.stringify(stamp) });
    },
  };
}

/** Whether the screens in `built` were made from exactly the sources of now. */
export function isBuiltFromNow(root: string, built: string): boolean {
  const path = join(built, STAMP_FILE);
  if (!existsSync(path)) return false;
  const { elsewhere, digest } = JSON.parse(readFileSync(path, 'utf8')) as Stamp;
  return elsewhere.every((file) => existsSync(join(root, file))) && digestOf(root, elsewhere) === digest;
}

/** One digest for all that goes into a build: the folder of the screens but for tests, what it imports of ours, and the lock file. */
function digestOf(root: string, elsewhere: readonly string[]): string {
  const folder = join(root, 'device-app/screens');
  const own = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/^device-app\/screens\/dist|\.test\.ts$/.test(path))
    .sort();
  const digest = createHash('sha256');
  for (const path of [...own, ...elsewhere, 'package-lock.json']) {
    digest.update(path);
    digest.update(readFileSync(join(root, path)));
  }
  return digest.digest('hex');
}
