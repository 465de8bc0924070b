import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from './decode-frame.ts';

const catalogue = loadProfiles();
if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
const pad = (name: string): PadProfile => catalogue.value.get(name)!;

/** Decodes the body (address, function, data) of a queue-bus frame. */
function decode(profile: PadProfile, ...body: number[]) {
  const sum = body.reduce((total, byte) => total + byte, 0) % 256;
  return decodeFrame(profile, Uint8Array.of(0x68, body.length, body.length, 0x68, ...body, sum, 0x16));
}

describe('decoding', () => {
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

  it('takes a pad’s time-out value for what it is', () => {
    const profile = pad('queue-bus-ff68-4key');
    const withTimeout = { ...profile, keyMap: { ...profile.keyMap, timeoutValues: [5] } };
    expect(decode(withTimeout, 0x81, 0x11, 5)).toMatchObject({ kind: 'timeout', raw: 5 });
  });
});
