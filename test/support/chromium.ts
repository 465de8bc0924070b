import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BrowserProgram, findChromium } from '@mingjing/device-app/kiosk-browser/find-chromium.ts';
import { isExecutable } from '@mingjing/device-app/kiosk-browser/is-executable.ts';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = new URL('../', import.meta.resolve('@sparticuz/chromium'));
const ARCHIVES = ['chromium.br', 'swiftshader.tar.br', 'al2023.tar.br', 'fonts.tar.br'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/**
 * Starts a headless Chromium with a fresh profile. The caller closes it.
 * Which one: CHROMIUM_PATH, else an installed one, else the one that npm brought (see {@link testChromium}).
 */
export async function openChromium(options: LaunchOptions = {}): Promise<Browser> {
  const program = await testChromium();
  return chromium.launch({
    ...options,
    headless: true,
    executablePath: program.path,
    args: [...FLAGS, ...(options.args ?? [])],
    env: { ...process.env, ...options.env, ...program.env },
  });
}

/** The Chromium that tests and the headless demo use. Unpacks the npm one on first use (about 2 s, 210 MB in node_modules/.cache). */
export async function testChromium(environment: NodeJS.ProcessEnv = process.env): Promise<BrowserProgram> {
  const found = findChromium({ environment, isExecutable });
  if (found.ok) return found.value;
  if (environment.CHROMIUM_PATH) throw new Error(found.error);
  return unpackedChromium();
}

/** The Chromium of @sparticuz/chromium, with the NSS libraries and the font that a bare system lacks. */
export async function unpackedChromium(cache = join(ROOT, 'node_modules/.cache/chromium')): Promise<BrowserProgram> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The Chromium from npm runs on Linux x64 only. Install a Chromium and set CHROMIUM_PATH.');
  }
  const { version } = JSON.parse(await readFile(new URL('package.json', PACKAGE), 'utf8')) as { version: string };
  const folder = join(cache, version);
  if (!existsSync(folder)) await unpack(cache, folder);
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

/** Unpacks aside and moves the whole folder into place at once: whoever sees it sees it complete, however many unpack at a time. */
async function unpack(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(join(cache, 'unpacking-'));
  try {
    const script = fileURLToPath(new URL('chromium-unpack.ts', import.meta.url));
    const archives = ARCHIVES.map((name) => fileURLToPath(new URL(`bin/${name}`, PACKAGE)));
    await promisify(execFile)(process.execPath, [script, ...archives], { env: { ...process.env, TMPDIR: aside } });
    await writeFile(join(aside, 'fonts/fonts.conf'), fontsConf(join(folder, 'fonts')));
    await rename(aside, folder);
  } catch (cause) {
    // ENOTEMPTY: another process was first, and its folder is as good as ours.
    if (!existsSync(folder)) throw cause;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** The package's own file names folders of its cloud; this one names where the fonts are. */
function fontsConf(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${join(fonts, 'cache')}</cachedir>
</fontconfig>
`;
}
