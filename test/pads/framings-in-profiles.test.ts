import { createFramer } from '@mingjing/device-app/pads/framing/framer.ts';
import { SAMPLE_FRAMINGS } from '@mingjing/device-app/pads/testing/framings.ts';
import { parseProfile } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const vector = { direction: 'in', hex: '00', expect: { type: 'report' }, origin: 'derived' };

/** What is wrong with a profile of this framing, or the framing as the terminal would use it. */
function inProfile(framing: object): readonly string[] | FramingSpec {
  const profile = {
    schema: 1,
    id: 'made-up',
    protocol: 'made-up',
    title: { zh: '虚构', en: 'Made up' },
    version: '1.0.0',
    provenance: { sources: ['made up for tests'], confidence: 'low', testedOnHardware: false },
    transport: { kind: 'serial', serial: { baudRate: 9600 } },
    framing,
    decode: [{ emit: 'report' }],
    vectors: [vector, vector, vector],
  };
  const parsed = parseProfile(JSON.stringify(profile), 'pad.json');
  return parsed.ok ? parsed.value.framing : parsed.error.map(({ field, problem }) => `${field}: ${problem}`);
}

describe('framings as profiles write them', () => {
  it.each(SAMPLE_FRAMINGS)('may be: $name', ({ written, spec }) => {
    expect(inProfile(written)).toEqual(spec);
  });
});

// Few different bytes, so that marks, lengths and checksums meet in random streams.
const byte = fc.constantFrom(0, 1, 2, 3, 4, 5, 0x0a, 0x0d, 0x2c, 0x31, 0x7b, 0x7d);
const hex = (bytes: readonly number[]) => Buffer.from(bytes).toString('hex');
const mark = fc.array(byte, { minLength: 1, maxLength: 3 }).map(hex);
const small = fc.integer({ min: 0, max: 8 });
const offset = fc.integer({ min: -6, max: 6 });
const checksum = fc.record(
  {
    kind: fc.constantFrom('sum8', 'sum8-twos', 'xor8', 'crc8', 'crc16-modbus', 'crc16-xmodem', 'lrc'),
    from: offset,
    to: offset,
    at: offset,
    endian: fc.constantFrom('big', 'little'),
    strict: fc.boolean(),
  },
  { requiredKeys: ['kind', 'from', 'to', 'at'] },
);
const common = { checksum, optionalLead: byte, literals: fc.array(mark, { maxLength: 2 }) };
const between = (min: number, max: number) => fc.integer({ min, max });
const spec = (
  kind: string,
  own: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>> = {},
) =>
  fc
    .tuple(
      fc.record({ kind: fc.constant(kind), maxFrame: between(1, 24), ...own }),
      fc.record({ ...common, ...optional }, { requiredKeys: [] }),
    )
    .map(([needed, others]) => ({ ...needed, ...others }));
const length = fc
  .tuple(
    fc.record({ at: between(1, 4), adds: between(2, 8), min: between(1, 6), max: between(4, 10) }),
    fc.record(
      { bytes: fc.constantFrom(1, 2), endian: fc.constantFrom('big', 'little'), repeatAt: small },
      { requiredKeys: [] },
    ),
  )
  .map(([needed, others]) => ({ ...needed, ...others }));
const fixed = fc.array(fc.record({ at: small, value: byte }), { maxLength: 2 });

/** Framings of every kind of stream, sensible or not. */
const KINDS: Readonly<Record<Exclude<FramingSpec['kind'], 'hid-report'>, fc.Arbitrary<object>>> = {
  byte: spec('byte', {}),
  fixed: spec('fixed', { size: between(1, 12) }, { header: mark, trailer: mark }),
  length: spec('length', { header: mark, length, maxFrame: between(12, 24) }, { fixed, trailer: mark }),
  delimiter: spec('delimiter', { end: mark }),
  'header-trailer': spec('header-trailer', { header: mark, trailer: mark, minSize: fc.integer({ min: 2, max: 8 }) }),
  'modbus-rtu': spec('modbus-rtu', {}),
  'idle-gap': spec('idle-gap', { interByteTimeoutMs: fc.constant(50) }, { minSize: between(1, 6) }),
  'text-line': spec('text-line', {}),
  'text-split': spec('text-split', { separator: fc.constantFrom(',', '||', '1,1') }),
  json: spec('json', {}),
};
const chunks = fc.array(fc.array(byte, { maxLength: 9 }), { maxLength: 12 });

describe.each(Object.entries(KINDS))('any framing of the kind %s that a profile may have', (_kind, framings) => {
  it('gives the same frames and mistakes however its bytes are cut', () => {
    let accepted = 0;
    fc.assert(
      fc.property(framings, fc.array(chunks, { minLength: 4, maxLength: 4 }), (written, streams) => {
        const framing = inProfile(written);
        if (!('kind' in framing)) return;
        accepted += 1;
        for (const stream of streams) {
          const framer = createFramer(framing);
          const pieces = [...stream.flatMap((chunk) => framer.push(Uint8Array.from(chunk))), ...framer.idle()];
          const whole = createFramer(framing);
          const once = [...whole.push(Uint8Array.from(stream.flat())), ...whole.idle()];
          expect(pieces).toEqual(once);
          for (const event of once) {
            if (event.kind === 'frame') expect(event.frame.bytes.length).toBeLessThanOrEqual(framing.maxFrame);
          }
        }
      }),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(10);
  });
});
