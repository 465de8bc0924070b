import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { endChild, exitReason } from './end-child.ts';
import type { BrowserProgram } from './find-chromium.ts';
import { kioskArguments } from './kiosk-arguments.ts';

export interface BrowserCommand {
  readonly program: BrowserProgram;
  readonly headless: boolean;
  /** Folder for the throw-away profiles. */
  readonly profilesDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface BrowserProcess {
  readonly pid: number | undefined;
  /** It shows nothing: end it by force. */
  kill(): void;
  end(): Promise<void>;
}

/** Milliseconds in which the browser can close its window. */
const END_PATIENCE_MS = 2_000;

/** Starts a browser with a profile of its own, which goes when the browser goes. */
export function startBrowser(
  { program, headless, profilesDir, env }: BrowserCommand,
  url: string,
  timers: Timers,
  onExit: (reason: string) => void,
): BrowserProcess {
  const profileDir = mkdtempSync(join(profilesDir, 'mingjing-screen-'));
  const child = spawn(program.path, kioskArguments({ url, profileDir, headless }), {
    env: { ...env, ...program.env },
    stdio: ['ignore', 'ignore', 'ignore', ...(headless ? (['pipe', 'pipe'] as const) : [])],
  });
  // The debugging pipe of the headless browser is kept open and never used.
  for (const stream of child.stdio.slice(3)) stream?.on('error', () => {});

  const gone = (reason: string): void => {
    // Helpers of the browser may still be writing as they die.
    void rm(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
    onExit(reason);
  };
  child.once('error', (error) => {
    if (child.pid === undefined) gone(error.message);
  });
  child.once('exit', (code, signal) => gone(exitReason(code, signal)));

  return {
    pid: child.pid,
    kill: () => child.kill('SIGKILL'),
    end: () => endChild(child, timers, END_PATIENCE_MS),
  };
}
