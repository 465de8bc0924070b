/** `npm run build:electron`: bundles the shell, its preload and the runtime into device-app/out, the screens beside them being built already. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { build } from 'vite';
import packageJson from '../package.json' with { type: 'json' };

const HERE = import.meta.dirname;

/** Bundled: our own code. Left to node_modules: Electron itself, and packages with native code or files of their own. */
const EXTERNAL = [
  'electron',
  ...Object.keys(packageJson.dependencies).filter((name) => !name.startsWith('@mingjing/')),
];

export const PARTS = {
  main: { entry: join(HERE, 'main.ts'), file: 'main.js', format: 'es' },
  // A sandboxed preload is CommonJS in one file.
  preload: { entry: join(HERE, 'preload.ts'), file: 'preload.cjs', format: 'cjs' },
  runtime: { entry: join(HERE, '../runtime/utility-main.ts'), file: 'runtime.js', format: 'es' },
} as const;

/** Bundles one part into `outDir`. */
export async function buildPart(part: keyof typeof PARTS, outDir: string): Promise<void> {
  const { entry, file, format } = PARTS[part];
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: EXTERNAL },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { format, entryFileNames: file, codeSplitting: false } },
    },
  });
}

if (import.meta.main) {
  const outDir = join(HERE, '../out');
  for (const part of ['main', 'preload', 'runtime'] as const) await buildPart(part, outDir);
  cpSync(SHIPPED_PROFILES, join(outDir, 'devices'), { recursive: true });
}
