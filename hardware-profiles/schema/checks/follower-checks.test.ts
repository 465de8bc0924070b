import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseProfile, SHIPPED_PROFILES } from '../../load-profiles.ts';

const LIGHT = readFileSync(join(SHIPPED_PROFILES, 'light/luxafor-flag.json'), 'utf8');

/** What is wrong with a light after whose signal `armed` something else is sent. */
function issues(followedBy: unknown, change: (profile: { outputs: Record<string, object> }) => void = () => undefined) {
  const profile = JSON.parse(LIGHT);
  profile.outputs.armed.followedBy = followedBy;
  change(profile);
  const parsed = parseProfile(JSON.stringify(profile), 'light.json');
  return parsed.ok ? [] : parsed.error.map(({ field, problem }) => `${field}: ${problem}`);
}

const WHITE = { red: 255, green: 255, blue: 255 };

describe('outputs that are sent after another', () => {
  it('are declared outputs with all their values', () => {
    expect(issues([{ output: 'colour', with: { led: 65, ...WHITE } }, { output: 'idle' }])).toEqual([]);
  });

  it('must exist', () => {
    expect(issues([{ output: 'blink' }])).toEqual([
      expect.stringMatching(/^outputs\.armed\.followedBy\.0\.output: "blink" is not an output .*idle/),
    ]);
  });

  it('must need nothing that nobody gives', () => {
    expect(issues([{ output: 'colour', with: { red: 255 } }])).toEqual([
      expect.stringMatching(/^outputs\.armed\.followedBy\.0\.output: "colour" asks for green, blue/),
    ]);
  });

  it('must end there', () => {
    const chain = issues([{ output: 'fault' }], ({ outputs }) => {
      outputs.fault = { ...outputs.fault, followedBy: [{ output: 'idle' }] };
    });
    expect(chain).toEqual([
      expect.stringMatching(/^outputs\.armed\.followedBy\.0\.output: "fault" has a "followedBy" of its own/),
    ]);
  });
});
