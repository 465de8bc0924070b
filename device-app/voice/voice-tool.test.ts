import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LEVEL_ORDER, levelLabel } from '@mingjing/shared/domain/levels.ts';
import { toneWav, writePack } from '@mingjing/test/support/voice-pack.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PACK_LIMITS } from '../core/voice/pack-schema.ts';
import { checkPack } from './check-pack.ts';
import { CLIPS, LANGUAGES, spokenTexts } from './spoken-texts.ts';
import { runVoiceTool } from './voice-tool.ts';

let folder: string;
let printed: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voice-tool-'));
  printed = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  runVoiceTool(args, { line: (text) => printed.push(text), error: (text) => printed.push(text) });
const all = Object.fromEntries(CLIPS.map((clip) => [clip, `${clip.replaceAll('.', '-')}.wav`]));
const put = (file: string, bytes: Uint8Array) => writeFileSync(join(folder, 'en', file), bytes);

describe('what is spoken', () => {
  it.each(LANGUAGES)('in %s is as long as one hears at once, and levels have their own names', (language) => {
    const texts = new Map(spokenTexts(language));
    expect(texts.size).toBe(CLIPS.length);
    expect([...texts.values()].filter((text) => text.trim() === '' || text.includes('{'))).toEqual([]);
    for (const level of LEVEL_ORDER) {
      expect(texts.get(`level${level}`)).toBe(levelLabel(level, language === 'zh-CN' ? 'zh' : language));
    }
    for (const [clip, text] of texts)
      expect((text.match(/\p{Script=Han}/gu) ?? []).length, clip).toBeLessThanOrEqual(18);
  });
});

it('a whole pack in WAV, 22 kHz and two seconds a clip, is within the bounds', () => {
  expect(LANGUAGES.length * CLIPS.length * 22_050 * 2 * 1.6).toBeLessThan(PACK_LIMITS.packBytes);
});

describe('npm run voice -- script', () => {
  it('has every clip with its words, for people and for spreadsheets', async () => {
    expect(await run('script', '--language', 'ug')).toBe(0);
    expect(await run('script', '--language', 'ug', '--csv')).toBe(0);
    const [markdown = '', csv = ''] = printed;
    for (const [clip, text] of spokenTexts('ug')) {
      expect(markdown).toContain(`| ${clip} | ${text} |`);
      expect(csv).toContain(`"${clip}","${text}",`);
    }
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(CLIPS.length + 1);
  });
});

describe('npm run voice -- check', () => {
  const of = async (change: () => void): Promise<string[]> => {
    writePack(folder, { en: all });
    for (const file of Object.values(all)) put(file, toneWav(0.5, 0.15));
    change();
    const { problems } = await checkPack(folder);
    return problems.map(({ field, problem }) => `${field}: ${problem}`);
  };
  /** Silent frames of MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 26 ms each. */
  const mp3 = (frames: number) => {
    const frame = Buffer.alloc(417);
    frame.writeUInt32BE(0xfffb9000);
    return Buffer.concat(Array.from({ length: frames }, () => frame));
  };
  const rename = (file: string, bytes: Uint8Array) => {
    put(file, bytes);
    const pack = JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8'));
    pack.languages.en.clips.invite = file;
    writeFileSync(join(folder, 'pack.json'), JSON.stringify(pack));
  };

  it('finds nothing wrong with a good pack', async () => {
    expect(await of(() => {})).toEqual([]);
    expect(await run('check', folder)).toBe(0);
    expect(printed).toEqual([`en: ${CLIPS.length} of ${CLIPS.length} clips, ${(CLIPS.length * 0.5).toFixed(1)} s`]);
  });

  it.each<[string, () => void, RegExp]>([
    ['too quiet', () => put('undo.wav', toneWav(0.5, 0.01)), /en\.clips\.undo: undo\.wav is too quiet/],
    ['too loud', () => put('undo.wav', toneWav(0.5, 0.8)), /is too loud/],
    ['crackling', () => put('undo.wav', toneWav(0.5, 1)), /peaks at -?0\.0 dBFS/],
    ['apart from the others', () => put('undo.wav', toneWav(0.5, 0.08)), /-5 dB apart/],
    ['too long', () => put('undo.wav', toneWav(12.1, 0.15)), /lasts 12\.1 s; at most 12/],
    ['too short', () => put('undo.wav', toneWav(0.1, 0.15)), /lasts 0\.10 s/],
    ['not to be decoded', () => put('undo.wav', Buffer.from('RIFF....WAVE')), /no complete WAV/],
    ['too long as MP3', () => rename('a.mp3', mp3(500)), /a\.mp3 lasts 13\.1 s/],
    ['not to be decoded as MP3', () => rename('a.mp3', Buffer.from('ID3')), /a\.mp3 (cannot be decoded|does not say)/],
  ])('says what is %s', async (_case, spoil, problem) => {
    const problems = await of(spoil);
    expect(problems.join('\n')).toMatch(problem);
    expect(await run('check', folder)).toBe(1);
  });

  it('names clips that are missing, and says what it did not listen to', async () => {
    expect(await of(() => rename('a.mp3', mp3(40)))).toEqual([]);
    expect((await checkPack(folder)).warnings).toEqual([
      { field: 'languages.en.clips.invite', problem: expect.stringMatching(/only WAV is/) },
    ]);
    writePack(folder, { en: { invite: 'invite.wav' } });
    expect((await checkPack(folder)).problems).toHaveLength(CLIPS.length - 1);
    writePack(folder, {});
    expect((await checkPack(folder)).problems).toMatchObject([{ field: 'languages' }]);
  });
});

describe('npm run voice -- draft', () => {
  it('makes a pack that passes the check', async () => {
    const main = fileURLToPath(new URL('./voice-main.ts', import.meta.url));
    await promisify(execFile)(process.execPath, [main, 'draft', '--out', folder, '--language', 'en']);
    const { problems, summary } = await checkPack(folder);
    expect(problems).toEqual([]);
    expect(summary).toEqual([expect.stringContaining(`en: ${CLIPS.length} of ${CLIPS.length} clips`)]);
    const pack = JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8'));
    expect(pack.languages.en.voice).toMatch(/synthesiser.*draft/);
  });

  it('says which language no synthesiser speaks', async () => {
    expect(await run('draft', '--out', folder, '--language', 'bo')).toBe(1);
    expect(printed.join()).toMatch(/record it with a person/);
  });
});

it.each([
  [[]],
  [['sing']],
  [['script', '--language', 'fr']],
  [['script', '--loud']],
  [['check']],
  [['check', 'a', 'b']],
  [['draft']],
  [['draft', '--out', 'x', '--language', 'fr']],
])('wrongly called with %j, it says how it is used', async (args) => {
  expect(await run(...args)).toBe(2);
  expect(printed.join()).toMatch(/usage: npm run voice/);
});
