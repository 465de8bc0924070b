import { describe, expect, it } from 'vitest';
import { issues, keyPad, lintFiles, type Pad, pad } from './testing/lint-made-up.ts';

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
      'with one raw value in two spellings',
      (profile) => {
        profile.keyMap.rating['1'] = 4;
      },
      /^0.json:\d+: keyMap.rating.0x01: is the same raw value as "1"; keep one of them/,
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

it('warns of keys that no vector shows, and of no key that one does', async () => {
  const profile = pad();
  profile.decode = [
    { emit: 'key', when: [{ at: 1, mask: '0xf0', equals: '0x10' }], value: { kind: 'byte', at: 1 } },
    ...profile.decode,
  ];
  Object.assign(profile.keyMap.keys, { '0x11': 'callNext', '0x12': 'recall' });
  profile.vectors.push({ direction: 'in', hex: 'aa 11', expect: { type: 'key', key: 'callNext' }, origin: 'derived' });
  const { code, errors } = await lintFiles(profile);
  expect([code, errors]).toEqual([
    0,
    [
      expect.stringMatching(
        /^warning: 0.json:\d+: keyMap.keys.0x12: is "recall", but no incoming vector gives it; add one/,
      ),
      expect.stringMatching(/ 0 issues, 1 warnings/),
    ],
  ]);
});

it('finds a key that a rule before it hides, or that its own condition excludes', async () => {
  for (const [first, code] of [
    [{ emit: 'report', when: [{ at: 1, equals: '0x12' }] }, '0x12'],
    [{ emit: 'report', when: [{ at: 1, equals: '0x99' }] }, '0x31'],
  ] as const) {
    const profile = pad();
    const keys = { emit: 'key', when: [{ at: 1, mask: '0xf0', equals: '0x10' }], value: { kind: 'byte', at: 1 } };
    profile.decode = [first, keys, ...profile.decode];
    profile.keyMap.keys[code] = 'recall';
    const { errors } = await lintFiles(profile);
    expect(errors.join('\n')).toMatch(
      new RegExp(`^0.json:\\d+: keyMap.keys.${code}: can come from no rule of decode`, 'm'),
    );
  }
});
