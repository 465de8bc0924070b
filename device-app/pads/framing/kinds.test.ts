import { framingSchema } from '@mingjing/hardware-profiles/schema/framing.ts';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { describe, expect, it } from 'vitest';
import { createFramer, type FramerEvent } from './framer.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const shown = (event: FramerEvent) =>
  event.kind === 'frame' ? Buffer.from(event.frame.bytes).toString('latin1') : `bad ${event.reason}`;

/** A framer fed with text; `idle` is the silence after it. */
function framerOf(spec: unknown) {
  const framer = createFramer(framingSchema.parse(spec));
  return {
    push: (text: string) => framer.push(Buffer.from(text, 'latin1')).map(shown),
    pushHex: (hex: string) =>
      framer.push(bytes(hex)).map((event) => (event.kind === 'frame' ? toHex(event.frame.bytes) : shown(event))),
    idle: () => framer.idle().map(shown),
    framer,
  };
}

describe('a Modbus server’s answers', () => {
  const spec = { kind: 'modbus-rtu', maxFrame: 64 };

  it.each([
    ['a wrong checksum, published as such', '03 03 06 00 2a 00 80 00 05 e1 38', 'bad checksum'],
    ['a number of bytes that is no number of registers', '01 03 05 00 2a 00 80 00', 'bad length-range'],
    ['no bytes at all', '01 02 00 00 00', 'bad length-range'],
    ['more than the device sends', '01 02 fa 00 00', 'bad length-range'],
    ['a function that nobody asked for', '01 2b 00', 'bad garbage'],
    ['an answer broken off', '01 02 01 10', 'bad truncated'],
  ])('are not: %s', (_name, hex, expected) => {
    const { pushHex, idle, framer } = framerOf(spec);
    const [first, ...rest] = [...pushHex(hex), ...idle()];
    expect(first).toBe(expected);
    expect(rest.filter((one) => !one.startsWith('bad'))).toEqual([]);
    expect(pushHex('01 02 01 10 a0 44')).toEqual(['01020110a044']);
    expect(framer.pending).toBe(0);
  });

  it('are found behind the half of one, at once or after silence', () => {
    const { pushHex, framer } = framerOf(spec);
    expect(pushHex('01 02 01 01 02 01 10 a0 44')).toEqual(['bad checksum', '01020110a044']);
    expect(pushHex('01 03 10 01 02 01 10 a0 44')).toEqual([]);
    expect(framer.idle().map((event) => event.kind)).toEqual(['bad', 'frame']);
  });
});

describe('lines of text', () => {
  const spec = { kind: 'text-line', maxFrame: 6 };

  it('are given up whole when they are too long: their tail is no press', () => {
    const { push } = framerOf(spec);
    expect(push('xxxxxxxxxxxxxxxxxxxx5\r\n5\r\n')).toEqual(['bad too-long', '5']);
  });

  it('end in silence when they are too long, even where silence comes right after the last byte that fits', () => {
    const { push, idle, framer } = framerOf(spec);
    expect(push('xxxxxxx')).toEqual(['bad too-long']);
    expect(framer.pending).toBeGreaterThan(0);
    expect(idle()).toEqual([]);
    expect(push('5\r')).toEqual(['5']);
  });

  it('are nothing without their end', () => {
    const { push, idle } = framerOf(spec);
    expect([...push('5'), ...idle()]).toEqual(['bad truncated']);
    expect(push('4\n')).toEqual(['4']);
  });

  it('are given up whole, with an end of two bytes cut by the limit', () => {
    const { push } = framerOf({ kind: 'delimiter', end: '0d 0a', maxFrame: 6 });
    expect(push('xxxxx\r\n5\r\n')).toEqual(['bad too-long', '5\r\n']);
    expect(push('xxxxx')).toEqual([]);
    expect(push('\r')).toEqual(['bad too-long']);
    expect(push('\n5\r\n')).toEqual(['5\r\n']);
  });
});

describe('frames known by heart', () => {
  const spec = { kind: 'text-line', literals: ['02 00 00 01 00 33 31', '06'], maxFrame: 20 };

  it('stand before others, and are never part of them', () => {
    const { push } = framerOf(spec);
    expect(push('\x02\0\0\x01\x0031A1\r\x06B2\r')).toEqual(['\x02\0\0\x01\x0031', 'A1', '\x06', 'B2']);
  });

  it('are something else when they differ in a byte, or break off', () => {
    const { push, idle } = framerOf(spec);
    expect(push('\x02\0\0\x01\x0032\r')).toEqual(['\x02\0\0\x01\x0032']);
    expect([...push('\x02\0'), ...idle()]).toEqual(['bad truncated']);
  });

  it('need no checksum', () => {
    const { pushHex } = framerOf({
      kind: 'fixed',
      size: 3,
      literals: ['06'],
      checksum: { kind: 'xor8', from: 0, to: -1, at: -1 },
      maxFrame: 3,
    });
    expect(pushHex('06 01 02 03 06')).toEqual(['06', '010203', '06']);
  });

  it('do not make a shorter one wait', () => {
    const { pushHex } = framerOf({ kind: 'byte', literals: ['06 07', '06'], maxFrame: 2 });
    expect(pushHex('06')).toEqual(['06']);
    expect(pushHex('07')).toEqual(['07']);
  });
});

describe('JSON objects', () => {
  const spec = { kind: 'json', maxFrame: 24 };

  it.each([
    ['behind noise', 'noise {"a":1}', ['bad garbage', '{"a":1}']],
    ['behind a brace of noise', '{{"a":1}', ['bad not-json', '{"a":1}']],
    ['behind one that holds what JSON does not', '{"b":x {"a":1}', ['bad not-json', '{"a":1}']],
    ['behind one whose text has a line break', '{"b\n{"a":1}', ['bad not-json', '{"a":1}']],
    ['beside blanks', ' {"a":1}\r\n\t{ } ', ['{"a":1}', '{ }']],
    ['with braces in texts', '{"}":"\\"}{"}', ['{"}":"\\"}{"}']],
  ])('are found %s', (_name, text, expected) => {
    expect(framerOf(spec).push(text)).toEqual(expected);
  });

  it('are given up whole when they are too long: what is inside them is no message', () => {
    const { push } = framerOf(spec);
    expect(push('{"long":"xxxxxxxxxxxxxxxxxxxxxxx","in":{"a":1}} {"b":2}')).toEqual(['bad too-long', '{"b":2}']);
    expect(push('{"long":"xxxxxxxxxxxxxxxxxxxxxxx","in":{"a":1}x{"b":2}')).toEqual([
      'bad too-long',
      'bad garbage',
      '{"b":2}',
    ]);
  });

  it('end in silence when they are too long, or broken off', () => {
    const { push, idle } = framerOf(spec);
    expect(push('{"long":"xxxxxxxxxxxxxxxxxxxxxxx')).toEqual(['bad too-long']);
    expect(idle()).toEqual([]);
    expect([...push('{"a":{"b":1}'), ...idle()]).toEqual(['bad truncated']);
    expect(push('{"b":2}')).toEqual(['{"b":2}']);
  });
});

describe('bytes between silences', () => {
  const spec = { kind: 'idle-gap', interByteTimeoutMs: 20, minSize: 2, maxFrame: 5 };

  it('are one frame, however they came', () => {
    const { push, idle } = framerOf(spec);
    expect([...push('ab'), ...push('c'), ...push('de')]).toEqual([]);
    expect(idle()).toEqual(['abcde']);
    expect(idle()).toEqual([]);
    expect([...push('fg'), ...idle()]).toEqual(['fg']);
  });

  it('are none when there are too few or too many', () => {
    const { push, idle, framer } = framerOf(spec);
    expect([...push('a'), ...idle()]).toEqual(['bad too-short']);
    expect(push('abcdefghijklmnop')).toEqual(['bad too-long']);
    expect(framer.pending).toBe(1);
    expect([...push('qr'), ...idle()]).toEqual([]);
    expect([...push('ok'), ...idle()]).toEqual(['ok']);
  });

  it('must carry their checksum', () => {
    const { pushHex, framer } = framerOf({ ...spec, checksum: { kind: 'xor8', from: 0, to: -1, at: -1 } });
    expect(pushHex('01 02 03')).toEqual([]);
    expect(framer.idle()).toMatchObject([{ kind: 'frame' }]);
    expect(pushHex('01 02 04')).toEqual([]);
    expect(framer.idle()).toEqual([{ kind: 'bad', reason: 'checksum' }]);
  });
});

describe('reports', () => {
  const spec = { kind: 'hid-report', reportId: '0x02', minSize: 3, maxFrame: 6 };

  it('are one frame each, with their number, padded or not', () => {
    const { pushHex, framer } = framerOf(spec);
    expect(pushHex('02 01 01')).toEqual(['020101']);
    expect(pushHex('02 01 01 00 00 00')).toEqual(['020101000000']);
    expect(framer.pending).toBe(0);
    expect(framer.idle()).toEqual([]);
  });

  it('are none of ours with another number, and wrong when too short or too long', () => {
    const { pushHex } = framerOf(spec);
    expect(pushHex('01 01 01')).toEqual([]);
    expect(pushHex('01')).toEqual([]);
    expect(pushHex('02 01')).toEqual(['bad too-short']);
    expect(pushHex('02 01 01 00 00 00 00')).toEqual(['bad too-long']);
  });

  it('are taken as they are where they have no number', () => {
    const { pushHex, framer } = framerOf({ kind: 'hid-report', minSize: 2, maxFrame: 6 });
    expect(pushHex('00 01')).toEqual(['0001']);
    expect(framer.push(new Uint8Array())).toEqual([{ kind: 'bad', reason: 'too-short' }]);
  });

  it('must carry their checksum where they have one', () => {
    const { pushHex } = framerOf({ ...spec, checksum: { kind: 'xor8', from: 0, to: -1, at: -1 } });
    expect(pushHex('02 01 03')).toEqual(['020103']);
    expect(pushHex('02 01 04')).toEqual(['bad checksum']);
  });
});

describe('a fixed byte of the profile', () => {
  it('beyond a short frame says nothing of it, however much has come', () => {
    const spec = {
      kind: 'length',
      header: '68',
      length: { at: 1, adds: 2, min: 1, max: 8 },
      fixed: [{ at: 6, value: '0x55' }],
      maxFrame: 10,
    };
    expect(framerOf(spec).pushHex('68 01 aa 68 01 bb 68 01 cc')).toEqual(['6801aa', '6801bb', '6801cc']);
  });
});

describe('a length that is written twice', () => {
  it('is what is wrong with a frame, also where the second has yet to come', () => {
    const spec = {
      kind: 'length',
      header: '00',
      length: { at: 2, adds: 2, min: 2, max: 4, repeatAt: 3 },
      fixed: [{ at: 1, value: 0 }],
      maxFrame: 12,
    };
    const whole = framerOf(spec).pushHex('00 2c 04 00');
    const { pushHex } = framerOf(spec);
    expect([...pushHex('00 2c 04'), ...pushHex('00')]).toEqual(whole);
    expect(whole[0]).toBe('bad length-mismatch');
  });
});
