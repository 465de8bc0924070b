/** The kiosk-browser shell as a program: `node device-app/kiosk-browser/main.ts`. Exits with a code of EXIT_CODES. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEventLog } from '@mingjing/shared/log-events/event-log.ts';
import { systemClock as clock, systemTimers as timers } from '@mingjing/shared/system/machine.ts';
import { pino } from 'pino';
import { EXIT_CODES } from '../core/supervision/exit-codes.data.ts';
import { RUNTIME_NODE_FLAGS } from '../core/supervision/node-flags.data.ts';
import { RECOVERY_LADDER, RUNTIME_RESPAWN, SCREEN_RESPAWN, SCREEN_WATCH } from '../core/supervision/plans.data.ts';
import { createRecoveryFile } from '../ops/recovery-file.ts';
import { readCommandLine, USAGE } from './command-line.ts';
import { findChromium } from './find-chromium.ts';
import { isExecutable } from './is-executable.ts';
import { createKioskShell } from './shell.ts';
import { startWatchdog, systemdNotify } from './watchdog.ts';

const log = createEventLog(pino());

function refuse(problem: string): never {
  log('shell.settings-invalid', { problem });
  process.exit(EXIT_CODES['settings-invalid'].code);
}

const options = readCommandLine(process.argv.slice(2), process.env);
if (!options.ok) {
  process.stderr.write(USAGE);
  refuse(options.error);
}
const program = findChromium({ environment: process.env, isExecutable });
if (!program.ok) refuse(program.error);

const { runtime, settings, headless, stateDir, watchdogEveryMs } = options.value;
const shell = createKioskShell({
  runtime: {
    command: process.execPath,
    args: [
      ...RUNTIME_NODE_FLAGS,
      runtime ?? fileURLToPath(new URL('../runtime/main.ts', import.meta.url)),
      ...(settings === undefined ? [] : ['--settings', settings]),
    ],
    env: process.env,
  },
  browser: { program: program.value, headless, profilesDir: tmpdir(), env: process.env },
  plans: {
    runtime: RUNTIME_RESPAWN,
    screen: SCREEN_RESPAWN,
    ladder: RECOVERY_LADDER,
    watch: SCREEN_WATCH,
    readyWithinMs: 30_000,
    answerWithinMs: 5_000,
  },
  clock,
  timers,
  log,
  memory: createRecoveryFile(join(stateDir, 'recovery.json')),
});

const notify = systemdNotify(process.env);
if (notify) startWatchdog({ notify, timers, everyMs: watchdogEveryMs, isHealthy: () => shell.status().healthy });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, shell.stop);

process.exit(EXIT_CODES[await shell.run()].code);
