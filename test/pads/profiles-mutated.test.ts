import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { replay } from '@mingjing/device-app/pads/replay/replay.ts';
import { parseProfileFile, profileFiles, SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { lintProfile } from '@mingjing/hardware-profiles/tools/lint/lint-profiles.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

type Path = readonly string[];

/** What people and programs write where something else belongs. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  4097,
  '',
  ' ',
  '0x00',
  'x'.repeat(201),
  '(',
  '{n}',
  '__proto__',
  '评价',
  [],
  [null],
  {},
  { kind: 'regex', pattern: '' },
  { kind: 'regex', pattern: 'a'.repeat(201), group: 3 },
  { kind: 'constructor' },
  JSON.parse('{"__proto__": {"kind": "byte"}}'),
];

/** Every place of a JSON value, the whole aside. */
function placesOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, child]) => placesOf(child, [...at, key]))];
}

type Change = { readonly kind: 'delete' | 'replace' | 'add' | 'rename'; readonly value: unknown };

/** What becomes of one member or element; its name is that of the member, or its place. */
const CHANGES: {
  readonly [K in Change['kind']]: (member: [string, unknown], value: unknown) => [string, unknown][];
} = {
  delete: () => [],
  replace: ([name], value) => [[name, value]],
  add: ([name, child], value) => [
    [name, child],
    [`${name}${String(value)}`, value],
  ],
  rename: ([, child], value) => [[String(value), child]],
};

/** The value with one place changed. */
function changed(value: unknown, [key, ...rest]: Path, { kind, value: given }: Change): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return given;
  const members = Object.entries(value).flatMap((member): [string, unknown][] => {
    if (member[0] !== key) return [member];
    return rest.length > 0 ? [[key, changed(member[1], rest, { kind, value: given })]] : CHANGES[kind](member, given);
  });
  return Array.isArray(value) ? members.map(([, child]) => child) : Object.fromEntries(members);
}

const changes = fc.record({
  kind: fc.constantFrom<Change['kind']>('delete', 'replace', 'replace', 'add', 'rename'),
  value: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...HOSTILE) }, fc.jsonValue({ maxDepth: 2 })),
});
/** One or two changes, each at a place that is a share of all places. */
const mutations = fc.array(
  fc.record({ place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), change: changes }),
  {
    minLength: 1,
    maxLength: 2,
  },
);

describe('a profile somebody has damaged', () => {
  const files = profileFiles(SHIPPED_PROFILES).map((file) => [relative(SHIPPED_PROFILES, file), file] as const);

  it.each(files)('is taken or refused by file, line and field, and breaks no tool: %s', (name, file) => {
    const sound: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const take = (value: unknown): void => {
      const opened = parseProfileFile(JSON.stringify(value, null, 1) ?? 'null', name);
      const issues = opened.ok ? lintProfile(opened.value, replay).issues : opened.error;
      if (!opened.ok) expect(issues.length).toBeGreaterThan(0);
      for (const { file: named, line, field, problem } of issues) {
        expect([named, line, field.length > 0, problem.length > 0]).toEqual([name, expect.any(Number), true, true]);
      }
    };
    fc.assert(
      fc.property(mutations, (all) => {
        let value = sound;
        for (const { place, change } of all) {
          const places = placesOf(value);
          value = changed(value, places[Math.floor(place * places.length)] ?? [], change);
        }
        take(value);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it.each(files)('is refused where only an expression is too long or empty: %s', (name, file) => {
    for (const pattern of ['', 'a'.repeat(201), '(']) {
      const profile = JSON.parse(readFileSync(file, 'utf8'));
      profile.decode = [{ emit: 'report', fields: { unit: { kind: 'regex', pattern } } }];
      const opened = parseProfileFile(JSON.stringify(profile), name);
      const fields = opened.ok ? [] : opened.error.map(({ field }) => field);
      expect(fields).toEqual(['decode.0.fields.unit.pattern']);
    }
  });
});
