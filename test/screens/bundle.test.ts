import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import { beforeAll, describe, expect, it } from 'vitest';

const BUDGET_BYTES = 150 * 1024;
/** The words of the pinyin keyboard: loaded from the own disk when somebody begins to write. */
const PHRASES = /phrases-[\w-]+\.js$/;
/** The pages of technicians, with their words: loaded when one comes. */
const SERVICE = /behind-the-glass-[\w-]+\.js$/;
const KIOSK = /kiosk-[\w-]+\.js$/;
/** What is loaded when it is asked for, and how much of it there may be. */
const LATER_KB: readonly (readonly [name: RegExp, most: number])[] = [
  [PHRASES, 320],
  [SERVICE, 40],
  [KIOSK, 8],
];

let folder: string;
let files: string[];
beforeAll(async () => {
  folder = await builtScreens();
  files = (await readdir(folder, { recursive: true })).filter((name) => /\.(html|js|css)$/.test(name));
});

describe('the built screens', () => {
  it('weigh at most 150 KB gzipped when they start, fonts apart', async () => {
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    const first = files.filter((name) => name === 'index.html' || page.includes(name));
    expect(first.map((name) => name.split('.').pop()).sort()).toEqual(['css', 'html', 'js']);
    const weights = await Promise.all(
      first.map(async (name) => weightOf(withoutFonts(await readFile(join(folder, name), 'utf8')))),
    );
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
  });

  it('load later only the words of the pinyin keyboard and what a technician needs, each within its own bounds', async () => {
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    const later = files.filter((name) => name !== 'index.html' && !page.includes(name));
    expect(later.map((name) => LATER_KB.findIndex(([pattern]) => pattern.test(name))).sort()).toEqual([0, 1, 2]);
    for (const name of later) {
      const [, most = 0] = LATER_KB.find(([pattern]) => pattern.test(name)) ?? [];
      expect(weightOf(await readFile(join(folder, name), 'utf8')), name).toBeLessThanOrEqual(most * 1024);
    }
  });

  it('keep the words of the pinyin keyboard apart, and ask for them only when somebody writes', async () => {
    const [phrases, ...others] = files.filter((name) => PHRASES.test(name));
    expect(others).toEqual([]);
    const text = await readFile(join(folder, phrases!), 'utf8');
    expect(text).toContain('办事指南');
    const [page] = files.filter((name) => name.endsWith('.html'));
    expect(await readFile(join(folder, page!), 'utf8')).not.toMatch(PHRASES);
  });

  it('keep the pages of technicians apart', async () => {
    const [service, ...others] = files.filter((name) => SERVICE.test(name));
    expect(others).toEqual([]);
    const text = await readFile(join(folder, service!), 'utf8');
    expect(text).toContain('登记码');
    const [page] = files.filter((name) => name.endsWith('.html'));
    expect(await readFile(join(folder, page!), 'utf8')).not.toMatch(SERVICE);
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

const weightOf = (text: string): number => gzipSync(text).length;

/** The rules that only say which file holds which glyphs belong to the fonts. */
function withoutFonts(text: string): string {
  return text.replace(/@font-face\s*\{[^}]*\}/g, '');
}
