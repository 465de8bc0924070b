import { describe, expect, it } from 'vitest';
import { createFitMemory } from './fit-memory.ts';

const found = (size: number) => ({ size, unbroken: false, whole: true, width: 100, height: 20 });

describe('what fitting remembers', () => {
  it('gives back what was kept last under a name', () => {
    const memory = createFitMemory(2);
    memory.keep('a', found(5));
    memory.keep('a', found(6));
    expect(memory.recall('a')).toEqual(found(6));
    expect(memory.recall('b')).toBeNull();
  });

  it('drops what was used longest ago', () => {
    const memory = createFitMemory(2);
    memory.keep('a', found(1));
    memory.keep('b', found(2));
    memory.recall('a');
    memory.keep('c', found(3));
    expect(['a', 'b', 'c'].map((name) => memory.recall(name)?.size)).toEqual([1, undefined, 3]);
  });
});
