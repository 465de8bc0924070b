import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { SCREEN_TOKEN_REQUEST } from '../core/supervision/runtime-lines.ts';
import { PAINTED_EVERY_MS } from './heartbeat.ts';

export interface ShellLineOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** A screen address with a fresh one-time token. */
  readonly screenUrl: () => string;
  /** The shell is gone. */
  readonly onShellGone: () => void;
}

/** The runtime's side of the line protocol with its shell (core/supervision/runtime-lines.ts). */
export function createShellLines({ input, output, screenUrl, onShellGone }: ShellLineOptions) {
  const say = (line: object) => output.write(`${JSON.stringify(line)}\n`);

  return {
    ready(localUrl: string): void {
      say({ ready: true, localUrl, screenUrl: screenUrl(), paintedEveryMs: PAINTED_EVERY_MS });
      const lines = createInterface({ input });
      lines.on('line', (line) => {
        if (`${line}\n` === SCREEN_TOKEN_REQUEST) say({ screenUrl: screenUrl() });
      });
      lines.on('close', () => {
        if (isPipe(input)) onShellGone();
      });
    },
    painted: (revision: number) => say({ painted: revision }),
  };
}

/** A closed pipe means that the shell died; a closed terminal or /dev/null means nothing. */
function isPipe(input: Readable): boolean {
  const { fd } = input as Readable & { fd?: number };
  if (typeof fd !== 'number') return false;
  const stat = fstatSync(fd);
  return stat.isFIFO() || stat.isSocket();
}
