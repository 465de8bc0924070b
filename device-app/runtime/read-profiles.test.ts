import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readProfiles } from './read-profiles.ts';

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
  const { profiles, invalid } = readProfiles((event, data) => logged.push([event, data]), folder);
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
  const { profiles } = readProfiles((event, data) => logged.push([event, data]), join(folder, 'nowhere'));
  expect([profiles.size, logged]).toMatchObject([0, [['profile.invalid', { file: '(folder)', field: '(folder)' }]]]);
});
