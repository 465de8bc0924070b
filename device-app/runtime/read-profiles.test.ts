import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { profileFolders, readProfiles } from './read-profiles.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-read-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('logs every bad file once, and goes on with the good ones', () => {
  mkdirSync(join(folder, 'hall'));
  copyFileSync(join(SHIPPED_PROFILES, 'generic/text-line.json'), join(folder, 'good.json'));
  writeFileSync(join(folder, 'hall/bad.json'), '{\n "id": "hall-pad",\n "schema": 2\n}');
  writeFileSync(join(folder, 'broken.json'), '{');
  const logged: unknown[] = [];
  const { profiles, invalid } = readProfiles((event, data) => logged.push([event, data]), [folder]);
  expect(profiles.has('generic-text-line')).toBe(true);
  expect([...(invalid?.keys() ?? [])].sort()).toEqual(['broken', 'hall-pad']);
  expect(logged).toEqual([
    ['profile.invalid', expect.objectContaining({ file: 'broken.json', line: 1, field: '(file)', further: 0 })],
    [
      'profile.invalid',
      { file: 'hall/bad.json', line: 3, field: 'schema', problem: 'must be 1', further: expect.any(Number) },
    ],
  ]);
});

it('goes on without profiles where the folder is gone', () => {
  const logged: unknown[] = [];
  const { profiles } = readProfiles((event, data) => logged.push([event, data]), [join(folder, 'nowhere')]);
  expect([profiles.size, logged]).toMatchObject([0, [['profile.invalid', { file: '(folder)', field: '(folder)' }]]]);
});

const TEXT_LINE = join(SHIPPED_PROFILES, 'generic/text-line.json');

it('takes profiles of its own beside those that ship, from the settings or from where its data is', () => {
  expect(profileFolders({ dataDir: folder })).toEqual([SHIPPED_PROFILES]);
  const own = join(folder, 'profiles');
  mkdirSync(own);
  expect(profileFolders({ dataDir: folder })).toEqual([SHIPPED_PROFILES, own]);
  expect(profileFolders({ dataDir: folder, profilesDir: '/srv/pads' })).toEqual([SHIPPED_PROFILES, '/srv/pads']);

  const text = readFileSync(TEXT_LINE, 'utf8');
  writeFileSync(join(own, 'hall.json'), text.replace('"generic-text-line"', '"hall-2"'));
  writeFileSync(join(own, 'twin.json'), text);
  const logged: unknown[] = [];
  const { profiles, invalid } = readProfiles((_event, data) => logged.push(data), [SHIPPED_PROFILES, own]);
  expect([profiles.has('hall-2'), profiles.has('queue-bus-ff68-4key')]).toEqual([true, true]);
  expect([...(invalid?.keys() ?? [])]).toEqual(['generic-text-line']);
  expect(logged).toMatchObject([
    { file: 'generic/text-line.json', problem: expect.stringContaining(join(own, 'twin.json')) },
    { file: 'twin.json', problem: expect.stringContaining(TEXT_LINE) },
  ]);
});

it('leaves out a profile whose vectors do not hold, such as one that makes several ratings of one press', () => {
  const profile = JSON.parse(readFileSync(TEXT_LINE, 'utf8'));
  const [first] = profile.vectors;
  profile.vectors.push({ ...first, hex: `${first.hex} ${first.hex}` });
  writeFileSync(join(folder, 'twice.json'), JSON.stringify(profile));
  const logged: unknown[] = [];
  const { profiles } = readProfiles((_event, data) => logged.push(data), [folder]);
  expect(profiles.has('generic-text-line')).toBe(false);
  expect(logged).toMatchObject([{ file: 'twice.json', field: `vectors.${profile.vectors.length - 1}` }]);
});
