import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, testChromium, unpackedChromium } from './chromium.ts';

// The slice of Noto Sans SC that holds 明镜 (unicode.json of the package names slices by number).
const FONT_FOLDER = fileURLToPath(new URL('./', import.meta.resolve('@fontsource-variable/noto-sans-sc/package.json')));

describe('openChromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser?.close());

  it('paints Chinese text with the font that the product ships', async () => {
    const page = await browser.newPage({ viewport: { width: 400, height: 200 } });
    const empty = await darkPixels(page, '<body style="background:#fff">');
    const first = await darkPixels(page, await chinesePage('明镜'));
    const second = await darkPixels(page, await chinesePage('满意'));
    expect(empty).toBe('');
    expect(first).not.toBe('');
    // A missing glyph is a box, the same box for every character: different words must look different.
    expect(second).not.toBe(first);
    await page.close();
  });

  it('paints Latin text with no font of ours', async () => {
    const page = await browser.newPage({ viewport: { width: 400, height: 200 } });
    expect(await darkPixels(page, '<body style="font:60px sans-serif">Rate')).not.toBe('');
    await page.close();
  });
});

describe('unpackedChromium', () => {
  it('leaves exactly one complete folder when several processes unpack at once', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'chromium-cache-'));
    try {
      const programs = await Promise.all([unpackedChromium(cache), unpackedChromium(cache)]);
      expect(programs[0]).toEqual(programs[1]);
      expect(await readdir(cache)).toHaveLength(1);
      expect(await readFile(join(programs[0]!.env.FONTCONFIG_PATH!, 'fonts.conf'), 'utf8')).toContain(cache);
    } finally {
      await rm(cache, { recursive: true, force: true });
    }
  });
});

describe('testChromium', () => {
  it('refuses a CHROMIUM_PATH that does not work', async () => {
    await expect(testChromium({ CHROMIUM_PATH: '/nowhere/chrome' })).rejects.toThrow(/CHROMIUM_PATH: \/nowhere/);
  });
});

/** Runs in the page, so it is text: here there are no DOM types. */
const DARK_PIXELS = `async (png) => {
  const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height).data;
  const dark = [];
  for (let at = 0; at < pixels.length; at += 4) if (pixels[at] < 128) dark.push(at / 4);
  return dark.join(' ');
}`;

/** The positions of dark pixels, as text; empty where all is blank. */
async function darkPixels(page: Page, html: string): Promise<string> {
  await page.setContent(html);
  await page.evaluate('document.fonts.ready');
  const png = (await page.screenshot({ type: 'png' })).toString('base64');
  return page.evaluate(`(${DARK_PIXELS})('${png}')`);
}

async function chinesePage(text: string): Promise<string> {
  const css = await readFile(join(FONT_FOLDER, 'index.css'), 'utf8');
  const faces = css.split('@font-face').slice(1);
  const needed = faces.filter((face) => [...text].some((char) => covers(face, char.codePointAt(0)!)));
  const inlined = await Promise.all(needed.map(inlineFont));
  return `<style>${inlined.join('')} body { margin: 20px; font: 80px 'Noto Sans SC Variable' }</style><body>${text}`;
}

function covers(face: string, code: number): boolean {
  const ranges = /unicode-range:\s*([^;]+);/.exec(face)?.[1]?.split(',') ?? [];
  return ranges.some((range) => {
    const [from, to] = range.trim().replace(/^U\+/i, '').split('-');
    return code >= Number.parseInt(from!, 16) && code <= Number.parseInt(to ?? from!, 16);
  });
}

async function inlineFont(face: string): Promise<string> {
  const file = /files\/[\w-]+\.woff2/.exec(face)?.[0];
  if (file === undefined) throw new Error(`no woff2 in ${face}`);
  const data = (await readFile(join(FONT_FOLDER, file))).toString('base64');
  return `@font-face${face.replace(/url\([^)]*\)/, `url(data:font/woff2;base64,${data})`)}`;
}
