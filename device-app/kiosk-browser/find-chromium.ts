import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';

/** A browser to start: the program, and what its environment needs on top of ours. */
export interface BrowserProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Where distributions put a Chromium. */
export const SYSTEM_CHROMIUMS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
] as const;

export interface FindChromiumPorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether this process may execute the file at `path`. */
  readonly isExecutable: (path: string) => boolean;
}

/**
 * Finds the Chromium of this machine: the one named in CHROMIUM_PATH, else an installed one.
 * A CHROMIUM_PATH that does not work is an error, never silently replaced by another browser.
 */
export function findChromium({ environment, isExecutable }: FindChromiumPorts): Result<BrowserProgram, string> {
  const named = environment.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    return isExecutable(named)
      ? ok({ path: named, env: {} })
      : err(`CHROMIUM_PATH: ${named} is not an executable file. Correct or unset it.`);
  }
  const path = SYSTEM_CHROMIUMS.find(isExecutable);
  if (path !== undefined) return ok({ path, env: {} });
  return err(`No Chromium at ${SYSTEM_CHROMIUMS.join(', ')}. Install the package chromium or set CHROMIUM_PATH.`);
}
