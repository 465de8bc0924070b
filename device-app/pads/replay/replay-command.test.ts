import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { createReplayCommand } from '@mingjing/hardware-profiles/tools/replay-command.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replay } from './replay.ts';

const FOUR_KEY = join(SHIPPED_PROFILES, 'queue-bus/ff68-4key.json');
const FIVE_GRADE = join(SHIPPED_PROFILES, 'queue-bus/ff68-5grade.json');
const VECTORS = join(SHIPPED_PROFILES, '../recordings/queue-bus/derived.json');

const command = createReplayCommand(replay);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await command(args, { line: (text) => lines.push(text), error: (text) => errors.push(text) });
  return { code, errors: errors.join('\n'), json: JSON.parse(lines.at(-1) ?? 'null') };
}

/** A vectors file of its own. */
function fileOf(vectors: unknown): string {
  const path = join(folder, 'vectors.json');
  writeFileSync(path, JSON.stringify(vectors, null, 1));
  return path;
}
const known = (): Record<string, unknown>[] => JSON.parse(readFileSync(VECTORS, 'utf8')).vectors;
const onFourKey = (vectors: unknown) => run('--profile', FOUR_KEY, '--vectors', fileOf(vectors), '--json');
const GOOD = { direction: 'in', hex: 'ff 68 03 03 68 81 11 03 95 16', expect: { type: 'rating', level: 5 } };

describe('profiles replay', () => {
  it('reports each vector of a file', async () => {
    const { code, json } = await run('--profile', FOUR_KEY, '--vectors', VECTORS, '--json');
    expect(code).toBe(0);
    expect(json).toMatchObject({ passed: 14, failed: 0 });
    expect(json.vectors[0]).toEqual({
      hex: 'ff680303688111039516',
      expected: { type: 'rating', addr: '0x81', raw: 3, level: 5 },
      got: { type: 'rating', addr: 0x81, raw: 3, level: 5 },
      ok: true,
      variant: 'mirrored-ack',
      rules: [[0]],
    });
  });

  it('plays the vectors of the profile itself where no file is named', async () => {
    expect(await run('--profile', FOUR_KEY)).toMatchObject({ code: 0, errors: expect.stringContaining(' 0 failed') });
  });

  it('shows that a five-grade pad means other levels than the four-key pad', async () => {
    const { code, json } = await run('--profile', FIVE_GRADE, '--vectors', VECTORS, '--any-protocol', '--json');
    expect(code).toBe(1);
    expect(json.vectors.filter(({ ok }: { ok: boolean }) => !ok)).toMatchObject([
      { expected: { raw: 3, level: 5 }, got: { raw: 3, level: 4 } },
      { expected: { raw: 2, level: 4 }, got: { raw: 2, level: 3 } },
      { expected: { raw: 0, level: 2 }, got: { raw: 0, level: 1 } },
    ]);
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ['another level', { ...GOOD, expect: { type: 'rating', level: 4 } }, { level: 5 }],
    ['a word that is not there', { ...GOOD, expect: { type: 'rating', stars: 5 } }, { level: 5 }],
    ['that it is sound, where it is not', { ...GOOD, hex: 'ff 68 03', expect: {} }, { type: 'error' }],
    ['that it is sound, of bytes that nothing sends', { direction: 'out', hex: 'ff 68', expect: {} }, null],
    ['remarks only', { ...GOOD, expect: { style: 'short' } }, { level: 5 }],
    ['a rating of bytes that are none', { ...GOOD, hex: 'ff 68 03 03 68 81 11 03 94 16' }, { reason: 'checksum' }],
    ['an error of bytes that are a rating', { ...GOOD, expect: { type: 'error' } }, { type: 'rating' }],
    [
      'another key',
      { direction: 'in', hex: 'ff 68 03 03 68 01 01 0c 0e 16', expect: { type: 'key', key: 'recall' } },
      { key: 'callNext' },
    ],
    [
      'an output of bytes that no template makes',
      { direction: 'out', hex: 'ff 68 02 02 68 01 03 05 16', expect: { type: 'beepCaller' } },
      null,
    ],
    [
      'a feature report of bytes that are an output',
      { direction: 'feature', hex: 'ff 68 02 02 68 01 03 04 16', expect: { type: 'beepCaller' } },
      null,
    ],
  ])('fails a vector that expects %s', async (_name, vector, got) => {
    const { code, json } = await onFourKey([...known(), { protocol: 'queue-bus-ff68', ...vector }]);
    expect([code, json.passed, json.failed]).toEqual([1, 14, 1]);
    if (got === null) expect(json.vectors.at(-1)).toMatchObject({ ok: false, got: null });
    else expect(json.vectors.at(-1)).toMatchObject({ ok: false, got });
  });

  it('asks of a vector that expects {} only that it is sound', async () => {
    expect(await onFourKey([{ ...GOOD, expect: {} }])).toMatchObject({ code: 0, json: { passed: 1, failed: 0 } });
  });

  it('takes a bare list, vectors without a protocol, and leaves other protocols alone', async () => {
    const { code, json } = await onFourKey([GOOD, { protocol: 'queue-bus-ff68', ...GOOD }, { protocol: 'other' }]);
    expect([code, json.passed, json.failed]).toEqual([0, 2, 0]);
  });

  it('plays nothing of a file that speaks of other protocols only, unless asked to', async () => {
    const file = { vectors: [{ protocol: 'mine', ...GOOD }] };
    const { code, errors } = await onFourKey(file);
    expect(code).toBe(2);
    expect(errors).toMatch(/vectors: has vectors of mine only, none of queue-bus-ff68; .*--any-protocol/);
    const all = await run('--profile', FOUR_KEY, '--vectors', fileOf(file), '--any-protocol', '--json');
    expect([all.code, all.json.passed]).toEqual([0, 1]);
  });

  it('does not ask where a vector comes from, and takes any remark', async () => {
    const { code } = await onFourKey({
      about: 1,
      vectors: [{ ...GOOD, origin: 'dreamt', note: 'x'.repeat(400), seen: 2 }],
    });
    expect(code).toBe(0);
  });

  it.each<[string, unknown, RegExp]>([
    ['is no list', { vector: [] }, /vectors.json:1: \(file\): must be \{"vectors": \[...]} or a list of vectors/],
    ['is empty', [], /vectors.json:1: \(file\): has no vector; give a file that has/],
    [
      'has a vector that is no hexadecimal text',
      { vectors: [GOOD, { ...GOOD, hex: 'xy' }] },
      /vectors.json:13: vectors.1.hex: must be bytes in hexadecimal, such as "ff 68"/,
    ],
    [
      'has a vector that is too long',
      [{ ...GOOD, hex: '00'.repeat(4097) }],
      /vectors.json:4: 0.hex: must be at most 4096 bytes/,
    ],
    ['has an entry that is nothing', { vectors: [GOOD, null] }, /vectors.json:11: vectors.1: must be object/],
    [
      'has a vector without a direction',
      [{ ...GOOD, direction: 'up' }],
      /0.direction: must be one of "in", "out", "feature"/,
    ],
    ['has a vector without expectation', [{ ...GOOD, expect: undefined }], /0.expect: is missing; add it/],
    [
      'speaks of a variant that is not there',
      [{ ...GOOD, variant: 'loud' }],
      /vectors.json:\d+: 0.variant: must be one of mirrored-ack, short-ack/,
    ],
  ])('says by file and line what is wrong where the file %s', async (_name, vectors, problem) => {
    const { code, errors } = await onFourKey(vectors);
    expect(errors).toMatch(problem);
    expect(code).toBe(2);
  });

  it('says which file cannot be read', async () => {
    const nowhere = join(folder, 'nowhere.json');
    for (const args of [
      ['--profile', nowhere],
      ['--profile', FOUR_KEY, '--vectors', nowhere],
    ]) {
      const { code, errors } = await run(...args);
      expect([code, errors]).toEqual([2, expect.stringMatching(/nowhere.json: \(file\): cannot be read: /)]);
    }
  });

  it('reads files of 16 MiB and none larger', async () => {
    const file = fileOf([{ protocol: 'queue-bus-ff68', ...GOOD }]);
    const text = readFileSync(file, 'utf8');
    const most = 16 * 1024 * 1024;
    writeFileSync(file, text.padEnd(most));
    expect(await run('--profile', FOUR_KEY, '--vectors', file)).toMatchObject({ code: 0 });
    writeFileSync(file, text.padEnd(most + 1));
    const { code, errors } = await run('--profile', FOUR_KEY, '--vectors', file);
    expect([code, errors]).toEqual([
      2,
      expect.stringMatching(/vectors.json: .*has 16777217 bytes; at most 16777216 are/),
    ]);
  });

  it('takes messages as long as frames may be, 4096 bytes', async () => {
    const { json } = await onFourKey([
      { ...GOOD, hex: '00'.repeat(4096), expect: { type: 'error', reason: 'garbage' } },
    ]);
    expect(json).toMatchObject({ passed: 1, failed: 0 });
  });
});
