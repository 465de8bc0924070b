import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLintCommand } from '@mingjing/hardware-profiles/tools/lint-command.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replay } from '../replay.ts';

/** A vector of a press. */
export const rating = (raw: number, level: number) => ({
  direction: 'in',
  hex: `aa 0${raw}`,
  expect: { type: 'rating', raw, level },
  origin: 'derived',
});

/** A made-up pad without a fault: two bytes, the second is the key. */
export const pad = () => ({
  schema: 1,
  id: 'made-up',
  role: 'pad',
  protocol: 'made-up',
  title: { zh: '虚构', en: 'Made up' },
  version: '1.0.0',
  provenance: { sources: ['made up for tests'], confidence: 'low', testedOnHardware: false },
  match: [] as Record<string, unknown>[],
  transport: { kind: 'serial', serial: { baudRate: 9600 } } as Record<string, unknown>,
  framing: { kind: 'fixed', size: 2, header: 'aa', maxFrame: 2 } as Record<string, unknown>,
  stateful: false,
  decode: [{ emit: 'rating', value: { kind: 'byte', at: 1 } }] as Record<string, unknown>[],
  keyMap: {
    rating: { '0x01': 1, '0x02': 2, '0x03': 3, '0x04': 4, '0x05': 5 } as Record<string, number>,
    timeoutValues: [] as number[],
    keys: {} as Record<string, string>,
  },
  outputs: {} as Record<string, unknown>,
  variants: { standard: { title: 'standard' } } as Record<string, unknown>,
  vectors: [1, 2, 3, 4, 5].map((level) => rating(level, level)) as Record<string, unknown>[],
});
export type Pad = ReturnType<typeof pad>;

/** A made-up pad that reports all its buttons. */
export function keyPad(profile: Pad, value: Record<string, unknown> = { kind: 'bits', from: 1, bytes: 1 }): void {
  profile.stateful = true;
  profile.decode = [{ emit: 'buttons', value }];
  profile.vectors = [1, 2, 3, 4, 5].map((level) => ({
    direction: 'in',
    hex: `aa ${(1 << (level - 1)).toString(16).padStart(2, '0')}`,
    expect: { down: [level], level },
    origin: 'derived',
  }));
}

/** Where the profiles of a test are written; new for each. */
export let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-lint-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lint = createLintCommand(replay);

/** Runs the command; file names are told without their folder. */
export async function run(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const print = { line: (text: string) => lines.push(text), error: (text: string) => errors.push(text) };
  const code = await lint(args, print);
  return {
    code,
    errors: errors.map((text) => text.replaceAll(`${folder}/`, '')),
    json: JSON.parse(lines[0] ?? 'null'),
  };
}

/** What the linter says of profiles in one folder. */
export function lintFiles(...profiles: readonly (object | string)[]) {
  for (const [index, profile] of profiles.entries()) {
    const text = typeof profile === 'string' ? profile : JSON.stringify(profile, null, 2);
    writeFileSync(join(folder, `${index}.json`), text);
  }
  return run('--folder', folder, '--json');
}

type Case = readonly [name: string, change: (profile: Pad) => void, problem: RegExp];

/** Each case is one issue, and nothing else. */
export function issues(cases: readonly Case[]) {
  it.each(cases)('%s', async (_name, change, problem) => {
    const profile = pad();
    change(profile);
    const { code, errors } = await lintFiles(profile);
    expect(errors).toEqual([expect.stringMatching(problem), expect.stringMatching(/^1 profiles, 1 issues/)]);
    expect(code).toBe(1);
  });
}
