import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScreenProtocol, screenFile } from './protocol.ts';
import { SCREEN_URL } from './screen-scheme.data.ts';

const ROOT = resolve('/srv/screens');

describe('screenFile', () => {
  it.each([
    [SCREEN_URL, 'index.html'],
    ['app://mingjing/assets/index-Bx_1.js', 'assets/index-Bx_1.js'],
    ['app://mingjing/assets/a.woff2?v=1#x', 'assets/a.woff2'],
    // The parser resolves these before they get to us; what is left is a plain name.
    ['app://mingjing/assets/../index.html', 'index.html'],
  ])('%s is a file below the root', (address, file) => {
    expect(screenFile(ROOT, address)).toBe(join(ROOT, file));
  });

  it.each([
    'app://mingjing/',
    'app://mingjing',
    'app://mingjing/assets/',
    'app://mingjing/..%2f..%2fetc/passwd',
    'app://mingjing/%2e%2e/%2e%2e/etc/passwd%00.html',
    'app://mingjing/..\\..\\windows\\system.ini',
    'app://mingjing//server/share/file.js',
    'app://mingjing/\\\\server\\share',
    'app://mingjing/C:/windows/system.ini',
    'app://mingjing/index.html%00.png',
    'app://mingjing/in\0dex.html',
    'app://mingjing/.env',
    'app://mingjing/a/.git/config',
    'app://mingjing/index.html::$DATA',
    'app://other/index.html',
    'app://mingjing.evil/index.html',
    'app://user@mingjing/index.html',
    'app://mingjing:80/index.html',
    'file:///etc/passwd',
    'http://mingjing/index.html',
    'index.html',
    '',
  ])('%j names none', (address) => {
    expect(screenFile(ROOT, address)).toBeUndefined();
  });

  it('never leaves the root, whatever an address is made of', () => {
    const nasty = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2E.',
      '%2f',
      '%5c',
      '\\',
      '//',
      '\0',
      '%00',
      'C:',
      '~',
      ' ',
      '%',
      '\u202e',
      '．．',
      'a',
    );
    const piece = fc.oneof(nasty, fc.string({ maxLength: 5, unit: 'binary' }));
    const path = fc
      .array(piece, { maxLength: 12 })
      .chain((pieces) => fc.constantFrom(pieces.join('/'), pieces.join('')));
    fc.assert(
      fc.property(path, fc.constantFrom('app://mingjing/', 'app://mingjing', 'app:', 'app:///'), (rest, start) => {
        const file = screenFile(ROOT, start + rest);
        if (file === undefined) return;
        expect(file.startsWith(ROOT + sep)).toBe(true);
        expect(resolve(file)).toBe(file);
        expect(file).not.toMatch(/[\0%\\:]|\/\./);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('createScreenProtocol', () => {
  let root: string;
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'protocol-'));
    root = join(folder, 'dist');
    mkdirSync(root);
    writeFileSync(join(root, 'index.html'), '<p>明镜');
    writeFileSync(join(root, 'app.map'), '{}');
    writeFileSync(join(folder, 'secret.html'), 'secret');
  });
  afterAll(() => rmSync(join(root, '..'), { recursive: true }));
  const readClip = async (name: string) => {
    if (name !== 'voice/zh-CN/a.wav') throw new Error(name);
    return Buffer.from('RIFF');
  };
  const get = (url: string, method = 'GET') => createScreenProtocol({ root, readFile, readClip })({ url, method });

  it('serves a file with its type and the locks of the page', async () => {
    const response = await get(SCREEN_URL);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<p>明镜');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy')?.split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy?.join()).not.toMatch(/unsafe|\*|data:|http/);
  });

  it('passes on a clip of the runtime with its type and the locks of the page', async () => {
    const response = await get('app://mingjing/voice/zh-CN/a.wav');
    expect([response.status, await response.text()]).toEqual([200, 'RIFF']);
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(response.headers.get('content-security-policy')?.split('; ')).toContain("media-src 'self'");
  });

  it.each([
    'app://mingjing/voice/zh-CN/b.wav',
    'app://mingjing/voice/zh-CN/a.html',
    'app://mingjing/voice/zh-CN/../../local/v1/status',
    'app://mingjing/voice/zh-CN/..%2f..%2flocal/v1/status.wav',
    'app://mingjing/voice/zh-CN/',
    'app://mingjing/voice//a.wav',
    'app://mingjing/voice/a.wav',
    'app://other/voice/zh-CN/a.wav',
    'app://user@mingjing/voice/zh-CN/a.wav',
  ])('asks the runtime for nothing but clips: %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it.each([
    ['a missing file', 'app://mingjing/none.html', 'GET', 404],
    ['a kind of file that the screens have not', 'app://mingjing/app.map', 'GET', 404],
    ['a folder above', 'app://mingjing/..%2fsecret.html', 'GET', 404],
    ['a method that writes', SCREEN_URL, 'POST', 405],
  ])('refuses %s, and the refusal carries the locks too', async (_, url, method, status) => {
    const response = await get(url, method);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
