import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileFiles, SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { createProfilesTool } from '@mingjing/hardware-profiles/tools/profiles-tool.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noMachine } from '../tools/testing/no-machine.ts';
import { replay } from './replay.ts';

const [FOUR_KEY = '', FIVE_GRADE = ''] = profileFiles(SHIPPED_PROFILES);
const VECTORS = join(SHIPPED_PROFILES, '../recordings/queue-bus/derived.json');

const runProfiles = createProfilesTool(replay, noMachine);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-tool-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await runProfiles(args, { line: (text) => lines.push(text), error: (text) => errors.push(text) });
  return { code, lines, errors: errors.join('\n'), json: () => JSON.parse(lines.at(-1) ?? 'null') };
}

/** A vectors file with one change. */
function vectorsWith(change: (file: { vectors: Record<string, unknown>[] }) => void): string {
  const file = JSON.parse(readFileSync(VECTORS, 'utf8'));
  change(file);
  const path = join(folder, 'vectors.json');
  writeFileSync(path, JSON.stringify(file));
  return path;
}

describe('profiles lint', () => {
  it('finds nothing wrong with what ships', async () => {
    expect(await run('lint', '--json')).toMatchObject({ code: 0 });
    expect((await run('lint', '--json')).json()).toEqual({ profiles: 6, issues: [] });
  });

  it('finds a vector that does not hold, and a variant that none speaks of', async () => {
    const profile = JSON.parse(readFileSync(FOUR_KEY, 'utf8'));
    profile.vectors[0].expect.level = 1;
    profile.vectors = profile.vectors.filter((vector: { variant?: string }) => vector.variant !== 'short-ack');
    writeFileSync(join(folder, 'pad.json'), JSON.stringify(profile));
    const { code, errors } = await run('lint', '--folder', folder);
    expect(code).toBe(1);
    expect(errors).toMatch(/pad.json: vectors.0: gives .*"level":5.*; correct one of the two/);
    expect(errors).toMatch(/pad.json: vectors: none is of variant "short-ack"; add one/);
  });
});

describe('profiles replay', () => {
  it('passes the known vectors of the queue bus', async () => {
    const { code, json } = await run('replay', '--profile', FOUR_KEY, '--vectors', VECTORS, '--json');
    expect(code).toBe(0);
    expect(json()).toMatchObject({ passed: 14, failed: 0 });
    expect(json().vectors[0]).toMatchObject({
      hex: 'ff680303688111039516',
      expected: { level: 5 },
      got: { level: 5 },
      ok: true,
    });
  });

  it('passes the vectors of each profile itself', async () => {
    expect((await run('replay', '--profile', FOUR_KEY)).code).toBe(0);
    expect((await run('replay', '--profile', FIVE_GRADE)).code).toBe(0);
  });

  it('shows that a five-grade pad means other levels than the four-key pad', async () => {
    const { code, json } = await run('replay', '--profile', FIVE_GRADE, '--vectors', VECTORS, '--json');
    expect(code).toBe(1);
    expect(json().vectors.filter(({ ok }: { ok: boolean }) => !ok)).toMatchObject([
      { expected: { raw: 3, level: 5 }, got: { raw: 3, level: 4 } },
      { expected: { raw: 2, level: 4 }, got: { raw: 2, level: 3 } },
      { expected: { raw: 0, level: 2 }, got: { raw: 0, level: 1 } },
    ]);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a level', { hex: 'ff 68 03 03 68 81 11 03 95 16', expect: { type: 'rating', level: 4 } }, { level: 5 }],
    [
      'a rating where there is an error',
      { hex: 'ff 68 03 03 68 81 11 03 94 16', expect: { type: 'rating' } },
      { reason: 'checksum' },
    ],
    [
      'an error where there is a rating',
      { hex: 'ff 68 03 03 68 81 11 03 95 16', expect: { type: 'error' } },
      { type: 'rating' },
    ],
    [
      'the wrong key',
      { hex: 'ff 68 03 03 68 01 01 0c 0e 16', expect: { type: 'key', key: 'recall' } },
      { key: 'callNext' },
    ],
  ])('fails a vector that expects %s', async (_name, vector, got) => {
    const path = vectorsWith((file) => file.vectors.push({ protocol: 'queue-bus-ff68', direction: 'in', ...vector }));
    const { code, json } = await run('replay', '--profile', FOUR_KEY, '--vectors', path, '--json');
    expect(code).toBe(1);
    expect(json()).toMatchObject({ passed: 14, failed: 1 });
    expect(json().vectors.at(-1)).toMatchObject({ ok: false, got });
  });

  it('fails output bytes that no template makes', async () => {
    const vector = {
      protocol: 'queue-bus-ff68',
      direction: 'out',
      hex: 'ff 68 02 02 68 01 03 05 16',
      expect: { type: 'beepCaller' },
    };
    const path = vectorsWith((file) => file.vectors.push(vector));
    const { code, json } = await run('replay', '--profile', FOUR_KEY, '--vectors', path, '--json');
    expect([code, json().vectors.at(-1).got]).toEqual([1, null]);
  });

  it.each<[string, () => string[], RegExp]>([
    ['no command', () => [], /"" is no command; use: npm run profiles/],
    ['an unknown command', () => ['play'], /"play" is no command/],
    ['an unknown option', () => ['replay', '--profil', 'x'], /Unknown option '--profil'/],
    ['no profile', () => ['replay'], /replay needs --profile FILE/],
    [
      'a profile that is not there',
      () => ['replay', '--profile', 'nowhere.json'],
      /nowhere.json: \(file\): cannot be read/,
    ],
    [
      'vectors that are not there',
      () => ['replay', '--profile', FOUR_KEY, '--vectors', 'nowhere.json'],
      /nowhere.json: \(file\): cannot be read/,
    ],
    [
      'vectors of other protocols only',
      () => [
        'replay',
        '--profile',
        FOUR_KEY,
        '--vectors',
        vectorsWith((file) => file.vectors.splice(0, 99, { protocol: 'other' })),
      ],
      /vectors.json: vectors: has none of protocol "queue-bus-ff68"/,
    ],
    [
      'a vector that is no hexadecimal text',
      () => [
        'replay',
        '--profile',
        FOUR_KEY,
        '--vectors',
        vectorsWith((file) => {
          file.vectors[2]!.hex = 'xy';
        }),
      ],
      /vectors.json: vectors.2.hex: must be 1–64 bytes in hexadecimal/,
    ],
  ])('says what is wrong with the call: %s', async (_name, args, problem) => {
    const { code, errors } = await run(...args());
    expect(code).toBe(2);
    expect(errors).toMatch(problem);
  });

  it('is a program whose last line is the report and whose exit code says how it went', async () => {
    const tool = join(import.meta.dirname, 'profiles-main.ts');
    const result = await new Promise<{ code: number; stdout: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [tool, 'replay', '--profile', FIVE_GRADE, '--vectors', VECTORS, '--json'],
        (_error, stdout) => resolve({ code: child.exitCode ?? -1, stdout }),
      );
    });
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ passed: 11, failed: 3 });
  });
});
