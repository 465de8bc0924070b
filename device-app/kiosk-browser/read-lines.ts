import type { Readable } from 'node:stream';

/**
 * Calls `onLine` for each line of a UTF-8 stream. A line longer than `maxLength` characters is cut to `maxLength + 1`, so that the
 * reader sees that it is too long, and memory stays bounded.
 */
export function readLines(stream: Readable, maxLength: number, onLine: (line: string) => void): void {
  let line = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = chunk.split('\n');
    for (const [index, part] of parts.entries()) {
      line = (line + part).slice(0, maxLength + 1);
      if (index === parts.length - 1) return;
      if (line !== '') onLine(line);
      line = '';
    }
  });
}
