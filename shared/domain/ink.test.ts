import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStroke, encodeStroke, INK_LIMITS, INK_WIDTH } from './ink.ts';
import { inkSchema } from './ink-schema.ts';
import { inkSvg } from './ink-svg.ts';

const HEIGHT = 420;
const point = fc.record({ x: fc.integer({ min: 0, max: INK_WIDTH }), y: fc.integer({ min: 0, max: HEIGHT }) });
const stroke = fc.array(point, { minLength: 1, maxLength: 40 });
const note = (strokes: readonly string[], height = HEIGHT) => ({ height, strokes: [...strokes] });
const issue = (value: unknown) => inkSchema.safeParse(value).error?.issues[0]?.message;

describe('a stroke', () => {
  it('comes back from its text as it was drawn', () => {
    fc.assert(
      fc.property(stroke, (points) => {
        expect(decodeStroke(encodeStroke(points))).toEqual({ ok: true, value: points });
      }),
    );
  });

  it('takes two characters for a point near the last one', () => {
    const points = Array.from({ length: 100 }, (_, n) => ({ x: 500 + 9 * n, y: 200 + 7 * (n % 2) }));
    expect(encodeStroke(points).length).toBeLessThanOrEqual(2 * 100 + 4);
  });

  it.each(['', 'A', 'AAA', 'A!', '字字', 'g', 'ggggA', '<>'])('%j stands for none', (text) => {
    expect(decodeStroke(text)).toEqual({ ok: false, error: 'malformed' });
  });
});

describe('a note', () => {
  it('holds whatever is drawn on its sheet', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 20 }), (strokes) => {
        expect(inkSchema.safeParse(note(strokes.map(encodeStroke))).success).toBe(true);
      }),
    );
  });

  it.each([
    ['no stroke', note([]), /Too small|at least|>=1/],
    ['too many', note(Array.from({ length: INK_LIMITS.strokes + 1 }, () => 'AA')), /Too big|<=200/],
    ['too long a one', note(['AA'.repeat(INK_LIMITS.bytes / 2), 'AA']), /at most 8192 characters/],
    ['one beside the sheet', note([encodeStroke([{ x: 10, y: HEIGHT + 1 }])]), /stay on the sheet/],
    ['one left of it', note([encodeStroke([{ x: -1, y: 0 }])]), /stay on the sheet/],
    ['one that is no stroke', note(['"/><script>']), /encodeStroke/],
    ['a sheet without height', note(['AA'], 0), /./],
  ])('with %s is refused', (_, value, message) => {
    expect(issue(value)).toMatch(message);
  });
});

describe('its picture', () => {
  const ink = note([
    encodeStroke([
      { x: 10, y: 20 },
      { x: 30, y: 25 },
    ]),
    encodeStroke([{ x: 5, y: 5 }]),
  ]);

  it('is the strokes as drawn', () => {
    const svg = inkSvg(ink, '手写');
    expect(svg).toContain('viewBox="0 0 1000 420"');
    expect(svg).toContain('<path d="M10 20L30 25"/><path d="M5 5h0"/>');
  });

  it('lets nothing of a name or a forged stroke out as markup', () => {
    const forged = { height: '1"><script>' as never, strokes: ['"/><script>alert(1)</script>'] };
    const svg = inkSvg(forged, `<b a="1" b='2'>&`);
    expect(svg).toContain('aria-label="&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;"');
    expect(svg).not.toMatch(/script|<b /);
  });
});
