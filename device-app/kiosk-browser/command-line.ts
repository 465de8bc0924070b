import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';

export interface KioskOptions {
  /** The program of the runtime; undefined: the one beside this shell. */
  readonly runtime: string | undefined;
  /** The settings file that the runtime is to read. */
  readonly settings: string | undefined;
  readonly headless: boolean;
  /** Folder for what must outlive a reboot. */
  readonly stateDir: string;
  /** Milliseconds between two signs of life to the service manager. */
  readonly watchdogEveryMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const USAGE = `usage: main.ts [--settings FILE] [--headless] [--runtime FILE]
  --settings FILE  the terminal's settings; they may also come from MINGJING_… variables
  --headless       no display: for trying it out and for tests
  --runtime FILE   another program in place of device-app/runtime/main.ts
environment: CHROMIUM_PATH; MINGJING_DATA_DIR and all else that the runtime reads
`;

/** Reads how the shell was called. systemd gives STATE_DIRECTORY and WATCHDOG_USEC. */
export function readCommandLine(args: readonly string[], environment: Environment): Result<KioskOptions, string> {
  let values: { headless?: boolean; runtime?: string; settings?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { headless: { type: 'boolean' }, runtime: { type: 'string' }, settings: { type: 'string' } },
    }));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
  const stateDir = environment.STATE_DIRECTORY || environment.MINGJING_DATA_DIR;
  if (stateDir === undefined || stateDir === '') return err('MINGJING_DATA_DIR: name the folder for data');
  const limitUs = Number(environment.WATCHDOG_USEC ?? 0);
  return ok({
    runtime: values.runtime,
    settings: values.settings,
    headless: values.headless ?? false,
    stateDir,
    watchdogEveryMs: limitUs > 0 ? Math.max(1_000, limitUs / 3_000) : 10_000,
  });
}
