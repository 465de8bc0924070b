import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProfilesTool } from '@mingjing/hardware-profiles/tools/profiles-tool.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replay } from '../replay/replay.ts';
import { noMachine } from './testing/no-machine.ts';

const READMES = ['README.md', 'README.zh-CN.md'].map((name): [name: string, text: string] => [
  name,
  readFileSync(join(import.meta.dirname, '../../../hardware-profiles', name), 'utf8'),
]);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-readme-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await createProfilesTool(replay, noMachine)(args, {
    line: (text) => lines.push(text),
    error: (text) => errors.push(text),
  });
  return { code, out: lines.join('\n'), errors: errors.join('\n') };
}

describe.each(READMES)('the way to a new pad, as %s of the profiles shows it', (_name, README) => {
  it('holds: the example lints without a word and replays', async () => {
    const example = /```json\n(.*?)```/s.exec(README)?.[1];
    const file = join(folder, 'hall-2-pad.json');
    writeFileSync(file, example ?? '');
    const linted = await run('lint', '--profile', file, '--json');
    expect(JSON.parse(linted.out)).toEqual({ profiles: 1, issues: [], warnings: [] });
    const replayed = await run('replay', '--profile', file, '--json');
    expect(JSON.parse(replayed.out)).toMatchObject({ passed: 6, failed: 0 });
  });

  it('names only commands that there are', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    const named = [...README.matchAll(/npm run (?:--silent )?profiles -- ([a-z-]+)/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(['lint', 'replay', 'ports', 'record', 'learn']));
    for (const name of named) expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  it('is told for each command by --help', async () => {
    const { out } = await run('--help');
    const names = [...out.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name ?? '');
    expect(names).toEqual([
      'lint',
      'replay',
      'record',
      'learn',
      'ports',
      'udev',
      'support-table',
      'json-schema',
      'safety-table',
    ]);
    for (const name of names) {
      const { code, out: usage } = await run(name, '--help');
      expect([code, usage.startsWith(`npm run profiles -- ${name} `)]).toEqual([0, true]);
    }
    expect(await run('polish')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/"polish" is no command; use: npm run profiles --\n {2}lint/),
    });
  });
});
