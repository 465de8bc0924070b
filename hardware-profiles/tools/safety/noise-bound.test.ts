import { describe, expect, it } from 'vitest';
import { parseProfile } from '../../load-profiles.ts';
import { falseRatingsPerByte } from './noise-bound.ts';
import { regexMeasure } from './regex-measure.ts';

const RATING = { emit: 'rating', value: { kind: 'byte', at: -2 } };
const KEYS = { '0x01': 5, '0x02': 4, '0x03': 3, '0x04': 2 };

/** The bound of a made-up pad, as a power of 1/256 and how many of its values are allowed. */
function bound(framing: object, decode: readonly object[] = [RATING], rating: object = KEYS): number {
  const vector = { direction: 'in', hex: '00', expect: {}, origin: 'derived' };
  const text = JSON.stringify({
    schema: 1,
    id: 'made-up',
    protocol: 'made-up',
    title: { zh: '虚构', en: 'Made up' },
    version: '1.0.0',
    provenance: { sources: ['made up for tests'], confidence: 'low', testedOnHardware: false },
    transport: { kind: 'serial', serial: { baudRate: 9600 } },
    stateful: decode.some((rule) => 'emit' in rule && rule.emit === 'buttons'),
    framing,
    decode,
    keyMap: { rating },
    vectors: [vector, vector, vector],
  });
  const parsed = parseProfile(text, 'pad.json');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return falseRatingsPerByte(parsed.value);
}

/** n of 256 values, and so many bytes that must be as they are. */
const share = (values: number, bytes: number) => values * 256 ** -(bytes + 1);
const fixed = { kind: 'fixed', size: 6, header: 'aa 55', maxFrame: 6 };
const xor = { kind: 'xor8', from: 0, to: -1, at: -1 };

describe('how often noise is a rating', () => {
  it.each<[string, number, number]>([
    [
      'one byte: as many as there are keys',
      bound({ kind: 'byte', maxFrame: 1 }, [{ emit: 'rating', value: { kind: 'byte', at: 0 } }]),
      share(4, 0),
    ],
    ['a header', bound(fixed), share(4, 2)],
    ['a trailer', bound({ ...fixed, trailer: '0d' }), share(4, 3)],
    ['a checksum', bound({ ...fixed, checksum: xor }), share(4, 3)],
    [
      'a CRC of two bytes',
      bound({ ...fixed, size: 7, maxFrame: 7, checksum: { ...xor, kind: 'crc16-modbus', to: -2, at: -2 } }, [
        { emit: 'rating', value: { kind: 'byte', at: 3 } },
      ]),
      share(4, 4),
    ],
    ['a checksum that is not held to', bound({ ...fixed, checksum: { ...xor, strict: false } }), share(4, 2)],
    ['a condition', bound(fixed, [{ ...RATING, when: [{ at: 2, equals: 7 }] }]), share(4, 3)],
    [
      'a condition on four bits',
      bound(fixed, [{ ...RATING, when: [{ at: 2, mask: 15, equals: 7 }] }]),
      share(4, 2) / 16,
    ],
    [
      'a condition on a byte of the header counts once',
      bound(fixed, [{ ...RATING, when: [{ at: 0, equals: 0xaa }] }]),
      share(4, 2),
    ],
    ['half a byte', bound(fixed, [{ emit: 'rating', value: { kind: 'nibble', at: 3, half: 'low' } }]), share(64, 2)],
    ['a masked byte', bound(fixed, [{ emit: 'rating', value: { kind: 'byte', at: 3, mask: '0x7f' } }]), share(8, 2)],
    [
      'any state of buttons',
      bound(fixed, [{ emit: 'buttons', value: { kind: 'bits', from: 2, bytes: 1 } }]),
      256 ** -2,
    ],
    [
      'two rules',
      bound(fixed, [
        { ...RATING, when: [{ at: 2, equals: 7 }] },
        { ...RATING, when: [{ at: 2, equals: 8 }] },
      ]),
      2 * share(4, 3),
    ],
    [
      'a length that may have three values',
      bound({ kind: 'length', header: 'aa', length: { at: 1, adds: 4, min: 3, max: 5 }, checksum: xor, maxFrame: 9 }),
      3 * share(4, 3),
    ],
    [
      'a length that stands twice',
      bound({
        kind: 'length',
        header: 'aa',
        length: { at: 1, repeatAt: 2, adds: 4, min: 3, max: 3 },
        fixed: [{ at: 3, value: 9 }],
        maxFrame: 9,
      }),
      share(4, 4),
    ],
    [
      'a literal that rates',
      bound({ ...fixed, literals: ['01 02'] }, [{ emit: 'rating', value: { kind: 'byte', at: 1 }, size: 2 }]),
      256 ** -2,
    ],
    [
      'a literal that rates not',
      bound({ ...fixed, literals: ['01 09'] }, [{ emit: 'rating', value: { kind: 'byte', at: 1 }, size: 2 }]),
      0,
    ],
    ['nobody who rates', bound(fixed, [{ emit: 'report' }], {}), 0],
  ])('%s', (_name, got, expected) => {
    expect(got / (expected || 1)).toBeCloseTo(expected === 0 ? 0 : 1, 9);
  });

  it('of lines is what the expression leaves open, and the end of the line', () => {
    const line = (pattern: string) =>
      bound({ kind: 'text-line', maxFrame: 32 }, [{ emit: 'rating', value: { kind: 'regex', pattern } }], {
        1: 5,
        2: 4,
      });
    expect(line('^K([0-9])$') / (2 * 256 ** -1 * 256 ** -1 * share(2, 0))).toBeCloseTo(1, 9);
    expect(line('K([0-9])')).toBeGreaterThan(30 * line('^K([0-9])$'));
  });
});

describe('the measure of an expression', () => {
  it.each<[string, number]>([
    ['^abc$', 256 ** -3],
    ['^a.c$', 256 ** -2],
    ['^[0-9a-f]$', 16 / 256],
    ['^[]x]$', 2 / 256],
    ['^\\d\\.$', 10 / 256 ** 2],
    ['^(?:ab|cd)$', 2 * 9 * 256 ** -2],
    ['^a?b$', (1 + 1 / 256) / 256],
    ['^a{3}$', 256 ** -3],
    ['^a{2,3}$', 256 ** -2 + 256 ** -3],
    ['abc', 9 * 256 ** -3],
    ['^.*abc', 9 * 256 ** -3],
    ['^(?i)abc$', 1],
    ['^[[:alpha:]]$', 1],
    ['^\\pN$', 1],
  ])('%s is %d', (pattern, measure) => {
    expect(regexMeasure(pattern, 8) / measure).toBeCloseTo(1, 9);
  });

  it('takes another measure for a group', () => {
    expect(regexMeasure('^a(?:b)(c)(d)$', 8, (group, own) => (group === 2 ? own / 2 : own)) * 256 ** 4).toBeCloseTo(
      0.5,
      9,
    );
  });
});
