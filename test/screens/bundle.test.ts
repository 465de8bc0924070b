import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtScreens } from './harness/built-screens.ts';

const BUDGET_BYTES = 150 * 1024;

let folder: string;
let files: string[];
beforeAll(async () => {
  folder = await builtScreens();
  files = (await readdir(folder, { recursive: true })).filter((name) => /\.(html|js|css)$/.test(name));
});

describe('the built screens', () => {
  it('weigh at most 150 KB gzipped, fonts apart', async () => {
    const weights = await Promise.all(files.map(async (name) => gzipSync(await readFile(join(folder, name))).length));
    expect(files.length).toBeGreaterThanOrEqual(3);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
  });

  it('carry their fonts with them, and load nothing from elsewhere', async () => {
    for (const name of files) {
      const text = await readFile(join(folder, name), 'utf8');
      const addresses = [...text.matchAll(/(?:src|href|url)\s*[=(]\s*["']?((?:https?:)?\/\/[^"')\s]+)/g)].map(
        (hit) => hit[1],
      );
      expect(addresses, name).toEqual([]);
    }
    const fonts = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.woff2'));
    expect(fonts.length).toBeGreaterThan(90);
  });

  it('leave the schemas to the runtime', async () => {
    for (const name of files.filter((one) => one.endsWith('.js'))) {
      expect(await readFile(join(folder, name), 'utf8')).not.toContain('ZodError');
    }
  });
});
