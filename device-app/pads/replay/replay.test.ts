import type { PlayedVector } from '@mingjing/hardware-profiles/replay-engine.ts';
import { type Profile, profileSchema } from '@mingjing/hardware-profiles/schema/profile.ts';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { replay } from './replay.ts';

const vector = { direction: 'in' as const, hex: '00', expect: { type: 'x' }, origin: 'derived' as const };

function profileOf(parts: Partial<z.input<typeof profileSchema>>): Profile {
  return profileSchema.parse({
    schema: 1,
    id: 'made-up',
    role: 'scanner',
    protocol: 'made-up',
    title: { zh: '虚构', en: 'Made up' },
    version: '1.0.0',
    provenance: { sources: ['made up for tests'], confidence: 'low', testedOnHardware: false },
    transport: { kind: 'hid' },
    framing: { kind: 'hid-report', minSize: 1, maxFrame: 64 },
    decode: [],
    vectors: [vector, vector, vector],
    ...parts,
  });
}

/** What one vector gives. */
function play(profile: Profile, direction: PlayedVector['direction'], hex: string, expected: PlayedVector['expect']) {
  const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  const { got, ok } = replay(profile, [{ direction, hex: bytes, expect: expected, variant: undefined }]).vectors[0]!;
  return { got, ok };
}

describe('what comes in', () => {
  it('of buttons is what is down, and the level where it is one alone', () => {
    const profile = profileOf({
      role: 'pad',
      stateful: true,
      decode: [{ emit: 'buttons', value: { kind: 'bits', from: 0, bytes: 1 } }],
      keyMap: { rating: { '1': 5, '2': 4 }, keys: { '3': 'callNext' } },
    });
    const got = (hex: string) => play(profile, 'in', hex, { down: [1] });
    expect(got('01')).toEqual({ ok: true, got: { type: 'buttons', down: [1], level: 5 } });
    expect(got('03')).toEqual({ ok: false, got: { type: 'buttons', down: [1, 2], level: null } });
    expect(got('04').got).toMatchObject({ down: [3], level: null });
    expect(got('00').got).toMatchObject({ down: [], level: null });
  });

  it('of a scan is its text, or how many characters of it came so far', () => {
    const profile = profileOf({
      decode: [
        {
          emit: 'scan',
          fields: { aim: { kind: 'text', from: 1, to: 3 } },
          value: { kind: 'text', from: 3, to: 0, encoding: 'utf-8' },
          more: { kind: 'byte', at: 0 },
        },
      ],
    });
    const hex = `5d51${Buffer.from('明镜').toString('hex')}`;
    expect(play(profile, 'in', `00${hex}`, { aim: ']Q', value: '明镜' })).toEqual({
      ok: true,
      got: { type: 'scan', aim: ']Q', value: '明镜', more: false },
    });
    expect(play(profile, 'in', `01${hex}`, { partial: 2, more: true }).ok).toBe(true);
  });

  it('is renamed by the words of its rule, but not said to be another level', () => {
    const profile = profileOf({
      role: 'pad',
      decode: [
        { emit: 'rating', value: { kind: 'byte', at: 0 }, address: { at: 1 }, says: { type: 'press', level: 9 } },
      ],
      keyMap: { rating: { '0x01': 5 } },
    });
    expect(play(profile, 'in', '01 07', { type: 'press', level: 5, addr: 7 })).toEqual({
      ok: true,
      got: { type: 'press', raw: 1, level: 5, addr: 7 },
    });
  });

  it('that no rule knows, or that is passed over, is an error', () => {
    const profile = profileOf({
      framing: { kind: 'hid-report', reportId: 1, minSize: 1, maxFrame: 8 },
      stateful: true,
      decode: [{ emit: 'buttons', value: { kind: 'keycodes', from: 1, count: 2 } }],
    });
    const error = { type: 'error' };
    expect(play(profile, 'in', '01', error)).toEqual({ ok: true, got: { type: 'error', reason: 'no-rule' } });
    expect(play(profile, 'in', '02 00 00', error)).toEqual({ ok: true, got: { type: 'error', reason: 'ignored' } });
    expect(play(profile, 'in', '01 01 01', error).got).toEqual({ type: 'error', reason: 'rollover' });
  });

  describe('in several frames', () => {
    const profile = profileOf({
      role: 'pad',
      transport: { kind: 'serial', serial: { baudRate: 9600 } },
      framing: { kind: 'byte', maxFrame: 1 },
      decode: [
        { when: [{ at: 0, equals: 6 }], emit: 'report', says: { type: 'ack' } },
        { when: [{ at: 0, notEquals: 0 }], emit: 'rating', value: { kind: 'byte', at: 0 } },
      ],
      keyMap: { rating: { '0x01': 5, '0x02': 4 } },
    });

    it('passes over noise, and over what the device says of itself', () => {
      expect(play(profile, 'in', '00 06 01', { type: 'rating', level: 5 }).ok).toBe(true);
      expect(play(profile, 'in', '00 06', { type: 'ack' }).ok).toBe(true);
      expect(play(profile, 'in', '06', { type: 'rating' })).toEqual({ ok: false, got: { type: 'ack' } });
    });

    it('never passes over a press, nor takes noise for the answer where there is one', () => {
      const both = [{ level: 5 }, { level: 4 }];
      for (const level of [5, 4]) {
        expect(play(profile, 'in', '01 02', { level })).toMatchObject({ ok: false, got: both });
      }
      expect(play(profile, 'in', '01 06', { type: 'ack' })).toMatchObject({ ok: false, got: { level: 5 } });
      expect(play(profile, 'in', '00 01', { type: 'error' })).toMatchObject({ ok: false, got: { level: 5 } });
      expect(play(profile, 'in', '00', { type: 'error' }).ok).toBe(true);
    });

    it('fails where one press counts twice, also behind what the device says of itself', () => {
      expect(play(profile, 'in', '01 01', { level: 5 })).toMatchObject({
        ok: false,
        got: [{ level: 5 }, { level: 5 }],
      });
      expect(play(profile, 'in', '06 01', { type: 'ack' })).toMatchObject({ ok: false, got: { level: 5 } });
    });

    it('is a list where several are meant, each in its place', () => {
      const played = (...levels: number[]) =>
        play(
          profile,
          'in',
          '01 06 02',
          levels.map((level) => ({ level })),
        );
      expect(played(5, 4)).toMatchObject({ ok: true, got: [{ level: 5 }, { type: 'ack' }, { level: 4 }] });
      expect(play(profile, 'in', '01 06', [{ level: 5 }, { type: 'ack' }]).ok).toBe(true);
      for (const levels of [[4, 5], [5], [4], [5, 4, 4]]) expect(played(...levels).ok).toBe(false);
    });

    it('is the mistake that is meant, wherever noise stands', () => {
      const lines = profileOf({
        transport: { kind: 'serial', serial: { baudRate: 9600 } },
        framing: {
          kind: 'fixed',
          size: 3,
          header: 'aa',
          checksum: { kind: 'sum8', from: 0, to: -1, at: -1 },
          maxFrame: 3,
        },
      });
      const error = (reason: string) => play(lines, 'in', '11 22 aa 01 00', { type: 'error', reason }).ok;
      expect(['garbage', 'checksum', 'trailer'].map(error)).toEqual([true, true, false]);
    });
  });
});

describe('what goes out', () => {
  const profile = profileOf({
    outputs: {
      colour: {
        template: '01 {red} {green} {pad:6}',
        as: 'feature',
        says: { effect: 'led {red}/{green}', r: '{red}' },
      },
      text: { template: '02 {line:size:u8} {line:text:gb18030:20}' },
      twin: { template: '03 {n}', says: { type: 'same' } },
      other: { template: '03 {m}' },
      fixed: { template: '04 05' },
    },
    refused: { wipe: { template: '09 {n}', why: 'loses the settings' } },
    decode: [{ emit: 'report', ack: 'ok' }],
    variants: {
      standard: { title: 'standard', ack: { ok: { kind: 'template', template: '06', says: { style: 1 } } } },
    },
  });

  it('is called by its name, with its variables and words', () => {
    expect(play(profile, 'feature', '01 07 08 00 00 00', { effect: 'led 7/8', r: 7 })).toEqual({
      ok: true,
      got: { type: 'colour', red: 7, green: 8, effect: 'led 7/8', r: 7 },
    });
    expect(play(profile, 'out', '02 04 c3f7beb5', { type: 'text', line: '明镜' }).ok).toBe(true);
    expect(play(profile, 'out', '06', { type: 'ack' }).ok).toBe(true);
    expect(play(profile, 'out', '09 01', { type: 'wipe', n: 1 }).ok).toBe(true);
  });

  it('is whichever command is meant, where two make the same bytes', () => {
    expect(play(profile, 'out', '03 05', { type: 'same', n: 5 }).ok).toBe(true);
    expect(play(profile, 'out', '03 05', { type: 'other', m: 5 }).ok).toBe(true);
    expect(play(profile, 'out', '03 05', { type: 'twin' })).toMatchObject({ ok: false, got: { type: 'same' } });
  });

  it('must be sent in the direction of the vector', () => {
    expect(play(profile, 'out', '01 07 08 00 00 00', { type: 'colour' })).toEqual({ ok: false, got: null });
    expect(play(profile, 'feature', '04 05', { type: 'fixed' })).toEqual({ ok: false, got: null });
  });

  it('may leave out the filling of a report, or have more of it, but nothing else', () => {
    expect(play(profile, 'feature', '01 07 08', { type: 'colour' }).ok).toBe(true);
    expect(play(profile, 'feature', '01 07 08 00 00 00 00 00', { type: 'colour' }).ok).toBe(true);
    expect(play(profile, 'out', '04 05 00 00', { type: 'fixed' }).ok).toBe(true);
    expect(play(profile, 'out', '04 05 00 01', { type: 'fixed' }).ok).toBe(false);
    expect(play(profile, 'out', '04', { type: 'fixed' }).ok).toBe(false);
    const serial = {
      ...profile,
      transport: profileOf({ transport: { kind: 'serial', serial: { baudRate: 9600 } } }).transport,
    };
    expect(play(serial, 'out', '04 05 00', { type: 'fixed' }).ok).toBe(false);
  });
});
