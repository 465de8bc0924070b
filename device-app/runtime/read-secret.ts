import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * One line of standard input; at a terminal without showing it. Secrets come this way, never by an argument that others could see.
 * @param asks shown at a terminal only
 */
export function readSecret(asks: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  if (isTerminal) process.stderr.write(asks);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line.trim());
      lines.close();
    });
    lines.once('close', () => resolve(''));
  });
}
