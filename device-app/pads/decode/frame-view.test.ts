import { describe, expect, it } from 'vitest';
import { memberOf, rangeOf, viewFrame } from './frame-view.ts';

describe('members of JSON', () => {
  const json = { param: { rateId: 'x', list: [1, 2], none: null } };

  it('are found by their path', () => {
    expect(memberOf(json, 'param.rateId')).toBe('x');
    expect(memberOf(json, 'param')).toBe(json.param);
    expect(memberOf(json, 'param.none')).toBeNull();
  });

  it('are never what every object, text or list has', () => {
    const paths = [
      'toString',
      '__proto__',
      'param.constructor',
      'param.rateId.length',
      'param.list.length',
      'param.none.x',
    ];
    for (const path of paths) expect(memberOf(json, path), path).toBeUndefined();
    for (const nothing of [undefined, null, 5, 'text', []]) expect(memberOf(nothing, 'length')).toBeUndefined();
  });
});

describe('ranges', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4);

  it.each<[number, number, number[] | undefined]>([
    [1, 3, [2, 3]],
    [1, 0, [2, 3, 4]],
    [-3, -1, [2, 3]],
    [2, 2, []],
    [3, 2, undefined],
    [0, 5, undefined],
    [-5, 0, undefined],
  ])('from %i to %i', (from, to, expected) => {
    const range = rangeOf(bytes, from, to);
    expect(range === undefined ? undefined : [...range]).toEqual(expected);
  });
});

it('is read as text of one character per byte, and as JSON where it is that', () => {
  expect(viewFrame(Uint8Array.of(0x41, 0xff)).text()).toBe('A\u00ff');
  expect(viewFrame(new TextEncoder().encode('{"a":"明"}')).json()).toEqual({ a: '明' });
  expect(viewFrame(Uint8Array.of(0x7b)).json()).toBeUndefined();
});
