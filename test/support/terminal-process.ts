import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Settings as a person would write them. */
export type TerminalSettingsInput = { readonly dataDir: string } & Partial<Omit<TerminalSettings, 'dataDir' | 'local'>>;

/** The real runtime process, started from a settings file as a shell starts it. */
export interface TerminalProcess {
  readonly child: ChildProcess;
  readonly localUrl: string;
  /** Screen address with its one-time token. */
  readonly screenUrl: string;
  /** Bearer token of the local API. */
  readonly localToken: string;
  /** Everything it logged so far: one JSON object a line. */
  readonly logged: string[];
  /** Ends it as power loss does; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end. */
  stop(): Promise<void>;
}

/** Starts a terminal and waits until it can take a rating. */
export async function startTerminalProcess(settings: TerminalSettingsInput, cwd = ROOT): Promise<TerminalProcess> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const settingsFile = join(settings.dataDir, 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(settings));
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=1', join(ROOT, 'device-app/runtime/main.ts'), '--settings', settingsFile],
    {
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const logged: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => logged.push(line));
  const ready = await new Promise<{ localUrl: string; screenUrl: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line);
      if (said.ready === true) resolve(said);
    });
    child.once('exit', (code) => reject(new Error(`the terminal ended with ${code}: ${logged.join('\n')}`)));
  });
  const gone = once(child, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone;
  };
  return {
    child,
    ...ready,
    localToken: readFileSync(join(settings.dataDir, 'local-api.token'), 'utf8'),
    logged,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
