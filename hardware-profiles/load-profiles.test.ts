import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadProfiles, openProfile, parseProfile, SHIPPED_PROFILES } from './load-profiles.ts';
import { issueText } from './profile-issue.ts';

const FOUR_KEY = readFileSync(join(SHIPPED_PROFILES, 'queue-bus/ff68-4key.json'), 'utf8');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-profiles-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What is wrong with a text, one line each. */
function issues(text: string): string[] {
  const parsed = parseProfile(text, 'pad.json');
  return parsed.ok ? [] : parsed.error.map(issueText);
}

// biome-ignore lint/suspicious/noExplicitAny: tests break profiles in ways that no type allows
type Loose = any;

/** The issues of the shipped profile after a change. */
function issuesAfter(change: (profile: Loose) => void): string[] {
  const profile = JSON.parse(FOUR_KEY);
  change(profile);
  return issues(JSON.stringify(profile, null, 2));
}

describe('the profiles that ship', () => {
  it('load, by id and by variant', () => {
    const { catalogue, issues: wrong } = loadProfiles();
    expect(wrong).toEqual([]);
    const queueBus = [...catalogue.keys()].filter((name) => name.startsWith('queue-bus-ff68-4key'));
    expect(queueBus).toEqual([
      'queue-bus-ff68-4key',
      'queue-bus-ff68-4key@mirrored-ack',
      'queue-bus-ff68-4key@short-ack',
    ]);
    expect(catalogue.get('queue-bus-ff68-4key')?.variant).toBe('mirrored-ack');
    for (const [name, profile] of catalogue) expect(name).toContain(profile.id);
  });
});

describe('a bad profile names file, line, field and cure', () => {
  it('by the line on which the field stands', () => {
    const place = FOUR_KEY.split('\n').findIndex((line) => line.includes('"0x03": 5'));
    const text = FOUR_KEY.replace('"0x03": 5', '"0x03": 6');
    expect(issues(text)).toEqual([`pad.json:${place + 1}: keyMap.rating.0x03: must be one of 5, 4, 3, 2, 1`]);
  });

  it('or on which stands what it is missing from', () => {
    const text = FOUR_KEY.replace(/\s*"baudRate": 9600,/, '');
    const place = text.split('\n').findIndex((line) => line.includes('"serial": {'));
    expect(issues(text)).toEqual([`pad.json:${place + 1}: transport.serial.baudRate: is missing; add it (number)`]);
  });

  it.each<[string, (profile: Loose) => void, RegExp]>([
    [
      'a raw value that is no byte',
      (p) => {
        p.keyMap.rating['0x3'] = 5;
      },
      /pad.json:\d+: keyMap.rating.0x3: must be a byte such as "0x03"/,
    ],
    [
      'a byte out of range',
      (p) => {
        p.decode[0].value.at = 99999;
      },
      /decode.0.value.at: must be at most 4096$/,
    ],
    [
      'a byte that is none',
      (p) => {
        p.framing.optionalLead = '0x1ff';
      },
      /framing.optionalLead: must be a byte: a number 0–255/,
    ],
    [
      'a condition that says nothing',
      (p) => {
        p.decode[0].when = [{ at: 5 }];
      },
      /decode.0.when.0: needs either "equals" or "notEquals"/,
    ],
    [
      'an unknown kind',
      (p) => {
        p.framing.kind = 'lenght';
      },
      /framing.kind: must be one of "byte", "fixed", "length"/,
    ],
    [
      'an unknown kind of acknowledgement',
      (p) => {
        p.variants['short-ack'].ack.key = { kind: 'ecko' };
      },
      /variants.short-ack.ack.key.kind: must be one of "echo", "template", "json"/,
    ],
    [
      'an unknown field in one of several forms',
      (p) => {
        p.match[0].vendor = '1a86';
      },
      /match.0.vendor: is no field here; remove it or correct its name/,
    ],
    [
      'a template nobody understands',
      (p) => {
        p.outputs.beepCaller.template = 'ff {nope!}';
      },
      /outputs.beepCaller.template: "\{nope!}" is not understood; use/,
    ],
    [
      'a number written as text',
      (p) => {
        p.transport.serial.baudRate = '9600';
      },
      /transport.serial.baudRate: must be number, received string/,
    ],
    [
      'a field nobody knows',
      (p) => {
        p.colour = 'red';
      },
      /pad.json:\d+: colour: is no field here/,
    ],
    [
      'no vectors',
      (p) => {
        p.vectors = [];
      },
      /vectors: must be at least 3 entries/,
    ],
    [
      'no provenance',
      (p) => {
        delete p.provenance;
      },
      /pad.json:1: provenance: is missing; add it/,
    ],
    [
      'a text that is too long',
      (p) => {
        p.title.en = 'x'.repeat(101);
      },
      /title.en: must be at most 100 characters/,
    ],
  ])('%s', (_name, change, expected) => {
    expect(issuesAfter(change)).toEqual([expect.stringMatching(expected)]);
  });

  it('of the form that was meant, where there are several', () => {
    const wrong = issuesAfter((profile) => {
      profile.decode[0].fields = { unit: { kind: 'byte', at: 'six', from: 1, to: 2 } };
    });
    expect(wrong).toEqual([
      expect.stringMatching(/decode.0.fields.unit.at: must be number, received string/),
      expect.stringMatching(/decode.0.fields.unit.from: is no field here/),
      expect.stringMatching(/decode.0.fields.unit.to: is no field here/),
    ]);
  });

  it('where JSON itself is broken, or nested without end', () => {
    expect(issues('{\n"schema": 1,\n"id": }')).toEqual([expect.stringMatching(/^pad.json:3: \(file\): is not JSON: /)]);
    const chinese = issues('{\n"schema": 1,\n"id": “hall”\n}');
    expect(chinese).toEqual([
      "pad.json:3: (file): is not JSON: Unexpected token '“'; use the plain marks \" , and : of JSON",
    ]);
    expect(issues('{\n"schema": 1\n"id": 2}')).toEqual([expect.stringMatching(/^pad.json:3: .*after property value/)]);
    expect(issues('')).toEqual([expect.stringMatching(/^pad.json:1: \(file\): is not JSON: /)]);
    const deep = `{"outputs": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(issues(deep)).toEqual(['pad.json:1: (file): is nested deeper than 64; take levels out']);
  });
});

it('takes the byte order mark that some editors write', () => {
  expect(issues(`\ufeff${FOUR_KEY}`)).toEqual([]);
});

describe('a folder', () => {
  it('that is not there is said to be so', () => {
    const nowhere = join(folder, 'nowhere');
    const { catalogue, issues: wrong } = loadProfiles(nowhere);
    expect([catalogue.size, wrong]).toEqual([0, [expect.objectContaining({ file: nowhere, field: '(folder)' })]]);
  });

  it('gives its good profiles, and what is wrong with the others by the name that settings use', () => {
    mkdirSync(join(folder, 'a'));
    const write = (name: string, text: string) => writeFileSync(join(folder, 'a', name), text);
    write('good.json', FOUR_KEY);
    for (const name of ['one', 'two']) write(`${name}.json`, FOUR_KEY.replace('ff68-4key"', 'twice"'));
    write('bad.json', FOUR_KEY.replace('ff68-4key"', 'bad"').replace('"0x03": 5', '"0x03": 6'));
    write('broken-pad.json', '{');
    writeFileSync(join(folder, 'huge.json'), ' '.repeat(600 * 1024));
    const { catalogue, invalid, issues: wrong } = loadProfiles(folder);
    expect([...catalogue.keys()][0]).toBe('queue-bus-ff68-4key');
    expect(new Set([...catalogue.values()].map(({ id }) => id))).toEqual(new Set(['queue-bus-ff68-4key']));
    expect([...invalid.keys()].sort()).toEqual(['broken-pad', 'huge', 'queue-bus-bad', 'queue-bus-twice']);
    expect(wrong).toHaveLength(5);
    expect(invalid.get('queue-bus-bad')).toMatchObject([{ line: expect.any(Number), field: 'keyMap.rating.0x03' }]);
    expect(invalid.get('huge')).toMatchObject([{ problem: 'has 614400 bytes; at most 524288 are allowed' }]);
    const [one, two] = ['one', 'two'].map((name) => join(folder, 'a', `${name}.json`));
    expect(invalid.get('queue-bus-twice')).toEqual([
      {
        file: one,
        line: 3,
        field: 'id',
        problem: `"queue-bus-twice" is also the id of ${two}; give one of them another`,
      },
      {
        file: two,
        line: 3,
        field: 'id',
        problem: `"queue-bus-twice" is also the id of ${one}; give one of them another`,
      },
    ]);
  });
});

it('finds names that stand twice in one object', () => {
  const file = join(folder, 'pad.json');
  writeFileSync(file, FOUR_KEY.replace('"0x03": 5,', '"0x03": 5,\n"0x03": 4,'));
  const opened = openProfile(file);
  if (!opened.ok) throw new Error(opened.error.map(issueText).join('\n'));
  const place = FOUR_KEY.split('\n').findIndex((line) => line.includes('"0x03": 5'));
  expect(opened.value.json.duplicates()).toEqual([
    { file, line: place + 2, field: 'keyMap.rating.0x03', problem: expect.stringMatching(/stands twice/) },
  ]);
});
