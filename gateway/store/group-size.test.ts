import { expect, test } from 'vitest';
import { committedBytes, rowsOf } from './group-size.ts';
import type { Answer, AnyOperation } from './operations.ts';

const upload = (...texts: string[]) => ({ name: 'ingest', request: { texts } }) as unknown as AnyOperation;
const revive: AnyOperation = { name: 'reviveJob', request: { id: 1, at: 0 } };
const kept: Answer = { id: 1, ok: true, value: null };
const refused: Answer = { id: 2, ok: false, code: 'disk-full', message: 'the disk is full' };

test('an upload has as many rows as records', () => {
  expect([rowsOf(upload('a', 'b')), rowsOf(revive)]).toEqual([2, 1]);
});

test('only what was committed made the log grow', () => {
  const group = [upload('x'.repeat(100), 'y'.repeat(50)), revive].map((operation) => ({ operation }));
  expect(committedBytes(group, [kept, kept])).toBe(750 + 4_096);
  expect(committedBytes(group, [refused, kept])).toBe(4_096);
  expect(committedBytes(group, [refused, refused])).toBe(0);
});
