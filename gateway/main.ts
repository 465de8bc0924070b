import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEventLog } from '@mingjing/shared/log-events/event-log.ts';
import { gatewaySettingsSchema } from '@mingjing/shared/settings/gateway-settings.ts';
import { loadSettings, type SettingsIssue } from '@mingjing/shared/settings/load-settings.ts';
import { pino } from 'pino';
import { startGateway } from './compose.ts';

/** Exit codes: a supervisor must not restart a program whose settings are wrong. */
const EXIT = { settings: 40, usage: 2, failed: 1 } as const;
const USAGE = 'usage: npm run gateway -- [--settings FILE]\n';

// Whatever this process writes is for its own user only.
process.umask(0o077);
const log = createEventLog(pino({ level: process.env.MINGJING_LOG_LEVEL ?? 'info', base: null }));

function settingsFile(): string | undefined {
  try {
    return parseArgs({ options: { settings: { type: 'string' } } }).values.settings;
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : 'wrong arguments'}\n${USAGE}`);
    process.exit(EXIT.usage);
  }
}

function refuse(issues: readonly SettingsIssue[]): never {
  for (const { field, problem } of issues) {
    log('gateway.settings-invalid', { field, problem });
    process.stderr.write(`settings: ${field}: ${problem}\n`);
  }
  process.exit(EXIT.settings);
}

function readSettings(file: string | undefined): string | undefined {
  try {
    return file === undefined ? undefined : readFileSync(file, 'utf8');
  } catch {
    refuse([{ field: '(file)', problem: `${file} cannot be read: check the path given with --settings` }]);
  }
}

const settings = loadSettings(gatewaySettingsSchema, readSettings(settingsFile()), process.env);
if (!settings.ok) refuse(settings.error);
const gateway = await startGateway(settings.value, { log });
if (!gateway.ok) refuse(gateway.error);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    gateway.value.stop().then(
      () => process.exit(0),
      () => process.exit(EXIT.failed),
    );
  });
}
