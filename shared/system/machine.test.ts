import { spawnSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { systemRandom, systemRandomBytes, systemTimers, unrefTimers } from './machine.ts';

/** Whether a process that only has these timers waiting lives to see one. */
function livesOn(timers: 'systemTimers' | 'unrefTimers'): boolean {
  const script = `import { ${timers} } from './machine.ts'; ${timers}.after(10, () => console.log('lived'));`;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  return stdout.includes('lived');
}

it('has timers that keep a process alive, and others that do not', () => {
  expect([livesOn('systemTimers'), livesOn('unrefTimers')]).toEqual([true, false]);
});

it.each([
  ['systemTimers', systemTimers],
  ['unrefTimers', unrefTimers],
])('%s: fires once, never when cancelled, and does not take a month for now', async (_name, timers) => {
  const fired: string[] = [];
  const cancelMonth = timers.after(31 * 86_400_000, () => fired.push('month'));
  timers.after(1, () => fired.push('cancelled'))();
  timers.after(5, () => fired.push('soon'));
  await vi.waitFor(() => expect(fired).toEqual(['soon']));
  cancelMonth();
});

it('gives plain bytes of the length asked for', () => {
  const bytes = systemRandomBytes(32);
  expect([bytes.constructor, bytes.length]).toEqual([Uint8Array, 32]);
  expect(systemRandomBytes(32)).not.toEqual(bytes);
});

it('gives fractions below one', () => {
  for (let i = 0; i < 100; i += 1) expect(Math.floor(systemRandom())).toBe(0);
});
