import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileWith } from '../testing/profile-with.ts';
import { decodeFrame, fittingRules } from './decode-frame.ts';

const { catalogue, issues } = loadProfiles();
if (issues.length > 0) throw new Error(JSON.stringify(issues));
const pad = (name: string): PadProfile => catalogue.get(name)!;

/** Decodes the body (address, function, data) of a queue-bus frame. */
function decode(profile: PadProfile, ...body: number[]) {
  const sum = body.reduce((total, byte) => total + byte, 0) % 256;
  return decodeFrame(profile, Uint8Array.of(0x68, body.length, body.length, 0x68, ...body, sum, 0x16));
}

describe('queue-bus frames', () => {
  it('maps raw grades by the profile’s own table', () => {
    const four = [0, 1, 2, 3, 4].map((raw) => decode(pad('queue-bus-ff68-4key'), 0x81, 0x11, raw));
    expect(four).toMatchObject([2, 3, 4, 5, null].map((level) => ({ kind: 'rating', level })));
    const five = [0, 1, 2, 3, 4, 5].map((raw) => decode(pad('queue-bus-ff68-5grade'), 0x81, 0x11, raw));
    expect(five).toMatchObject([1, 2, 3, 4, 5, null].map((level) => ({ kind: 'rating', level })));
  });

  it('masks the address and keeps the one on the wire', () => {
    expect(decode(pad('queue-bus-ff68-4key'), 0x85, 0x11, 3)).toMatchObject({ address: { wire: 0x85, masked: 5 } });
    expect(decode(pad('queue-bus-ff68-4key'), 0x05, 0x11, 3)).toMatchObject({ address: { wire: 5, masked: 5 } });
  });

  it('names keys by the variant, those with digits first', () => {
    const keyOf = (name: string, ...data: number[]) => decode(pad(name), 1, 1, ...data);
    expect(keyOf('queue-bus-ff68-4key', 6, 0x0f)).toMatchObject({ kind: 'key', key: 'giveUp', digits: '6' });
    expect(keyOf('queue-bus-ff68-4key@short-ack', 6, 0x0f)).toMatchObject({ key: 'confirm', digits: '6' });
    expect(keyOf('queue-bus-ff68-4key@short-ack', 5, 0x0f)).toMatchObject({ key: 'skip', digits: '5' });
    expect(keyOf('queue-bus-ff68-4key', 1, 2, 3, 0x0f)).toMatchObject({ key: 'confirm', digits: '123' });
    expect(keyOf('queue-bus-ff68-4key', 0x7f)).toMatchObject({ kind: 'key', key: null });
  });

  it('knows no rule for a rating with two grades or a key with bytes that are no digits', () => {
    expect(decode(pad('queue-bus-ff68-4key'), 0x81, 0x11, 3, 3)).toEqual({ kind: 'unknown' });
    expect(decode(pad('queue-bus-ff68-4key'), 1, 1, 0x0b, 0x0f)).toEqual({ kind: 'unknown' });
  });
});

describe('every profile that ships', () => {
  it('makes something of any frame, and never throws', () => {
    const profiles = [...catalogue.values()];
    fc.assert(
      fc.property(fc.constantFrom(...profiles), fc.uint8Array({ maxLength: 80 }), (profile, frame) => {
        const decoded = decodeFrame(profile, frame);
        const level = decoded.kind === 'rating' ? decoded.level : null;
        if (level !== null) expect(Object.values(profile.keyMap.rating)).toContain(level);
        expect(fittingRules(profile, frame).length > 0).toBe(decoded.kind !== 'unknown');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('rules', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const text = (value: string) => new TextEncoder().encode(value);
  const scan = (when: NonNullable<Parameters<typeof profileWith>[0]['decode']>[number]['when'], name: string) => ({
    name,
    when,
    emit: 'scan' as const,
    value: { kind: 'hex' as const, from: 0, to: 0 },
  });

  it('take the first that fits; one without its value or field fits nothing', () => {
    const profile = profileWith({
      decode: [
        { name: 'long', emit: 'scan', value: { kind: 'byte', at: 3 } },
        { name: 'field', emit: 'report', fields: { far: { kind: 'byte', at: 2 } } },
        { name: 'sized', size: 2, emit: 'report' },
        { name: 'addressed', emit: 'report', address: { at: 0 } },
      ],
    });
    expect(decodeFrame(profile, bytes(1, 2, 3, 4))).toMatchObject({ rule: 'long', text: '4', more: false });
    expect(decodeFrame(profile, bytes(1, 2, 3))).toMatchObject({ rule: 'field', words: { far: 3 } });
    expect(decodeFrame(profile, bytes(1, 2))).toMatchObject({ rule: 'sized', address: null });
    expect(decodeFrame(profile, bytes(1))).toMatchObject({ rule: 'addressed', address: { wire: 1, masked: 1 } });
    expect(decodeFrame(profile, bytes())).toEqual({ kind: 'unknown' });
    expect(fittingRules(profile, bytes(1, 2))).toEqual([2, 3]);
  });

  it('look at masked bytes and at members of JSON, never at inherited ones', () => {
    const profile = profileWith({
      transport: { kind: 'udp', udp: { port: 9 } },
      decode: [
        scan([{ at: 0, mask: 0xf0, equals: 0x20 }], 'masked'),
        scan(
          [
            { at: 0, mask: 0x0f, notEquals: 0 },
            { at: 1, equals: 7 },
          ],
          'other',
        ),
        scan([{ path: 'param.id', equals: 4 }], 'json'),
        scan([{ path: 'method.length', equals: 3 }], 'inherited'),
      ],
    });
    expect(decodeFrame(profile, bytes(0x2f))).toMatchObject({ rule: 'masked' });
    expect(decodeFrame(profile, bytes(0x31, 7))).toMatchObject({ rule: 'other' });
    expect(decodeFrame(profile, bytes(0x30, 7))).toEqual({ kind: 'unknown' });
    expect(decodeFrame(profile, bytes(0x31))).toEqual({ kind: 'unknown' });
    expect(decodeFrame(profile, text('{"param":{"id":4}}'))).toMatchObject({ rule: 'json' });
    expect(decodeFrame(profile, text('{"param":{"id":"4"}}'))).toEqual({ kind: 'unknown' });
    expect(decodeFrame(profile, text('{"method":"abc"}'))).toEqual({ kind: 'unknown' });
  });

  it('look for what was sent last, and at texts without regard to case and blanks around them', () => {
    const profile = profileWith({
      transport: { kind: 'websocket', websocket: { role: 'listen', port: 9 } },
      outputs: { ask: { json: { id: '{sessionId}' } } },
      decode: [
        scan(
          [
            { path: 'method', equals: 'Submit', loose: true },
            { path: 'id', equalsSent: 'sessionId' },
          ],
          'answer',
        ),
        scan([{ path: 'method', equals: 'Submit' }], 'stale'),
      ],
    });
    const submit = (id: number | string | null, method = 'Submit') => text(JSON.stringify({ method, id }));
    const rule = (frame: Uint8Array, ...sent: readonly (number | string)[]) => {
      const decoded = decodeFrame(profile, frame, new Map(sent.map((value) => ['sessionId', value])));
      return 'rule' in decoded ? decoded.rule : decoded.kind;
    };
    expect([rule(submit('7'), 7), rule(submit(7), '7'), rule(submit('7', ' sUBMIT '), '7')]).toEqual(
      Array(3).fill('answer'),
    );
    for (const [id, ...sent] of [['6', '7'], ['7'], ['', ''], [null, 'null'], ['undefined']]) {
      expect(rule(submit(id ?? null), ...sent.flatMap((one) => one ?? [])), `${id}`).toBe(
        id === '' ? 'answer' : 'stale',
      );
    }
    expect(rule(submit('7', 'submit'), '6'), 'compared as it is').toBe('unknown');
    // Nobody knows what was sent: vectors.
    expect(decodeFrame(profile, submit('1'))).toMatchObject({ rule: 'answer' });
    expect(decodeFrame(profile, submit(null))).toMatchObject({ rule: 'stale' });
  });

  it('carry name, acknowledgement, constant words and fields', () => {
    const profile = profileWith({
      decode: [
        {
          name: 'paper',
          emit: 'report',
          endsPolling: true,
          ack: 'ok',
          says: { type: 'status', unit: 1 },
          fields: { paper: { kind: 'byte', at: 0, names: { '0x12': 'ok' } } },
        },
      ],
      variants: { standard: { title: 'standard', ack: { ok: { kind: 'echo' } } } },
    });
    expect(decodeFrame(profile, bytes(0x12))).toEqual({
      kind: 'report',
      rule: 'paper',
      ack: 'ok',
      address: null,
      endsPolling: true,
      words: { type: 'status', unit: 1, paper: 'ok' },
    });
    expect(decodeFrame(profile, bytes(0x13))).toMatchObject({ words: { paper: 0x13 } });
  });

  it('give presence and the text of a scan with whether it goes on', () => {
    const profile = profileWith({
      decode: [
        { when: [{ at: 0, equals: 1 }], emit: 'presence', present: true },
        { when: [{ at: 0, equals: 2 }], emit: 'presence', present: false },
        {
          emit: 'scan',
          value: { kind: 'text', from: 2, lengthAt: 1 },
          more: { kind: 'byte', at: -1 },
        },
      ],
    });
    expect(decodeFrame(profile, bytes(1))).toMatchObject({ kind: 'presence', present: true });
    expect(decodeFrame(profile, bytes(2))).toMatchObject({ kind: 'presence', present: false });
    expect(decodeFrame(profile, bytes(3, 2, 72, 105, 0, 0))).toMatchObject({ kind: 'scan', text: 'Hi', more: false });
    expect(decodeFrame(profile, bytes(3, 2, 72, 105, 0, 1))).toMatchObject({ text: 'Hi', more: true });
    expect(decodeFrame(profile, bytes(3, 9, 72, 105))).toEqual({ kind: 'unknown' });
  });

  it('never take what a pad sends for a member that every object inherits', () => {
    const profile = profileWith({
      role: 'pad',
      decode: [{ emit: 'rating', value: { kind: 'regex', pattern: '^([a-z0-9]+)$' } }],
      keyMap: { rating: { '5': 5, '4': 4, '3': 3, '2': 2, '1': 1 }, timeoutValues: [0] },
      framing: { kind: 'text-line', maxFrame: 64 },
    });
    expect(decodeFrame(profile, text('5'))).toMatchObject({ kind: 'rating', raw: '5', level: 5 });
    expect(decodeFrame(profile, text('constructor'))).toMatchObject({ kind: 'rating', level: null });
    expect(decodeFrame(profile, text('0'))).toMatchObject({ kind: 'timeout', raw: '0' });
  });
});
