import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { RUNTIME_NODE_FLAGS } from '@mingjing/device-app/core/supervision/node-flags.data.ts';
import { SCREEN_TOKEN_REQUEST } from '@mingjing/device-app/core/supervision/runtime-lines.ts';
import type { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import type { z } from 'zod';
import { type Program, startProgram } from './program.ts';

/** The real runtime process, started from a settings file as a shell starts it. */
export interface TerminalProcess extends Program {
  readonly localUrl: string;
  /** Screen address with its one-time token. */
  readonly screenUrl: string;
  /** Bearer token of the local API. */
  readonly localToken: string;
  /** Asks, as a shell does, for a screen address with a fresh one-time token. */
  freshScreenUrl(): Promise<string>;
}

/**
 * Starts a terminal and waits until it can take a rating.
 * @param nodeOptions further flags for Node, such as a preload that plays a fault
 */
export async function startTerminalProcess(
  settings: z.input<typeof terminalSettingsSchema>,
  nodeOptions: readonly string[] = [],
): Promise<TerminalProcess> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const settingsFile = join(settings.dataDir, 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(settings));
  const program = await startProgram({
    script: 'device-app/runtime/main.ts',
    args: ['--settings', settingsFile],
    nodeOptions: [...RUNTIME_NODE_FLAGS, ...nodeOptions],
    isReady: ({ ready, localUrl, screenUrl }) =>
      ready === true ? { localUrl: String(localUrl), screenUrl: String(screenUrl) } : undefined,
  });
  const localToken = readFileSync(join(settings.dataDir, 'local-api.token'), 'utf8');
  return {
    ...program,
    ...program.ready,
    localToken,
    async freshScreenUrl() {
      const lines = createInterface({ input: program.child.stdout as Readable });
      program.child.stdin?.write(SCREEN_TOKEN_REQUEST);
      for (;;) {
        const [line] = (await once(lines, 'line')) as [string];
        const said = JSON.parse(line) as { screenUrl?: string };
        if (said.screenUrl === undefined) continue;
        lines.close();
        return said.screenUrl;
      }
    },
  };
}
