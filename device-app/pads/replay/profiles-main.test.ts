import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { createProfilesTool } from '@mingjing/hardware-profiles/tools/profiles-tool.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noMachine } from '../tools/testing/no-machine.ts';
import { replay } from './replay.ts';

const FIVE_GRADE = join(SHIPPED_PROFILES, 'queue-bus/ff68-5grade.json');
const VECTORS = join(SHIPPED_PROFILES, '../recordings/queue-bus/derived.json');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-tool-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the tool', () => {
  const runProfiles = createProfilesTool(replay, noMachine);

  it.each<[string, string[], RegExp]>([
    ['no command', [], /"" is no command; use: npm run profiles/],
    ['an unknown command', ['play'], /"play" is no command/],
    ['an unknown option', ['replay', '--profil', 'x'], /Unknown option '--profil'/],
    ['no profile', ['replay'], /replay needs --profile FILE/],
  ])('says what is wrong with the call: %s', async (_name, args, problem) => {
    const errors: string[] = [];
    const code = await runProfiles(args, { line: () => undefined, error: (text) => errors.push(text) });
    expect(errors.join('\n')).toMatch(problem);
    expect(code).toBe(2);
  });
});

/** Runs the program itself. */
function program(...args: string[]) {
  const main = join(import.meta.dirname, 'profiles-main.ts');
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe('the program', () => {
  it('ends with the report, and says by its exit code how it went', async () => {
    const { code, stdout } = await program(
      'replay',
      '--profile',
      FIVE_GRADE,
      '--vectors',
      VECTORS,
      '--any-protocol',
      '--json',
    );
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ passed: 11, failed: 3 });
    expect(code).toBe(1);
  });

  it('says by file and line what is wrong with a bad profile', async () => {
    const profile = join(folder, 'pad.json');
    writeFileSync(profile, readFileSync(FIVE_GRADE, 'utf8').replace('"sum8"', '"sum9"'));
    const { code, stderr } = await program('replay', '--profile', profile, '--vectors', VECTORS, '--json');
    expect(stderr).toMatch(/pad.json:\d+: framing.checksum.kind: must be one of "sum8", /);
    expect(code).toBe(2);
  });
});
