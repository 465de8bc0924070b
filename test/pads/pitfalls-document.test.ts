import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(ROOT, 'docs', 'hardware-pitfalls.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('| '));

/** Where a file that the document names may lie. */
function isThere(named: string): boolean {
  const folders = [ROOT, join(ROOT, 'device-app', 'pads')];
  return folders.some((folder) =>
    named.includes('*') ? globSync(named, { cwd: folder }).length > 0 : existsSync(join(folder, named)),
  );
}

describe('the table of pitfalls', () => {
  it('has a row for every pitfall of HARDWARE §5', () => {
    const numbers = rows.map((row) => Number(/^\| (\d+) \|/.exec(row)?.[1])).filter((number) => !Number.isNaN(number));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('names only tests that are there', () => {
    const named = [...text.matchAll(/`([\w./*-]+\.ts)`/g)].map(([, file = '']) => file);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !isThere(file))).toEqual([]);
  });
});
