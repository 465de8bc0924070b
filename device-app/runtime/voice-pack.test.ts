import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePack } from '@mingjing/test/support/voice-pack.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLocalServer } from './local-server.ts';
import { loadVoicePack } from './voice-pack.ts';

let folder: string;
beforeEach(() => {
  folder = writePack(mkdtempSync(join(tmpdir(), 'voice-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const pack = () => JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8'));
const repack = (change: (pack: ReturnType<typeof JSON.parse>) => void): void => {
  const changed = pack();
  change(changed);
  writeFileSync(join(folder, 'pack.json'), JSON.stringify(changed));
};

describe('a clip pack', () => {
  it('is taken whole', () => {
    const loaded = loadVoicePack(folder);
    if (!loaded.ok) throw new Error(loaded.error.problem);
    expect(loaded.value.clips).toEqual({
      'zh-CN': { invite: 'invite.wav', undo: 'undo.wav' },
      en: { invite: 'a1.wav' },
    });
    expect([...loaded.value.files]).toEqual([
      ['zh-CN/invite.wav', 'audio/wav'],
      ['zh-CN/undo.wav', 'audio/wav'],
      ['en/a1.wav', 'audio/wav'],
    ]);
  });

  it.each<[string, () => void, string, RegExp]>([
    ['no folder', () => rmSync(join(folder, 'pack.json')), 'pack.json', /put it into the folder/],
    [
      'a folder in its place',
      () => {
        rmSync(join(folder, 'pack.json'));
        mkdirSync(join(folder, 'pack.json'));
      },
      'pack.json',
      /must be a file/,
    ],
    ['half a file', () => truncateSync(join(folder, 'pack.json'), 20), 'pack.json', /not JSON/],
    [
      'a huge file',
      () => writeFileSync(join(folder, 'pack.json'), ' '.repeat(70_000)),
      'pack.json',
      /larger than 64 KB/,
    ],
    ['another version', () => repack((it) => (it.version = 2)), 'version', /must be 1/],
    ['a language of its own', () => repack((it) => (it.languages.fr = {})), 'languages', /fr/],
    ['no speaker', () => repack((it) => (it.languages.en.voice = '')), 'languages.en.voice', /who spoke/],
    ['no licence', () => repack((it) => delete it.languages.en.licence), 'languages.en.licence', /./],
    [
      'an unknown clip',
      () => repack((it) => (it.languages.en.clips.hi = 'a1.wav')),
      'languages.en.clips.hi',
      /is no clip/,
    ],
    [
      'a way out',
      () => repack((it) => (it.languages.en.clips.invite = '../zh-CN/undo.wav')),
      'languages.en.clips.invite',
      /plain name/,
    ],
    ['a page', () => repack((it) => (it.languages.en.clips.invite = 'a.html')), 'languages.en.clips.invite', /\.opus/],
    ['a missing file', () => rmSync(join(folder, 'en/a1.wav')), 'languages.en.clips.invite', /a1\.wav cannot be read/],
    [
      'a long file',
      () => truncateSync(join(folder, 'en/a1.wav'), 300 * 1024 + 1),
      'languages.en.clips.invite',
      /301 KB; at most 300/,
    ],
    [
      'another kind of file',
      () => writeFileSync(join(folder, 'en/a1.wav'), '<script>'),
      'languages.en.clips.invite',
      /not the sound file/,
    ],
  ])('with %s is refused by field and cure', (_case, spoil, field, problem) => {
    spoil();
    expect(loadVoicePack(folder)).toEqual({ ok: false, error: { field, problem: expect.stringMatching(problem) } });
  });

  it('leads to no file elsewhere by a link', () => {
    rmSync(join(folder, 'en/a1.wav'));
    symlinkSync(join(folder, 'zh-CN/undo.wav'), join(folder, 'en/a1.wav'));
    expect(loadVoicePack(folder)).toMatchObject({ ok: false, error: { problem: expect.stringMatching(/link/) } });
  });
});

describe('clips over HTTP', () => {
  let server: Awaited<ReturnType<typeof startLocalServer>>;
  let root: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'voice-served-'));
    mkdirSync(join(root, 'screens'));
    writeFileSync(join(root, 'screens/index.html'), '<!doctype html>');
    writePack(join(root, 'pack'));
    writeFileSync(join(root, 'pack/en/beside.wav'), 'RIFF');
    const loaded = loadVoicePack(join(root, 'pack'));
    if (!loaded.ok) throw new Error(loaded.error.problem);
    server = await startLocalServer({
      port: 0,
      screensDir: join(root, 'screens'),
      voice: loaded.value,
      api: async () => {},
      screenUpgrade: (_request, socket) => socket.destroy(),
      log: () => {},
    });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(root, { recursive: true });
  });

  it('come with their type, whole or in part, under the policy of the screens', async () => {
    const whole = await fetch(`${server.url}/screen/voice/zh-CN/invite.wav`);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('audio/wav');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.equals(readFileSync(join(root, 'pack/zh-CN/invite.wav')))).toBe(true);
    const part = await fetch(`${server.url}/screen/voice/zh-CN/invite.wav`, { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
    const page = await fetch(`${server.url}/screen/`);
    expect(page.headers.get('content-security-policy')?.split('; ')).toContain("media-src 'self'");
  });

  /** As a client sends it that tidies up no path. */
  function raw(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`),
      );
      let answer = '';
      socket
        .on('data', (data) => (answer += data.toString('latin1')))
        .on('close', () => resolve(answer))
        .on('error', reject);
    });
  }

  it.each([
    'pack.json',
    'en/beside.wav',
    'en/',
    '',
    'en',
    '../pack/en/a1.wav',
    'en/../zh-CN/invite.wav',
    'en/..%2fzh-CN/invite.wav',
    '..%2f..%2f..%2fetc/passwd',
    '%2e%2e/pack.json',
    'en%5ca1.wav',
    'en/a1.wav%00',
    'en//a1.wav',
    'EN/a1.wav',
    'en/a1.wav/',
  ])('are nothing but what the pack names: %j', async (name) => {
    expect(await raw(`/screen/voice/${name}`)).toMatch(/^HTTP\/1\.1 (404|400) /);
  });
  it('stay there for the names that are', async () => {
    expect(await raw('/screen/voice/en/a1.wav')).toMatch(/^HTTP\/1\.1 200 /);
  });
});
