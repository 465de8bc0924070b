import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEventLog } from '@mingjing/shared/log-events/event-log.ts';
import { loadSettings } from '@mingjing/shared/settings/load-settings.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { pino } from 'pino';
import { EXIT_CODES } from '../core/supervision/exit-codes.data.ts';
import packageJson from '../package.json' with { type: 'json' };
import { startRuntime } from './compose.ts';
import { createShellLines } from './shell-lines.ts';
import { systemClock } from './system-ports.ts';

const USAGE = 'usage: npm run terminal -- [--settings FILE]   (settings may also come from MINGJING_… variables)';

/** The runtime process of a terminal under plain Node: `node device-app/runtime/main.ts --settings FILE`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { settings: { type: 'string' } } });
  const fileText = values.settings === undefined ? undefined : readFileSync(values.settings, 'utf8');
  const settings = loadSettings(terminalSettingsSchema, fileText, process.env);
  if (!settings.ok) {
    for (const { field, problem } of settings.error) process.stderr.write(`settings: ${field}: ${problem}\n`);
    process.stderr.write(`${USAGE}\n`);
    process.exit(EXIT_CODES['settings-invalid'].code);
  }

  // Standard output belongs to the shell (core/supervision/runtime-lines.ts): the log goes to standard error.
  const log = createEventLog(pino({ base: null }, pino.destination(2)));
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await runtime.stop();
    process.exit(EXIT_CODES.asked.code);
  };
  const lines = createShellLines({
    input: process.stdin,
    output: process.stdout,
    clock: systemClock,
    screenUrl: () => runtime.screenUrl(),
    onShellGone: () => void stop(),
  });
  const runtime = await startRuntime({
    settings: settings.value,
    log,
    screensDir: join(import.meta.dirname, '../screens/dist'),
    appVersion: packageJson.version,
    onHeartbeat: lines.painted,
  });
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  lines.ready(runtime.localUrl);
}

await main();
