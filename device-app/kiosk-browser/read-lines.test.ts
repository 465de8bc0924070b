import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './read-lines.ts';

async function linesOf(chunks: readonly Uint8Array[], maxLength = 1_000): Promise<string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, maxLength, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await finished(stream);
  return lines;
}

describe('readLines', () => {
  it('reads the same lines however the bytes arrive', async () => {
    const text = fc.stringMatching(/^[a-z明镜]{1,20}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 8 }),
        fc.array(fc.nat(60), { maxLength: 8 }),
        async (lines, cuts) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length].sort((a, b) => a - b);
          const chunks = ends
            .map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
            .filter((chunk) => chunk.length > 0);
          expect(await linesOf(chunks)).toEqual(lines);
        },
      ),
    );
  });

  it('keeps no more of an endless line than tells that it is one, and goes on with the next', async () => {
    const chunks = [...Array<Buffer>(50).fill(Buffer.from('x'.repeat(100))), Buffer.from('\nnext\n')];
    expect(await linesOf(chunks, 10)).toEqual(['x'.repeat(11), 'next']);
  });

  it('gives no line that was not finished', async () => {
    expect(await linesOf([Buffer.from('{"ready":tr')])).toEqual([]);
  });
});
