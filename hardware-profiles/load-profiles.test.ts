import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadProfiles, parseProfile, profileFiles, SHIPPED_PROFILES } from './load-profiles.ts';

const SHIPPED = profileFiles(SHIPPED_PROFILES)[0] ?? '';
const good = () => JSON.parse(readFileSync(SHIPPED, 'utf8'));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-profiles-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The issues of the shipped profile after a change, as `field: problem`. */
function issues(change: (profile: ReturnType<typeof good>) => void): string[] {
  const profile = good();
  change(profile);
  const parsed = parseProfile(JSON.stringify(profile), 'pad.json');
  return parsed.ok ? [] : parsed.error.map(({ file, field, problem }) => `${file}: ${field}: ${problem}`);
}

describe('the profiles that ship', () => {
  it('load, by id and by variant', () => {
    const loaded = loadProfiles();
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    expect([...loaded.value.keys()]).toEqual([
      'queue-bus-ff68-4key',
      'queue-bus-ff68-4key@mirrored-ack',
      'queue-bus-ff68-4key@short-ack',
      'queue-bus-ff68-5grade',
      'queue-bus-ff68-5grade@mirrored-ack',
      'queue-bus-ff68-5grade@short-ack',
    ]);
    expect(loaded.value.get('queue-bus-ff68-4key')?.variant).toBe('mirrored-ack');
    for (const profile of loaded.value.values()) expect(profile.provenance.testedOnHardware).toBe(false);
  });
});

describe('a bad profile names file, field and cure', () => {
  it.each<[string, (profile: ReturnType<typeof good>) => void, RegExp]>([
    [
      'a level that does not exist',
      (p) => {
        p.keyMap.rating['0x03'] = 6;
      },
      /^pad.json: keyMap.rating/,
    ],
    [
      'a raw value that is no byte',
      (p) => {
        p.keyMap.rating['0x3'] = 5;
      },
      /keyMap.rating/,
    ],
    [
      'a byte out of range',
      (p) => {
        p.decode[0].when[0].equals = 256;
      },
      /decode.0.when.0.equals: .*255/,
    ],
    [
      'a condition that says nothing',
      (p) => {
        p.decode[0].when[0] = { at: 5 };
      },
      /decode.0.when.0: needs either/,
    ],
    [
      'an acknowledgement that a variant lacks',
      (p) => {
        delete p.variants['short-ack'].ack.key;
      },
      /decode.1.ack: "key" is missing in variants.short-ack.ack; add it/,
    ],
    [
      'a template nobody understands',
      (p) => {
        p.outputs.beepCaller.template = 'ff {nope!}';
      },
      /outputs.beepCaller.template: "\{nope!}" is not understood; use/,
    ],
    [
      'an acknowledgement with a variable no frame has',
      (p) => {
        p.variants['short-ack'].ack.rating.template = '{level}';
      },
      /may only use the variables value, addr, addrRaw/,
    ],
    [
      'a default variant that does not exist',
      (p) => {
        p.defaultVariant = 'loud';
      },
      /defaultVariant: "loud" is none of the variants: mirrored-ack, short-ack/,
    ],
    [
      'frames longer than the buffer',
      (p) => {
        p.framing.maxFrame = 4;
      },
      /framing.maxFrame: must be at least .* \(22\)/,
    ],
    [
      'a lead that looks like the header',
      (p) => {
        p.framing.optionalLead = '0x68';
      },
      /framing.optionalLead: must differ/,
    ],
    [
      'a heartbeat that is no output',
      (p) => {
        p.heartbeat.output = 'ping';
      },
      /heartbeat.output: "ping" is not an output/,
    ],
    [
      'a heartbeat with variables',
      (p) => {
        p.heartbeat.output = 'stars';
      },
      /a heartbeat must be fixed bytes/,
    ],
    [
      'a backoff that runs backwards',
      (p) => {
        p.reconnect = { minMs: 9000, maxMs: 100 };
      },
      /reconnect.minMs: is more than maxMs/,
    ],
    [
      'a field nobody knows',
      (p) => {
        p.colour = 'red';
      },
      /colour/,
    ],
    [
      'no vectors',
      (p) => {
        p.vectors = [];
      },
      /vectors/,
    ],
    [
      'no provenance',
      (p) => {
        delete p.provenance;
      },
      /provenance/,
    ],
  ])('%s', (_name, change, expected) => {
    expect(issues(change).join('\n')).toMatch(expected);
  });

  it('text that is no JSON, a folder that is not there, an id used twice, a huge file', () => {
    const noJson = parseProfile('{', 'pad.json');
    expect(noJson).toMatchObject({ ok: false, error: [{ file: 'pad.json', field: '(file)' }] });
    expect(loadProfiles(join(folder, 'nowhere'))).toMatchObject({ ok: false });
    mkdirSync(join(folder, 'a'));
    for (const name of ['one', 'two']) writeFileSync(join(folder, 'a', `${name}.json`), JSON.stringify(good()));
    writeFileSync(join(folder, 'huge.json'), ' '.repeat(600 * 1024));
    const loaded = loadProfiles(folder);
    expect(loaded.ok ? [] : loaded.error.map(({ field, problem }) => `${field}: ${problem}`)).toEqual([
      'id: "queue-bus-ff68-4key" is the id of another profile; choose a new one',
      '(file): has 614400 bytes; at most 524288 are allowed',
    ]);
  });
});
