import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import { SCREEN_TOKEN_REQUEST } from '../core/supervision/runtime-lines.ts';

/** The screen's heartbeats are passed on at most this often, and at least as often as they come (about every 5 s). */
const PAINTED_GAP_MS = 2_000;
/** What the shell may count on. */
const PAINTED_EVERY_MS = 10_000;

export interface ShellLineOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly clock: Clock;
  /** A screen address with a fresh one-time token. */
  readonly screenUrl: () => string;
  /** The shell is gone. */
  readonly onShellGone: () => void;
}

/** The runtime's side of the line protocol with its shell (core/supervision/runtime-lines.ts). */
export function createShellLines({ input, output, clock, screenUrl, onShellGone }: ShellLineOptions) {
  let lastPainted = Number.NEGATIVE_INFINITY;
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

    painted(revision: number): void {
      const now = clock.mono();
      if (now - lastPainted < PAINTED_GAP_MS) return;
      lastPainted = now;
      say({ painted: revision });
    },
  };
}

/** A closed pipe means that the shell died; a closed terminal or /dev/null means nothing. */
function isPipe(input: Readable): boolean {
  const { fd } = input as Readable & { fd?: number };
  if (typeof fd !== 'number') return false;
  const stat = fstatSync(fd);
  return stat.isFIFO() || stat.isSocket();
}
