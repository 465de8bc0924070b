import { readFileSync, statfsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, freemem, platform, release, totalmem, uptime } from 'node:os';
import { join } from 'node:path';
import { sqliteVersion } from '../store/open-database.ts';
import type { BundleMachine } from './bundle-documents.ts';
import { BUNDLED_PACKAGES } from './bundle-fields.data.ts';
import { chosenOnGlass } from './setup-file.ts';

const MB = 1024 * 1024;

/** What this machine and the programs on it are. */
export function readMachine(dataDir: string, database: string, appVersion: string): BundleMachine {
  return {
    versions: {
      app: appVersion,
      node: process.versions.node,
      v8: process.versions.v8,
      sqlite: sqliteVersion(),
      ...packageVersions(),
    },
    platform: `${platform()} ${release()} ${arch()}`,
    memoryMb: { total: Math.round(totalmem() / MB), free: Math.round(freemem() / MB) },
    uptimeS: Math.round(uptime()),
    chosenOnGlass: chosenOnGlass(dataDir),
    disk: attempt(() => {
      const { bsize, blocks, bavail } = statfsSync(dataDir);
      return { totalMb: Math.round((blocks * bsize) / MB), freeMb: Math.round((bavail * bsize) / MB) };
    }),
    databaseMb: attempt(() => Math.ceil(statSync(join(dataDir, database)).size / MB)),
  };
}

/** Of the packages that are installed; a shell that carries everything in one file has none. */
function packageVersions(): Record<string, string> {
  const { resolve } = createRequire(import.meta.url);
  const found = BUNDLED_PACKAGES.flatMap((name) => {
    const version = attempt(() => JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8')).version as string);
    return version === null ? [] : [[name, version]];
  });
  return Object.fromEntries(found);
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
