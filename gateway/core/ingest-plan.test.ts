import { GENESIS_HASH } from '@mingjing/shared/domain/hash-chain.ts';
import { expect, test } from 'vitest';
import { compareKnown, type HighWater, planIngest } from './ingest-plan.ts';

/** A log whose hash after record n is `h<n>`. */
const batch = (fromSeq: number, count: number, branch = 'h') => ({
  fromSeq,
  prevHash: fromSeq === 1 ? GENESIS_HASH : `${branch}${fromSeq - 1}`,
  hashes: Array.from({ length: count }, (_, n) => `${branch}${fromSeq + n}`),
});
const at = (seq: number): HighWater => ({ seq, hash: `h${seq}` });

test.each([
  ['the beginning of an epoch', null, batch(1, 3), { kind: 'append', skip: 0 }],
  ['the next records', at(10), batch(11, 5), { kind: 'append', skip: 0 }],
  ['an overlap', at(10), batch(8, 5), { kind: 'append', skip: 3 }],
  ['the same again', at(10), batch(6, 5), { kind: 'compare', seq: 10, hash: 'h10' }],
  ['older records again', at(10), batch(2, 3), { kind: 'compare', seq: 4, hash: 'h4' }],
  ['a gap', at(10), batch(12, 5), { kind: 'gap', expectedSeq: 11 }],
  ['the middle of an epoch nobody knows', null, batch(4, 1), { kind: 'gap', expectedSeq: 1 }],
  ['another log’s next records', at(10), batch(11, 5, 'x'), { kind: 'conflict' }],
  ['an overlap with another log', at(10), batch(8, 5, 'x'), { kind: 'conflict' }],
] as const)('%s', (_name, high, incoming, expected) => {
  expect(planIngest(high, incoming)).toStrictEqual(expected);
});

test('an epoch that does not begin at the genesis hash is broken', () => {
  expect(planIngest(null, { ...batch(1, 2), prevHash: 'h0' })).toMatchObject({ kind: 'chain-broken' });
});

test('what lies below the mark is compared by one hash', () => {
  const plan = { kind: 'compare', seq: 4, hash: 'h4' } as const;
  expect(compareKnown(plan, 'h4')).toBe('known');
  expect(compareKnown(plan, 'x4')).toBe('conflict');
});
