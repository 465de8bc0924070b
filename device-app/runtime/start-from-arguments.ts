import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEventLog } from '@mingjing/shared/log-events/event-log.ts';
import { loadSettings, type SettingsIssue } from '@mingjing/shared/settings/load-settings.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { pino } from 'pino';
import { EXIT_CODES } from '../core/supervision/exit-codes.data.ts';
import packageJson from '../package.json' with { type: 'json' };
import { type Runtime, startRuntime } from './compose.ts';

const USAGE = 'usage: npm run terminal -- [--settings FILE]   (settings may also come from MINGJING_… variables)\n';

/** Starts the runtime from the command line and the environment; ends the process with code 40 where the settings are wrong. */
export async function startFromArguments(onHeartbeat: (revision: number) => void): Promise<Runtime> {
  // Whatever this process writes is for its own user only.
  process.umask(0o077);
  const settings = loadSettings(terminalSettingsSchema, settingsText(), process.env);
  if (!settings.ok) refuse(settings.error);
  // Standard output belongs to the shell (core/supervision/runtime-lines.ts): the log goes to standard error.
  const log = createEventLog(pino({ base: null }, pino.destination(2)));
  return startRuntime({
    settings: settings.value,
    log,
    screensDir: join(import.meta.dirname, '../screens/dist'),
    appVersion: packageJson.version,
    onHeartbeat,
  });
}

/** Stops the runtime in good order, once, and ends the process. */
export function stopper(runtime: () => Runtime): () => void {
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    void runtime()
      .stop()
      .then(() => process.exit(EXIT_CODES.asked.code));
  };
}

function settingsText(): string | undefined {
  let file: string | undefined;
  try {
    file = parseArgs({ options: { settings: { type: 'string' } } }).values.settings;
  } catch (cause) {
    refuse([{ field: '(arguments)', problem: cause instanceof Error ? cause.message : String(cause) }]);
  }
  try {
    return file === undefined ? undefined : readFileSync(file, 'utf8');
  } catch {
    refuse([{ field: '(file)', problem: `${file} cannot be read: check the path given with --settings` }]);
  }
}

function refuse(issues: readonly SettingsIssue[]): never {
  for (const { field, problem } of issues) process.stderr.write(`settings: ${field}: ${problem}\n`);
  process.stderr.write(USAGE);
  process.exit(EXIT_CODES['settings-invalid'].code);
}
