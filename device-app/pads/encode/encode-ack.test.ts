import { jsonTemplateSchema, templateSchema } from '@mingjing/hardware-profiles/schema/template.ts';
import { describe, expect, it } from 'vitest';
import { type Acknowledgeable, encodeAck } from './encode-ack.ts';

const frame = { bytes: Uint8Array.of(0x68, 1), lead: 0xff };
const rating: Acknowledgeable = {
  kind: 'rating',
  raw: 3,
  level: 5,
  rule: undefined,
  ack: 'done',
  address: { wire: 0x81, masked: 1 },
  words: { rateId: 17, unit: 'A', list: [1], flag: true, addr: 99 },
};
const template = (text: string) => ({ kind: 'template', template: templateSchema.parse(text), says: {} }) as const;

describe('acknowledgements', () => {
  it('echo the frame with the lead it had', () => {
    expect(encodeAck({ kind: 'echo' }, frame, rating)).toEqual({ ok: true, value: Uint8Array.of(0xff, 0x68, 1) });
    const bare = { ...frame, lead: undefined };
    expect(encodeAck({ kind: 'echo' }, bare, rating)).toEqual({ ok: true, value: Uint8Array.of(0x68, 1) });
  });

  it('carry addresses, the raw value and words of the rule, which never hide an address', () => {
    expect(encodeAck(template('{addrRaw} {addr} {value} {rateId} {unit:text:ascii:4}'), frame, rating)).toEqual({
      ok: true,
      value: Uint8Array.of(0x81, 1, 3, 17, 0x41),
    });
  });

  it('carry a raw value that is a text', () => {
    const spec = { kind: 'template', template: jsonTemplateSchema.parse({ got: '{value}', id: '{rateId}' }), says: {} };
    const encoded = encodeAck(spec as never, frame, { ...rating, raw: 'good' });
    expect(encoded.ok && Buffer.from(encoded.value).toString()).toBe('{"got":"good","id":17}');
  });

  it.each([
    ['{value}', { ...rating, raw: 'good' } as const, /"value" must be a whole number 0–255, not "good"/],
    ['{addr}', { ...rating, address: null, words: {} }, /"addr" must be .* not absent/],
    [
      '{value}',
      { ...rating, kind: 'presence', present: true, raw: undefined } as never,
      /"value" must be .* not absent/,
    ],
    ['{flag}', rating, /"flag" must be a whole number/],
  ] as const)('say which variable the frame does not give: %s', (text, decoded, problem) => {
    expect(encodeAck(template(text), frame, decoded)).toEqual({ ok: false, error: expect.stringMatching(problem) });
  });
});
