import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '../..');

export type LoggedEvent = Readonly<Record<string, unknown>>;

/** One of our programs as a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** Lines it wrote to standard output and standard error so far. */
  readonly lines: readonly string[];
  /** Resolves with the first logged event of this name, past or future. */
  logged(event: string): Promise<LoggedEvent>;
  /** Ends it as power loss does. */
  kill(): Promise<void>;
  /** Asks it to end; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts a program and waits for the line that says it is ready.
 * @param script path below the project's root
 * @param isReady whether a JSON line says so
 * @throws when it ends before
 */
export async function startProgram<T>(options: {
  readonly script: string;
  readonly args?: readonly string[];
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isReady: (line: LoggedEvent) => T | undefined;
}): Promise<Program & { readonly ready: T }> {
  const { script, args = [], nodeOptions = [], env = {}, isReady } = options;
  const child = spawn(process.execPath, [...nodeOptions, join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit');
  const lines: string[] = [];
  const events: LoggedEvent[] = [];
  const heard = new EventEmitter();
  const ready = await new Promise<T>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (!line.startsWith('{')) return;
        const said = JSON.parse(line) as LoggedEvent;
        events.push(said);
        heard.emit('event');
        const answer = isReady(said);
        if (answer !== undefined) resolve(answer);
      });
    }
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}:\n${lines.join('\n')}`)));
  });

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
    return child.exitCode;
  }
  return {
    child,
    lines,
    ready,
    async logged(event) {
      for (;;) {
        const found = events.find((said) => said.event === event);
        if (found !== undefined) return found;
        await once(heard, 'event');
      }
    },
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
  };
}
