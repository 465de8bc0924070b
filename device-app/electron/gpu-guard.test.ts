import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGpuGuard } from './gpu-guard.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gpu-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(flagFile = join(folder, 'gpu-unstable')) {
  const events: string[] = [];
  return { events, guard: createGpuGuard({ flagFile, maxDeaths: 2, log: (event) => events.push(event) }) };
}
const CRASH = { type: 'GPU', reason: 'crashed' };

it('draws without the graphics processor from the next start on, after two crashes', () => {
  const { guard, events } = start();
  guard.childGone(CRASH);
  expect(start().guard.isUnstable()).toBe(false);
  guard.childGone(CRASH);
  guard.childGone(CRASH);
  expect(start().guard.isUnstable()).toBe(true);
  expect(events).toEqual(['shell.gpu-unstable']);
});

it('counts neither other processes nor a clean end', () => {
  const { guard } = start();
  for (const details of [
    { type: 'Utility', reason: 'crashed' },
    { type: 'GPU', reason: 'clean-exit' },
  ]) {
    guard.childGone(details);
    guard.childGone(details);
  }
  expect(guard.isUnstable()).toBe(false);
});

it('does not fall over a folder that takes nothing', () => {
  const { guard } = start(join(folder, 'missing', 'flag'));
  guard.childGone(CRASH);
  expect(() => guard.childGone(CRASH)).not.toThrow();
});
