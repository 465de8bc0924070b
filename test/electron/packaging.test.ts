import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPart } from '@mingjing/device-app/electron/build.ts';
import packageJson from '@mingjing/device-app/package.json' with { type: 'json' };
import type { PackedApp } from '@mingjing/device-app/packaging/after-pack.ts';
import { FUSES } from '@mingjing/device-app/packaging/fuses.data.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// Electron's archive is not needed here: electron-builder's own configuration reader and hook loader, the real fuse tool on a file with a
// fuse wire, and the real bundles.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const builder = createRequire(import.meta.resolve('electron-builder'));
const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config');
const { resolveFunction } = builder('app-builder-lib/out/util/resolve');
const { DebugLogger } = builder('builder-util');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packaging-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('electron-builder.yml', () => {
  it('is valid by electron-builder’s own schema', async () => {
    const config = await getConfig(ROOT, 'electron-builder.yml');
    await validateConfiguration(config, new DebugLogger(false));
    expect(config).toMatchObject({ directories: { app: 'device-app' }, asarUnpack: ['**/*.node'], npmRebuild: false });
  });

  it('names a hook that electron-builder can load', async () => {
    expect(await loadHook()).toBeTypeOf('function');
  });
});

describe('the fuses', () => {
  // From Electron's documentation: the wire is this text, a version byte, a length byte and one character per fuse.
  const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  const binary = (wire: string) =>
    Buffer.concat([
      Buffer.alloc(1_000, 7),
      Buffer.from(SENTINEL),
      Buffer.from([1, wire.length]),
      Buffer.from(wire),
      Buffer.alloc(1_000, 7),
    ]);
  const pack = async (wire: string, platform = 'linux') => {
    const file = join(folder, platform === 'win32' ? 'Mingjing.exe' : 'mingjing-terminal');
    writeFileSync(file, binary(wire));
    const hook = await loadHook();
    await hook({
      appOutDir: folder,
      electronPlatformName: platform,
      packager: { executableName: 'mingjing-terminal', appInfo: { productFilename: 'Mingjing' } },
    });
    const written = readFileSync(file);
    return written.subarray(1_000 + SENTINEL.length + 2, -1_000).toString();
  };

  it.each(['linux', 'win32'])('are set as decided (%s)', async (platform) => {
    expect(await pack('111111111', platform)).toBe('010011001');
    expect(await pack('000000000', platform)).toBe('010011001');
  });

  it('stop the packaging where Electron has one that was not decided', async () => {
    await expect(pack('1111111111')).rejects.toThrow(/strictlyRequireAllFuses/);
  });

  it('stop the packaging where Electron has one no longer', async () => {
    await expect(pack('11111111')).rejects.toThrow(/WasmTrapHandlers|fuses not as/);
  });

  it('keep Node out of the packaged program', () => {
    expect(FUSES).toMatchObject({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      OnlyLoadAppFromAsar: true,
      GrantFileProtocolExtraPrivileges: false,
    });
  });
});

describe('the bundles', () => {
  const imported = (code: string) =>
    [...code.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*["']([^"']+)["']/g)].map(([, name]) => name ?? '');

  it('preload: one file that needs nothing but electron', async () => {
    await buildPart('preload', folder);
    expect(readdirSync(folder)).toEqual(['preload.cjs']);
    const code = readFileSync(join(folder, 'preload.cjs'), 'utf8');
    expect(new Set(imported(code))).toEqual(new Set(['electron']));
    expect(code).toContain('exposeInMainWorld');
  });

  it('main: one file that needs only electron, Node and packages that are packed along', async () => {
    await buildPart('main', folder);
    expect(readdirSync(folder)).toEqual(['main.js']);
    const packed = Object.keys(packageJson.dependencies).filter((name) => !name.startsWith('@mingjing/'));
    const needed = imported(readFileSync(join(folder, 'main.js'), 'utf8'));
    expect(needed).toContain('electron');
    const strangers = needed.filter((name) => name !== 'electron' && !isBuiltin(name) && !packed.includes(name));
    expect(strangers).toEqual([]);
  });
});

async function loadHook(): Promise<(app: PackedApp) => Promise<void>> {
  const config = await getConfig(ROOT, 'electron-builder.yml');
  return resolveFunction('module', join(ROOT, config.afterPack), 'afterPack', ROOT);
}
