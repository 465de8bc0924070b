import { INK_LIMITS } from '@mingjing/shared/domain/ink.ts';
import { inkSchema } from '@mingjing/shared/domain/ink-schema.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addStroke,
  beginDrawing,
  clearDrawing,
  type Drawing,
  extendStroke,
  inkOf,
  pointAt,
  undoStroke,
} from './drawing.ts';
import { createPenChoice } from './pen-choice.ts';

const place = fc.tuple(fc.double({ min: -1, max: 2, noNaN: true }), fc.double({ min: -1, max: 2, noNaN: true }));
const strokes = fc.array(fc.array(place, { minLength: 1, maxLength: 60 }), { maxLength: 230 });

const draw = (drawing: Drawing, places: readonly (readonly [number, number])[]) =>
  addStroke(drawing, places.map(([x, y]) => pointAt(drawing, x, y)).reduce(extendStroke, [] as never));

describe('a drawing', () => {
  it('is a note that can be kept, however much and wherever somebody draws', () => {
    fc.assert(
      fc.property(strokes, fc.double({ min: 0.01, max: 5, noNaN: true }), (all, aspect) => {
        const drawing = all.reduce(draw, beginDrawing(aspect));
        const ink = inkOf(drawing);
        if (ink === null) return;
        expect(inkSchema.parse(ink)).toEqual(ink);
        expect(ink.strokes.join('')).toHaveLength(drawing.size);
      }),
      { numRuns: 50 },
    );
  });

  it('says when it is full, keeps what fitted, and has room again after taking back', () => {
    const wild = Array.from({ length: 400 }, (_, n) => [n % 2, (n * 7) % 2 === 0 ? 0 : 0.4] as const);
    let drawing = beginDrawing(0.5);
    for (let n = 0; n < 20 && !drawing.full; n += 1) drawing = draw(drawing, wild);
    expect(drawing.full).toBe(true);
    expect(drawing.size).toBeLessThanOrEqual(INK_LIMITS.bytes);
    expect(drawing.size).toBeGreaterThan(INK_LIMITS.bytes - 10);
    expect(draw(drawing, [[0.1, 0.1]])).toBe(drawing);
    expect(undoStroke(drawing).full).toBe(false);
  });

  it('takes two hundred strokes and no more', () => {
    let drawing = beginDrawing(0.5);
    for (let n = 0; n < 205; n += 1) drawing = draw(drawing, [[0.5, 0.2]]);
    expect(drawing.strokes).toHaveLength(INK_LIMITS.strokes);
    expect(drawing.full).toBe(true);
  });

  it('takes strokes back one by one, or all', () => {
    const two = draw(draw(beginDrawing(0.5), [[0, 0]]), [[0.5, 0.1]]);
    expect(undoStroke(two).strokes).toEqual([[{ x: 0, y: 0 }]]);
    expect(undoStroke(undoStroke(undoStroke(two)))).toEqual(beginDrawing(0.5));
    expect(clearDrawing(two)).toEqual(beginDrawing(0.5));
    expect(inkOf(clearDrawing(two))).toBeNull();
  });
});

describe('what draws', () => {
  const contact = (id: number, kind: string, sizeMm = 8, at = 0) => ({ id, kind, sizeMm, at });

  it('is one finger, pen or mouse at a time', () => {
    const pens = createPenChoice(25);
    expect(pens.down(contact(1, 'touch'))).toBe('draws');
    expect(pens.down(contact(2, 'touch'))).toBe('ignored');
    expect([pens.draws(1), pens.draws(2)]).toEqual([true, false]);
    pens.up(2, 10);
    expect(pens.draws(1)).toBe(true);
    pens.up(1, 20);
    expect(pens.down(contact(3, 'mouse'))).toBe('draws');
  });

  it('is never a palm', () => {
    const pens = createPenChoice(25);
    expect(pens.down(contact(1, 'touch', 26))).toBe('ignored');
    expect(pens.down(contact(2, 'touch', 25))).toBe('draws');
  });

  it('is the pen, not the hand that holds it: before, beside and a while after', () => {
    const pens = createPenChoice(25);
    pens.down(contact(1, 'touch'));
    expect(pens.down(contact(2, 'pen'))).toBe('takes-over');
    expect([pens.draws(1), pens.draws(2)]).toEqual([false, true]);
    expect(pens.down(contact(3, 'touch'))).toBe('ignored');
    pens.up(2, 1000);
    expect(pens.down(contact(4, 'touch', 8, 2499))).toBe('ignored');
    expect(pens.down(contact(5, 'touch', 8, 2500))).toBe('draws');
  });
});
