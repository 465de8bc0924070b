import { describe, expect, it } from 'vitest';
import { createWorkLimit } from './work-limit.ts';

describe('the work that wrong checksums may cost', () => {
  it('is never short for frames of up to 64 bytes, even if one seems to begin at every byte', () => {
    const work = createWorkLimit();
    for (let position = 0; position < 10_000; position += 1) expect(work.spend(64, position)).toBe(true);
  });

  it('is short for large frames one inside the other, to some hundred bytes for each byte that comes', () => {
    const work = createWorkLimit();
    let looked = 0;
    let position = 0;
    while (position < 1_000_000) {
      const looksInside = work.spend(4096, position);
      if (looksInside) looked += 1;
      position += looksInside ? 1 : 4096;
    }
    expect(looked * 4096).toBeLessThan(1_048_576 + 64 * 1_000_000);
    expect(looked).toBeGreaterThan(1000);
  });

  it('is saved up while all is well, but not without end', () => {
    const work = createWorkLimit();
    expect(work.spend(4096, 1_000_000_000)).toBe(true);
    let times = 1;
    while (work.spend(4096, 1_000_000_000)) times += 1;
    expect(times).toBe(255);
  });
});
