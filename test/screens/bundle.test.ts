import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtScreens } from './harness/built-screens.ts';

const BUDGET_BYTES = 150 * 1024;
/** The words of the pinyin keyboard: loaded from the own disk when somebody begins to write. */
const PHRASES = /phrases-[\w-]+\.js$/;
const PHRASES_BUDGET_BYTES = 320 * 1024;

let folder: string;
let files: string[];
beforeAll(async () => {
  folder = await builtScreens();
  files = (await readdir(folder, { recursive: true })).filter((name) => /\.(html|js|css)$/.test(name));
});

describe('the built screens', () => {
  it('weigh at most 150 KB gzipped, fonts apart', async () => {
    const weights = await Promise.all(
      files
        .filter((name) => !PHRASES.test(name))
        .map(async (name) => gzipSync(withoutFonts(await readFile(join(folder, name), 'utf8'))).length),
    );
    expect(files.length).toBeGreaterThanOrEqual(3);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
  });

  it('keep the words of the pinyin keyboard apart, and ask for them only when somebody writes', async () => {
    const [phrases, ...others] = files.filter((name) => PHRASES.test(name));
    expect(others).toEqual([]);
    const text = await readFile(join(folder, phrases!), 'utf8');
    expect(gzipSync(text).length).toBeLessThanOrEqual(PHRASES_BUDGET_BYTES);
    expect(text).toContain('办事指南');
    const [page] = files.filter((name) => name.endsWith('.html'));
    expect(await readFile(join(folder, page!), 'utf8')).not.toMatch(PHRASES);
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

/** The rules that only say which file holds which glyphs belong to the fonts. */
function withoutFonts(text: string): string {
  return text.replace(/@font-face\s*\{[^}]*\}/g, '');
}
