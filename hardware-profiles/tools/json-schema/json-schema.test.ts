import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseProfile, SHIPPED_PROFILES } from '../../load-profiles.ts';
import { profileJsonSchema } from './json-schema.ts';
import { SCHEMA_FILE } from './schema-command.ts';

it('generated/profile.schema.json is what `npm run docs` writes', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8'), 'stale: run `npm run docs`').toBe(profileJsonSchema().text);
});

it('explains every field of a profile, its transport, its framing and its rules', () => {
  expect(profileJsonSchema().undescribed).toEqual([]);
  const { properties } = JSON.parse(profileJsonSchema().text);
  expect(properties.keyMap.description).toMatch(/never a rating/);
  const [serial] = properties.transport.oneOf;
  expect(serial.properties.serial.properties.baudRate).toMatchObject({ description: 'Bits a second.', minimum: 50 });
});

it('is named by profiles for their editors', () => {
  const text = readFileSync(join(SHIPPED_PROFILES, 'generic/text-line.json'), 'utf8');
  const named = text.replace('{', '{ "$schema": "../../generated/profile.schema.json",');
  expect(parseProfile(named, 'pad.json')).toMatchObject({ ok: true });
});
