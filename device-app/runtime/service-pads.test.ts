import { describe, expect, it } from 'vitest';
import type { PadDiagnostics, PressEntry, SeenPort } from '../pads/pad-events.ts';
import { padAt, padsOf } from './service-pads.ts';

const port = (path: string, more: Partial<SeenPort> = {}): SeenPort => ({
  ...{ path, kind: 'serial', usbId: null, serialNumber: null, location: null, slot: null, holder: null },
  fits: ['pad-a'],
  ...more,
});
type Slot = PadDiagnostics['slots'][number];
const slot = (index: number, presses: Slot['presses'] = []): Slot => ({
  ...{
    slot: index,
    role: 'pad',
    profile: `pad-${index}`,
    connected: true,
    path: `/dev/tty${index}`,
    matchedBy: 'path',
  },
  ...{ problem: null, goodFrames: 1, badFrames: 0, badReasons: {}, strayPresses: 0, traffic: [], report: {} },
  title: { zh: '评价器', en: 'Pad' },
  presses,
});
const SHOWN = { withheldMs: 0 };
const titleOf = (profile: string) => (profile.startsWith('pad') ? { zh: profile, en: profile } : undefined);
const press = (at: number, key: string): PressEntry => ({ at, what: { kind: 'key', key }, verdict: 'stray' });

describe('what a technician chooses pads by', () => {
  it('offers free ports that a rating profile fits, and nothing else', () => {
    const ports = [
      port('/dev/a', { fits: ['pad-a', 'scanner-b', 'pad-c'] }),
      port('/dev/b', { slot: 0 }),
      port('/dev/c', { holder: { program: 'ModemManager', pid: 7, sure: true } }),
      port('/dev/d', { fits: [] }),
    ];
    expect(
      padsOf({ ...SHOWN, ports, slots: [] }, 0, titleOf).offers.map(({ path, profile }) => `${path} ${profile}`),
    ).toEqual(['/dev/a pad-a', '/dev/a pad-c']);
  });

  it('shows the keys of pads, newest first and few, and none of peripherals', () => {
    const slots = [
      slot(0, [press(1, 'level 1'), press(5, 'level 5')]),
      slot(1, [press(3, 'callNext')]),
      slot(2, [press(9, 'a card')]),
    ];
    const { chosen, keys } = padsOf({ ...SHOWN, ports: [], slots }, 2, titleOf);
    expect(chosen.map(({ profile }) => profile)).toEqual(['pad-0', 'pad-1']);
    expect(keys.map(({ at, slot: from, what }) => [at, from, what.kind === 'key' && what.key])).toEqual([
      [5, 0, 'level 5'],
      [3, 1, 'callNext'],
      [1, 0, 'level 1'],
    ]);
    const many = slot(
      0,
      Array.from({ length: 20 }, (_, at) => press(at, 'level 3')),
    );
    expect(padsOf({ ...SHOWN, ports: [], slots: [many] }, 1, titleOf).keys.map(({ at }) => at)).toEqual([
      19, 18, 17, 16, 15, 14,
    ]);
  });

  it('says how long keys are kept back, in whole seconds, and nothing once they show', () => {
    const withheld = (withheldMs: number) => padsOf({ withheldMs, ports: [], slots: [] }, 0, titleOf).withheld;
    expect([0, 1, 41_001, 60_000, Number.POSITIVE_INFINITY].map(withheld)).toEqual([
      null,
      { remainingMs: 1_000 },
      { remainingMs: 42_000 },
      { remainingMs: 60_000 },
      { remainingMs: null },
    ]);
  });

  it('keeps within what a page holds', () => {
    const ports = Array.from({ length: 40 }, (_, index) => port(`/dev/${index}`));
    const slots = Array.from({ length: 12 }, (_, index) => slot(index));
    const view = padsOf({ ...SHOWN, ports, slots }, 12, titleOf);
    expect([view.offers.length, view.chosen.length]).toEqual([16, 8]);
  });
});

describe('a pad that is added', () => {
  const base = { profile: 'pad-a', peers: [], addresses: [] };
  it('is named by a number that no other device has, else by its place, else by its port', () => {
    const numbered = port('/dev/a', { serialNumber: 'S1', location: '1-1' });
    expect(padAt('pad-a', numbered, [numbered])).toEqual({ ...base, serialNumber: 'S1' });
    const twin = port('/dev/b', { serialNumber: 'S1', location: '1-2' });
    expect(padAt('pad-a', twin, [numbered, twin])).toEqual({ ...base, location: '1-2' });
    const board = port('/dev/ttyS1');
    expect(padAt('pad-a', board, [board])).toEqual({ ...base, path: '/dev/ttyS1' });
  });
});
