import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createEventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { SettingsIssue } from '@mingjing/shared/settings/load-settings.ts';
import { pino } from 'pino';
import { EXIT_CODES } from '../core/supervision/exit-codes.data.ts';
import packageJson from '../package.json' with { type: 'json' };
import { type Runtime, startRuntime } from './compose.ts';
import { readSettings } from './read-settings.ts';

const SCREENS_DIR = join(import.meta.dirname, '../screens/dist');

const USAGE = 'usage: npm run terminal -- [--settings FILE]   (settings may also come from MINGJING_… variables)\n';

// Standard output belongs to the shell (core/supervision/runtime-lines.ts): the log goes to standard error.
const log = createEventLog(pino({ base: null }, pino.destination({ dest: 2, sync: true })));

/** Starts the runtime from the command line and the environment; ends the process with code 40 where they are wrong or the screens are not built. */
export async function startFromArguments(onHeartbeat: (revision: number) => void): Promise<Runtime> {
  // Whatever this process writes is for its own user only.
  process.umask(0o077);
  const settings = readSettings(process.argv.slice(2), process.env);
  if (!settings.ok) refuse(settings.error);
  if (!existsSync(join(SCREENS_DIR, 'index.html'))) {
    refuse([{ field: '(screens)', problem: `${SCREENS_DIR} holds no index.html: run npm run build:screens` }]);
  }
  try {
    return await startRuntime({
      settings: settings.value,
      log,
      screensDir: SCREENS_DIR,
      appVersion: packageJson.version,
      onHeartbeat,
    });
  } catch (cause) {
    refuse(portIssues(cause, settings.value.local.port));
  }
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

/** What is wrong with the local port; anything else is thrown on. */
function portIssues(cause: unknown, port: number): readonly SettingsIssue[] {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') {
    return [
      { field: 'local.port', problem: `${port} is taken: end the other program (a second terminal?) or choose 0` },
    ];
  }
  if (code === 'EACCES')
    return [{ field: 'local.port', problem: `${port} may not be used: choose one above 1023, or 0` }];
  throw cause;
}

function refuse(issues: readonly SettingsIssue[]): never {
  for (const { field, problem } of issues) log('runtime.settings-invalid', { field, problem });
  process.stderr.write(USAGE);
  process.exit(EXIT_CODES['settings-invalid'].code);
}
