import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const CHILD = new URL('./gateway-writer-crash-child.ts', import.meta.url).pathname;

test('a writer that dies acknowledges nothing and takes the process down', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-crash-'));
  const child = spawn(process.execPath, [CHILD, join(dir, 'x.sqlite3')]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const [code] = await once(child, 'close');
  rmSync(dir, { recursive: true });
  expect(stderr).toMatch(/the writer thread died/);
  expect(stdout.split('\n').filter(Boolean).toSorted()).toStrictEqual(['behind it stopped', 'poison stopped']);
  expect(code).not.toBe(0);
});
