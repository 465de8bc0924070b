import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type RpcFrame } from './rpc-frames.ts';

const id = fc.string({ minLength: 1, maxLength: 36 });
const payload = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value ?? {})) ?? {});
const frame: fc.Arbitrary<RpcFrame> = fc.oneof(
  fc.record({ kind: fc.constant('call' as const), id, action: fc.string({ minLength: 1, maxLength: 50 }), payload }),
  fc.record({ kind: fc.constant('result' as const), id, payload }),
  fc.record({
    kind: fc.constant('error' as const),
    id,
    code: fc.string({ maxLength: 50 }),
    description: fc.string({ maxLength: 500 }),
    details: payload,
  }),
);

describe('frames', () => {
  it('come back as they were sent', () => {
    fc.assert(
      fc.property(frame, (sent) => {
        expect(decodeFrame(encodeFrame(sent))).toEqual({ ok: true, value: sent });
      }),
    );
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const decoded = decodeFrame(text);
          expect(decoded.ok || decoded.error.startsWith('not ')).toBe(true);
        },
      ),
    );
  });

  it.each([
    '',
    'null',
    '{}',
    '[]',
    '[2]',
    '[2,"1","Hello"]',
    '[2,"1","Hello",{},1]',
    '[2,"","Hello",{}]',
    '[2,"1","",{}]',
    '[2,1,"Hello",{}]',
    `[3,"${'1'.repeat(37)}",{}]`,
    '[4,"1","Code"]',
    '[5,"1","Hello",{}]',
    '["2","1","Hello",{}]',
    `[4,"1","Code","${'x'.repeat(501)}",{}]`,
    `${'['.repeat(50_000)}`,
  ])('%.40s is none', (text) => {
    expect(decodeFrame(text).ok).toBe(false);
  });

  it('hold what is absent as an empty object, and no endless description', () => {
    expect(encodeFrame({ kind: 'call', id: '1', action: 'Ping', payload: undefined })).toBe('[2,"1","Ping",{}]');
    const long = encodeFrame({ kind: 'error', id: '1', code: 'X', description: 'y'.repeat(9_000), details: null });
    expect(decodeFrame(long).ok).toBe(true);
  });
});
