import { describe, expect, it } from 'vitest';
import { drawQr } from './qr-modules.ts';

/** 75 bytes: the longest address a token may make (UX §5.1). */
const LONGEST = `https://hp.example.gov.cn/r/${'w'.repeat(47)}`;

describe('drawQr', () => {
  it('keeps the address of a rating within version 5: 37 modules and the quiet zone', () => {
    expect(LONGEST).toHaveLength(75);
    expect(drawQr(LONGEST).size).toBe(37 + 8);
  });

  it('leaves the quiet zone of four modules white on every side', () => {
    const { size, path } = drawQr(LONGEST);
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((run) => run.slice(1).map(Number));
    expect(runs.length).toBeGreaterThan(100);
    for (const [x = 0, y = 0, width = 0, back = 0] of runs) {
      expect(back).toBe(width);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(4);
      expect(Math.max(x + width, y + 1)).toBeLessThanOrEqual(size - 4);
    }
  });
});
