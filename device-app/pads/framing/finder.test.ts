import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFinder } from './finder.ts';

describe('a finder', () => {
  it('finds what a search from the start finds, wherever and however often it is asked', () => {
    const few = fc.constantFrom(1, 2);
    const stream = fc.array(few, { maxLength: 60 }).map((bytes) => Uint8Array.from(bytes));
    const mark = fc.array(few, { minLength: 1, maxLength: 3 }).map((bytes) => Uint8Array.from(bytes));
    const asked = fc.array(fc.record({ forward: fc.nat(3), from: fc.nat(4), limit: fc.nat(20), more: fc.nat(20) }));
    fc.assert(
      fc.property(stream, mark, asked, (bytes, wanted, questions) => {
        const find = createFinder(wanted);
        let [position, end] = [0, 0];
        for (const { forward, from, limit, more } of questions) {
          end = Math.min(bytes.length, end + more);
          position = Math.min(end, position + forward);
          const there = bytes.subarray(position, end);
          const found = Buffer.from(there.subarray(0, limit)).indexOf(wanted, from);
          // Beyond its end, a Buffer is searched from its end.
          const expected = found < 0 || from > Math.min(there.length, limit) ? undefined : found;
          expect(find(there, position, from, limit)).toBe(expected);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
