import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, issues, lintFiles, type Pad, pad, rating, run } from './testing/lint-made-up.ts';

it('finds nothing in a good profile', async () => {
  expect(await lintFiles(pad())).toEqual({
    code: 0,
    errors: ['1 profiles, 0 issues, 0 warnings'],
    json: { profiles: 1, issues: [], warnings: [] },
  });
});

describe('vectors', () => {
  issues([
    [
      'that do not hold',
      (profile) => {
        profile.vectors.push({ ...rating(1, 2) });
      },
      /^0.json:\d+: vectors.5: expects .*"level":2}, but gives .*"raw":1,"level":1} \(level\); correct the one that is wrong/,
    ],
    [
      'that expect a word which the meaning lacks',
      (profile) => {
        profile.vectors.push({ ...rating(1, 1), expect: { type: 'rating', loudness: 1 } });
      },
      /vectors.5: expects .* but gives .* \(loudness\);/,
    ],
    [
      'of bytes that nothing sends',
      (profile) => {
        profile.vectors.push({ ...rating(1, 1), direction: 'out', expect: { type: 'beep' } });
      },
      /vectors.5: expects {"type":"beep"}, but no output, acknowledgement or refused command makes these bytes/,
    ],
    [
      'that are one press more than they say',
      (profile) => {
        profile.vectors.push({ ...rating(1, 1), hex: 'aa 01 aa 02' });
      },
      /vectors.5: expects .*, but gives 2 things: \[.*"level":1.*"level":2.*\]; correct the profile, or list them all/,
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

  it('that do not hold are the only finding: the level that they were to show is not missed too', async () => {
    const profile = pad();
    profile.vectors[2] = { ...rating(3, 3), expect: { level: 3, raw: 9 } };
    const { errors } = await lintFiles(profile);
    expect(errors).toEqual([expect.stringMatching(/vectors.2: expects .* \(raw\)/), expect.stringMatching(/1 issues/)]);
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
  const first = { emit: 'rating', value: { kind: 'byte', at: 1 }, when: [{ at: 1, mask: 0xf8, equals: 0 }] };
  issues([
    [
      'of which the earlier fits all that the later does',
      (profile) => profile.decode.push({ emit: 'report', when: [{ at: 1, equals: 9 }], name: 'late' }),
      /^0.json:\d+: decode.1: is never heard: decode.0 fits the same frames/,
    ],
    [
      'of which the earlier asks only for what the framing or the later demands anyway',
      (profile) => {
        profile.decode = [
          {
            ...first,
            when: [
              { at: 0, equals: 0xaa },
              { at: 1, notEquals: 9 },
            ],
          },
          { emit: 'report', when: [{ at: 1, equals: 8 }], name: 'late' },
        ];
      },
      /^0.json:\d+: decode.1: is never heard: decode.0 fits the same frames/,
    ],
    [
      'that both fit a vector',
      (profile) => {
        profile.decode = [first, { emit: 'report', when: [{ at: 1, mask: 1, equals: 1 }] }];
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
      '1.json:5: role: stands twice in one object, and only the last one counts; remove one',
      expect.stringMatching(/^2.json:1: \(file\): is not JSON/),
      expect.stringMatching(/^3.json:3: id: must be 3–60 lower-case letters/),
      '0.json:3: id: "made-up" is also the id of 1.json; give one of them another',
      '1.json:3: id: "made-up" is also the id of 0.json; give one of them another',
      '2 profiles, 5 issues, 0 warnings',
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

describe('what nothing uses', () => {
  issues([
    [
      'as an acknowledgement is an issue',
      (profile) => {
        profile.variants.standard = { title: 'standard', ack: { thanks: { kind: 'echo' } } };
      },
      /^0.json:\d+: variants.standard.ack.thanks: is asked for by no rule; add "ack": "thanks"/,
    ],
  ]);

  it('as an output is a warning, unless a vector shows it or the terminal sends it by itself', async () => {
    const profile = pad();
    profile.outputs = {
      beep: { template: 'aa 10' },
      shown: { template: 'aa 11' },
      armed: { template: 'aa 12' },
      startEvaluation: { template: 'aa 13' },
    };
    profile.variants.standard = { title: 'standard', outputs: { lost: { template: 'aa 14' } } };
    profile.vectors.push({ direction: 'out', hex: 'aa 11', expect: { type: 'shown' }, origin: 'derived' });
    const { code, json } = await lintFiles(profile);
    expect([code, json.warnings.map(({ field }: { field: string }) => field)]).toEqual([
      0,
      ['outputs.beep', 'variants.standard.outputs.lost'],
    ]);
  });
});
