import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '@mingjing/device-app/kiosk-browser/find-chromium.ts';
import { isExecutable } from '@mingjing/device-app/kiosk-browser/is-executable.ts';
import { STANDARD_HASHES } from '@mingjing/device-app/runtime/secret-hash.ts';
import { writeServicePin } from '@mingjing/device-app/runtime/service-pin.ts';
import { DRAFT_LANGUAGES, draftPack } from '@mingjing/device-app/voice/draft-pack.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createPadPage } from '../simulators/pad/pad-page.ts';
import { startDesk } from './desk.ts';
import { rateEveryLevel } from './once.ts';
import { type Stack, startStack } from './stack.ts';

const USAGE = `usage: npm run demo [-- --once] [-- --json] [-- --port N]
  --once    rates every level without a person, then ends
  --json    the last line of standard output is a JSON summary
  --port N  port of the desk page (default 8700)
`;

/** Nothing here is worth a secret. */
const SERVICE_PIN = '246810';

const say = (line: string) => process.stderr.write(`${line}\n`);

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { once: { type: 'boolean' }, json: { type: 'boolean' }, port: { type: 'string', default: '8700' } },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port: a number from 0 to 65535');
    return { ...values, port };
  } catch (cause) {
    say(`${cause instanceof Error ? cause.message : ''}\n${USAGE}`);
    process.exit(2);
  }
}

/** Speech by a synthesiser, in some seconds; where none can be made the screen has its captions. */
async function withVoice(pack: string): Promise<{ sound?: { pack: string } }> {
  const made = await draftPack(pack, DRAFT_LANGUAGES);
  if (made.ok) return { sound: { pack } };
  say(`no voice, captions only: ${made.error}`);
  return {};
}

/** Every level once; exits with 1 unless all of them arrived. */
async function everyLevelOnce(stack: Stack, json: boolean): Promise<number> {
  const summary = await rateEveryLevel(stack, say);
  process.stdout.write(
    json
      ? `${JSON.stringify(summary)}\n`
      : `opened ${summary.opened}, rated ${summary.rated}, forwarded ${summary.forwarded}, ` +
          `duplicated ${summary.duplicated}, lost ${summary.lost}\n`,
  );
  const { opened, rated, forwarded, duplicated, lost } = summary;
  return opened === rated && rated === forwarded && duplicated === 0 && lost === 0 ? 0 : 1;
}

/** Waits for a person, and for Ctrl+C. */
async function withPerson(stack: Stack, port: number, interrupted: Promise<unknown>): Promise<number> {
  const padPage = await createPadPage(stack.pad);
  const pages = [
    { name: '评价终端的屏幕', url: '/screen' },
    { name: '五键评价器（模拟，字节经由真实 tty）', url: padPage.url },
    { name: '手机页面（屏幕二维码里的地址）', url: '/phone' },
    { name: '市级系统收到的评价', url: '/city' },
    { name: '网关接口文档', url: `${stack.gateway.url}/api/docs` },
  ];
  const desk = await startDesk(stack, { port, pages });
  say(`窗口业务系统 desk   ${desk.url}`);
  for (const { name, url } of pages) say(`  ${new URL(url, desk.url).href}   ${name}`);
  await writeServicePin(
    { dataDir: stack.terminalSettings.dataDir, hashes: STANDARD_HASHES, randomBytes: systemRandomBytes },
    SERVICE_PIN,
  );
  say(`设备设置：在屏幕上按 Ctrl+Shift+D，维修密码 ${SERVICE_PIN}`);
  say('办结一件 → 按评价器、点屏幕或用手机页面 → 市级系统收到。按 Ctrl+C 结束。');
  openWindow(desk.url);
  await interrupted;
  await Promise.all([desk.stop(), padPage.close()]);
  return 0;
}

/** Shows desk and screen where there is a display and a browser; the addresses are printed anyway. */
function openWindow(deskUrl: string): void {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const browser = findChromium({ environment: process.env, isExecutable });
  if (!browser.ok) return;
  const profile = mkdtempSync(join(tmpdir(), 'mingjing-demo-browser-'));
  const flags = [`--user-data-dir=${profile}`, '--no-first-run', '--autoplay-policy=no-user-gesture-required'];
  const child = spawn(browser.value.path, [...flags, '--new-window', deskUrl, `${deskUrl}screen`], { stdio: 'ignore' });
  child.on('error', () => {});
  process.on('exit', () => {
    child.kill();
    rmSync(profile, { recursive: true, force: true });
  });
}

/** A sentence for what a person can put right, the whole error for what is a defect. */
function explain(cause: unknown): string {
  const { code, port } = (cause ?? {}) as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken: stop the other demo or use npm run demo -- --port 0`;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** Exit code of a run that was asked to end (128 + SIGINT). */
const INTERRUPTED = 130;

const options = readArguments();
const dir = mkdtempSync(join(tmpdir(), 'mingjing-demo-'));
// Asked to end at any moment, also while starting: everything that was started ends, and nothing stays behind.
const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
let stack: Stack | undefined;
let code = 0;
try {
  say('starting city, gateway, terminal and pad …');
  // Nobody hears a demo without a person.
  stack = await startStack({ dir, terminal: options.once ? {} : await withVoice(join(dir, 'voice')) });
  code = options.once
    ? await Promise.race([everyLevelOnce(stack, options.json ?? false), interrupted.then(() => INTERRUPTED)])
    : await withPerson(stack, options.port, interrupted);
} catch (cause) {
  say(explain(cause));
  code = 1;
} finally {
  await stack?.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(code);
