import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLintCommand } from '@mingjing/hardware-profiles/tools/lint-command.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replay } from './replay.ts';

const rating = (raw: number, level: number) => ({
  direction: 'in',
  hex: `aa 0${raw}`,
  expect: { type: 'rating', raw, level },
  origin: 'derived',
});

/** A made-up pad without a fault: two bytes, the second is the key. */
const pad = () => ({
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
type Pad = ReturnType<typeof pad>;

/** A made-up pad that reports all its buttons. */
function keyPad(profile: Pad, value: Record<string, unknown> = { kind: 'bits', from: 1, bytes: 1 }): void {
  profile.stateful = true;
  profile.decode = [{ emit: 'buttons', value }];
  profile.vectors = [1, 2, 3, 4, 5].map((level) => ({
    direction: 'in',
    hex: `aa ${(1 << (level - 1)).toString(16).padStart(2, '0')}`,
    expect: { down: [level], level },
    origin: 'derived',
  }));
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-lint-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lint = createLintCommand(replay);

async function run(...args: string[]) {
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
function lintFiles(...profiles: readonly (object | string)[]) {
  for (const [index, profile] of profiles.entries()) {
    const text = typeof profile === 'string' ? profile : JSON.stringify(profile, null, 2);
    writeFileSync(join(folder, `${index}.json`), text);
  }
  return run('--folder', folder, '--json');
}

it('finds nothing in a good profile', async () => {
  expect(await lintFiles(pad())).toEqual({
    code: 0,
    errors: ['1 profiles, 0 issues, 0 warnings'],
    json: { profiles: 1, issues: [], warnings: [] },
  });
});

type Case = readonly [name: string, change: (profile: Pad) => void, problem: RegExp];

/** Each case is one issue, and nothing else. */
function issues(cases: readonly Case[]) {
  it.each(cases)('%s', async (_name, change, problem) => {
    const profile = pad();
    change(profile);
    const { code, errors } = await lintFiles(profile);
    expect(errors).toEqual([expect.stringMatching(problem), expect.stringMatching(/^1 profiles, 1 issues/)]);
    expect(code).toBe(1);
  });
}

describe('vectors', () => {
  issues([
    [
      'that do not hold',
      (profile) => {
        profile.vectors.push({ ...rating(1, 2) });
      },
      /^0.json:\d+: vectors.5: gives .*"raw":1,"level":1.*; correct one of the two/,
    ],
    [
      'that expect a word which the meaning lacks',
      (profile) => {
        profile.vectors.push({ ...rating(1, 1), expect: { type: 'rating', loudness: 1 } });
      },
      /vectors.5: gives/,
    ],
    [
      'that show no press of a level',
      (profile) => {
        profile.vectors.splice(2, 1);
      },
      /^0.json:\d+: keyMap.rating.0x03: is level 3, but no incoming vector gives it; add one/,
    ],
    [
      'that do not show a variant',
      (profile) => {
        profile.variants.loud = { title: 'loud' };
        profile.vectors.push({ ...rating(1, 1), variant: 'standard' });
      },
      /^0.json:\d+: variants.loud: is shown by no vector; add one/,
    ],
    [
      'that were captured by nobody',
      (profile) => {
        profile.provenance.testedOnHardware = true;
      },
      /^0.json:\d+: provenance.testedOnHardware: is true, but no vector is captured/,
    ],
  ]);

  it('that do not hold show no level', async () => {
    const profile = pad();
    profile.vectors[2] = { ...rating(3, 3), expect: { level: 3, raw: 9 } };
    const { errors } = await lintFiles(profile);
    expect(errors).toEqual([
      expect.stringMatching(/vectors.2: gives/),
      expect.stringMatching(/keyMap.rating.0x03: is level 3, but no incoming vector/),
      expect.stringMatching(/2 issues/),
    ]);
  });

  it('of a pad with fewer than five levels are a warning', async () => {
    const profile = pad();
    delete profile.keyMap.rating['0x03'];
    profile.vectors.splice(2, 1);
    const { code, errors, json } = await lintFiles(profile);
    expect(errors[0]).toMatch(/^warning: 0.json:\d+: keyMap.rating: names 4 of 5 levels; .* needs the screen/);
    expect([code, json.issues, json.warnings.length]).toEqual([0, [], 1]);
  });
});

describe('rules', () => {
  const first = { emit: 'rating', value: { kind: 'byte', at: 1 }, when: [{ at: 0, equals: 0xaa }] };
  issues([
    [
      'of which the earlier fits all that the later does',
      (profile) => profile.decode.push({ emit: 'report', when: [{ at: 1, equals: 9 }], name: 'late' }),
      /^0.json:\d+: decode.1: is never heard: decode.0 fits the same frames/,
    ],
    [
      'that both fit a vector',
      (profile) => {
        profile.decode = [first, { emit: 'report', when: [{ at: 1, mask: 0xf0, equals: 0 }] }];
      },
      /^0.json:\d+: decode.1: fits vectors.0 like decode.0 before it; give one a condition/,
    ],
  ]);

  it('may go from the special to the general', async () => {
    const profile = pad();
    profile.decode = [first, { emit: 'report', name: 'other' }];
    expect(await lintFiles(profile)).toMatchObject({ code: 0 });
  });

  it('may follow one that needs more bytes or another value', async () => {
    const profile = pad();
    profile.framing = { kind: 'hid-report', minSize: 1, maxFrame: 8 };
    profile.transport = { kind: 'hid' };
    profile.decode = [
      { emit: 'rating', value: { kind: 'byte', at: 1 } },
      { emit: 'report', fields: { text: { kind: 'regex', pattern: '^(x)$' } } },
      { emit: 'report' },
    ];
    expect(await lintFiles(profile)).toMatchObject({ code: 0 });
  });
});

describe('key maps', () => {
  const rate = (raw: string) => (profile: Pad) => {
    profile.keyMap.rating[raw] = 1;
  };
  issues([
    [
      'with a value outside the mask',
      (profile) => {
        profile.decode[0]!.value = { kind: 'byte', at: 1, mask: '0x0f' };
        rate('0x10')(profile);
      },
      /^0.json:\d+: keyMap.rating.0x10: can come from no rule of decode/,
    ],
    ['with a value that no byte has', rate('256'), /keyMap.rating.256: can come from no rule/],
    ['with a text where bytes come', rate('F13'), /keyMap.rating.F13: can come from no rule/],
    [
      'with a value that the condition excludes',
      (profile) => {
        profile.decode[0]!.when = [{ at: 1, notEquals: 9 }];
        rate('0x09')(profile);
      },
      /keyMap.rating.0x09: can come from no rule/,
    ],
    [
      'with a number that has a name',
      (profile) => {
        profile.decode[0]!.value = { kind: 'byte', at: 1, names: { '0x07': 'seven' } };
        rate('seven')(profile);
        rate('0x07')(profile);
      },
      /keyMap.rating.0x07: can come from no rule/,
    ],
    [
      'with a button beyond the bits',
      (profile) => {
        keyPad(profile);
        rate('9')(profile);
      },
      /keyMap.rating.9: can come from no rule/,
    ],
    [
      'with a button that is ignored',
      (profile) => {
        keyPad(profile, { kind: 'bits', from: 1, bytes: 1, ignoreMask: '80' });
        rate('8')(profile);
      },
      /keyMap.rating.8: can come from no rule/,
    ],
    [
      'with a key for a rating pad',
      (profile) => {
        profile.keyMap.keys['0x0b'] = 'callNext';
      },
      /^0.json:\d+: keyMap.keys.0x0b: can come from no rule/,
    ],
    [
      'with a key of a variant that no rule gives',
      (profile) => {
        profile.variants.standard = { title: 'standard', keys: { '0x0b': 'callNext' } };
      },
      /^0.json:\d+: variants.standard.keys.0x0b: can come from no rule/,
    ],
    [
      'with digits before a button',
      (profile) => {
        keyPad(profile);
        profile.keyMap.keys['6+8'] = 'callNext';
      },
      /keyMap.keys.6\+8: can come from no rule/,
    ],
    [
      'with a button that is a key and a rating',
      (profile) => {
        keyPad(profile);
        profile.keyMap.keys['1'] = 'callNext';
      },
      /keyMap.keys.1: is a rating already/,
    ],
    [
      'with a value that is a time-out and a rating',
      (profile) => {
        profile.keyMap.timeoutValues = [9];
        rate('0x09')(profile);
      },
      /keyMap.rating.0x09: is one of timeoutValues too/,
    ],
    [
      'with a time-out that no byte has',
      (profile) => {
        profile.decode[0]!.value = { kind: 'nibble', at: 1, half: 'low' };
        profile.keyMap.timeoutValues = [16];
      },
      /keyMap.timeoutValues.0: can come from no rule/,
    ],
  ]);

  it('of keyboards name the keys that are taken from the desktop, and no others', async () => {
    const profile = pad();
    keyPad(profile, { kind: 'keycodes', from: 2, count: 6 });
    profile.transport = { kind: 'keyboard', codes: ['F13', 'F14'] };
    profile.framing = { kind: 'hid-report', minSize: 8, maxFrame: 8 };
    profile.keyMap.rating = { F13: 5, F15: 4 };
    profile.vectors = ['68', '6a', '00'].map((key, index) => ({
      direction: 'in',
      hex: `00 00 ${key} 00 00 00 00 00`,
      expect: { level: [5, 4, null][index] },
      origin: 'derived',
    }));
    const { errors } = await lintFiles(profile);
    expect(errors).toEqual([
      expect.stringMatching(/^warning: .*names 2 of 5 levels/),
      expect.stringMatching(/keyMap.rating.F15: can come from no rule/),
      expect.stringMatching(/transport.codes.1: is "F14", which the key map does not name/),
      '1 profiles, 2 issues, 1 warnings',
    ]);
  });
});

describe('roles', () => {
  const role = (name: string) => (profile: Pad) => {
    profile.role = name;
    profile.keyMap.rating = {};
    profile.decode = [{ emit: 'report', says: { type: 'hello' } }];
    profile.vectors = ['01', '02', '03'].map((key) => ({
      direction: 'in',
      hex: `aa ${key}`,
      expect: { type: 'hello' },
      origin: 'derived',
    }));
  };
  issues([
    ['a pad without presses', role('pad'), /^0.json:\d+: decode: has no rule that emits "rating", "buttons" or "key"/],
    [
      'a pad without levels',
      (profile) => {
        role('pad')(profile);
        profile.decode = [{ emit: 'rating', value: { kind: 'byte', at: 1 }, says: { type: 'hello' } }];
      },
      /^0.json:\d+: keyMap.*: is empty, so that no press would be a rating/,
    ],
    ['a scanner without scans', role('scanner'), /decode: has no rule that emits "scan"/],
    ['a reader without cards', role('card-reader'), /decode: has no rule that emits "presence"/],
    ['a light without signals', role('light'), /outputs: has none of idle, armed, fault/],
    ['a printer without outputs', role('printer'), /outputs: is empty/],
    [
      'a light that rates',
      (profile) => {
        profile.role = 'light';
        profile.outputs.idle = { template: '01' };
      },
      /^0.json:\d+: role: is "light", but only pads rate/,
    ],
  ]);

  it('a pad of keys alone is one, for staff', async () => {
    const profile = pad();
    profile.decode = [{ emit: 'key', value: { kind: 'byte', at: 1 } }];
    profile.keyMap = { rating: {}, timeoutValues: [], keys: { '0x01': 'callNext' } };
    profile.vectors = ['01', '02', '03'].map((key) => ({
      direction: 'in',
      hex: `aa ${key}`,
      expect: { type: 'key', key: key === '01' ? 'callNext' : null },
      origin: 'derived',
    }));
    expect(await lintFiles(profile)).toMatchObject({ code: 0 });
  });
});

describe('profiles of a folder', () => {
  it('that fit the same ports are a warning, templates aside', async () => {
    const match = [{ vid: '1a86', pid: '7523' }, { pathGlobs: ['/dev/ttyX*'] }];
    const [one, other, template] = ['one', 'other', 'template'].map((id) => ({ ...pad(), id: `pad-${id}`, match }));
    const { code, errors } = await lintFiles(one!, other!, { ...template, template: true });
    expect(errors).toEqual([
      expect.stringMatching(/^warning: 0.json:\d+: match: also fits ports of pad-other;/),
      expect.stringMatching(/^warning: 1.json:\d+: match: also fits ports of pad-one;/),
      '3 profiles, 0 issues, 2 warnings',
    ]);
    expect(code).toBe(0);
  });

  it('have ids of their own, and names once, and hide nothing of each other', async () => {
    const doubled = JSON.stringify(pad(), null, 2).replace('"role": "pad",', '"role": "pad",\n"role": "pad",');
    const { code, errors } = await lintFiles(pad(), doubled, '{', { ...pad(), id: 'X' });
    expect(errors).toEqual([
      '1.json:3: id: "made-up" is the id of another profile; choose a new one',
      '1.json:5: role: stands twice in one object, and only the last one counts; remove one',
      expect.stringMatching(/^2.json:1: \(file\): is not JSON/),
      expect.stringMatching(/^3.json:3: id: must be 3–60 lower-case letters/),
      '2 profiles, 4 issues, 0 warnings',
    ]);
    expect(code).toBe(1);
  });

  it('that cannot be read are exit code 2', async () => {
    expect(await run('--folder', join(folder, 'nowhere'))).toMatchObject({ code: 2 });
    expect(await run('--profile', join(folder, 'nowhere.json'))).toMatchObject({
      code: 2,
      errors: [expect.stringMatching(/^nowhere.json: \(file\): cannot be read/), '0 profiles, 1 issues, 0 warnings'],
    });
  });
});
