import type { ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import { shipped } from '@mingjing/test/support/pads-bench.ts';
import { expect, it } from 'vitest';
import { createUnknownSlot } from './unknown-slot.ts';

const names = ['queue-bus-ff68-4key', 'queue-bus-ff68-4key@mirrored-ack', 'queue-bus-ff68-4key@short-ack'];
const profiles: ProfileCatalogue = new Map([...names, 'generic-text-line'].map((name) => [name, shipped(name)]));
const issue = { file: '/somewhere/devices/hall/pad.json', line: 7, field: 'keyMap.rating.0x03', problem: 'must be 5' };
const invalid = new Map([['hall-pad', [issue, issue]]]);

/** What is said of a device whose settings name this profile, in its status and in the log. */
function said(profile: string): string | undefined {
  const logged: unknown[] = [];
  const log = (...entry: unknown[]) => logged.push(entry);
  const slot = createUnknownSlot({ slot: 1, field: 'pads.1', profile, profiles, invalid, log });
  slot.start();
  const { problem, connected } = slot.status();
  expect([connected, logged]).toEqual([false, [['pad.open-failed', { slot: 1, profile, reason: problem?.reason }]]]);
  return problem?.reason;
}

it('names the profiles that there are', () => {
  expect(said('nope')).toBe('pads.1.profile "nope" is unknown; use one of queue-bus-ff68-4key, generic-text-line');
});

it('names the variants of the profile where only the variant is unknown', () => {
  expect(said('queue-bus-ff68-4key@loud')).toBe(
    `pads.1.profile "queue-bus-ff68-4key@loud" names a variant that "queue-bus-ff68-4key" does not have; use one of ${names.join(', ')}`,
  );
});

it.each(['hall-pad', 'hall-pad@loud'])('says what is wrong with the file of an invalid profile (%s)', (profile) => {
  expect(said(profile)).toBe(
    `pads.1.profile "${profile}" has an invalid file: pad.json:7: keyMap.rating.0x03: must be 5 (and 1 more); "npm run profiles -- lint" shows all`,
  );
});
