import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSilenceCutter } from './cut-by-silence.ts';

function cutter(gapMs: number) {
  const time = createManualTime();
  const bursts: { hex: string; at: number }[] = [];
  const cut = createSilenceCutter({
    ...time,
    gapMs,
    onBurst: ({ bytes, at }) => bursts.push({ hex: Buffer.from(bytes).toString('hex'), at }),
  });
  return { time, bursts, cut };
}

describe('cutting by silence', () => {
  it('joins what comes without a pause, and says when it began', () => {
    const { time, bursts, cut } = cutter(40);
    time.advance(100);
    cut.push(Uint8Array.of(1));
    time.advance(39);
    cut.push(Uint8Array.of(2));
    time.advance(39);
    expect(bursts).toEqual([]);
    time.advance(1);
    cut.push(Uint8Array.of(3));
    cut.flush();
    expect(bursts).toEqual([
      { hex: '0102', at: 100 },
      { hex: '03', at: 179 },
    ]);
    expect(time.pending()).toBe(0);
  });

  it('takes every report for itself where messages have bounds', () => {
    const { bursts, cut, time } = cutter(0);
    cut.push(Uint8Array.of(1));
    cut.push(Uint8Array.of(2));
    expect(bursts.map(({ hex }) => hex)).toEqual(['01', '02']);
    expect(time.pending()).toBe(0);
  });

  it('loses and doubles nothing however it comes, and never grows beyond a vector', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 3000 }), fc.nat({ max: 80 })), { maxLength: 8 }),
        (chunks) => {
          const { time, bursts, cut } = cutter(40);
          for (const [chunk, pause] of chunks) {
            cut.push(chunk);
            time.advance(pause);
          }
          cut.flush();
          expect(bursts.map(({ hex }) => hex).join('')).toBe(
            chunks.map(([chunk]) => Buffer.from(chunk).toString('hex')).join(''),
          );
          expect(Math.max(0, ...bursts.map(({ hex }) => hex.length / 2))).toBeLessThanOrEqual(1024);
        },
      ),
      { numRuns: 50 },
    );
  });
});
