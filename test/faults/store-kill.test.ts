import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chainHash } from '@mingjing/shared/domain/hash-chain.ts';
import type { LogRecord } from '@mingjing/shared/domain/record.ts';
import { expect, it } from 'vitest';
import { DEVICE, openStore, ratingEntry, temporaryFolder } from './log-fixture.ts';

const LIVES = 12;

/** Runs the committing child and kills it -9 in the middle of whatever it does after its `reports`-th report. */
async function oneLife(dir: string, first: number, reports: number): Promise<number> {
  const script = join(import.meta.dirname, 'store-kill-child.ts');
  const template = JSON.stringify(ratingEntry(1).body);
  const child = spawn(process.execPath, [script, dir, DEVICE, template, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let last = first - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last === first - 1 + reports) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return last;
}

it('kill -9 at any moment loses nothing that was reported, and leaves no half', async () => {
  const dir = temporaryFolder();
  const seen = new Set<number>();
  let reported = 0;
  for (let life = 0; life < LIVES; life += 1) {
    reported = await oneLife(dir, reported + 1, randomInt(1, 150));
    const store = openStore(dir);
    const { fromSeq, texts } = store.readAfter(0, 10_000, 1 << 26);
    const records = texts.map((text) => JSON.parse(text) as LogRecord);
    // What is still there is one unbroken chain up to the head; what is not was confirmed and pruned.
    let prevHash = records[0]?.prevHash ?? '';
    records.forEach((record, index) => {
      expect(record.seq).toBe(fromSeq + index);
      expect(record.prevHash).toBe(prevHash);
      prevHash = chainHash(prevHash, texts[index] ?? '');
      if (record.type === 'rating') seen.add(Number.parseInt(record.body.ratingId.slice(-12), 16));
    });
    expect(prevHash).toBe(store.head().hash);
    const newest = Math.max(...seen);
    // At most the one commit that was under way may be there without having been reported.
    expect(newest - reported).toBeOneOf([0, 1]);
    expect(store.loadSnapshot()).toEqual({ last: newest });
    // Sequence 1 is the first-start event, so the log has exactly one entry for each rating.
    expect(store.head().seq).toBe(newest + 1);
    reported = newest;
    store.close();
  }
});
