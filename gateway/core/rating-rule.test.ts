import { expect, test } from 'vitest';
import { type Judgement, judgeRating, type RatingStanding, settleHeld } from './rating-rule.ts';

const standing = (changes: Partial<RatingStanding>): RatingStanding => ({
  ratingId: 'r1',
  device: 'd1',
  sessionDevice: 'd1',
  effectiveId: null,
  isGuest: () => false,
  isKnownDuplicate: () => false,
  ...changes,
});

test.each<[string, Partial<RatingStanding>, Judgement]>([
  ['the first rating of a session', {}, { kind: 'effective' }],
  ['the first rating of a session nobody told of', { sessionDevice: null }, { kind: 'effective' }],
  ['the same rating again', { effectiveId: 'r1' }, { kind: 'repeated' }],
  ['the same duplicate again', { effectiveId: 'r0', isKnownDuplicate: () => true }, { kind: 'repeated' }],
  ['a second rating', { effectiveId: 'r0' }, { kind: 'duplicate', reason: 'later' }],
  [
    'a rating of another terminal’s session',
    { sessionDevice: 'd2' },
    { kind: 'duplicate', reason: 'foreign-terminal' },
  ],
  [
    'a rating of another terminal’s session at a kiosk',
    { sessionDevice: 'd2', isGuest: () => true },
    { kind: 'effective' },
  ],
  [
    'a second one, at a kiosk',
    { sessionDevice: 'd2', isGuest: () => true, effectiveId: 'r0' },
    { kind: 'duplicate', reason: 'later' },
  ],
  ['that one again', { sessionDevice: 'd2', isKnownDuplicate: () => true }, { kind: 'repeated' }],
  [
    'another terminal’s session that is rated already',
    { sessionDevice: 'd2', effectiveId: 'r0' },
    { kind: 'duplicate', reason: 'foreign-terminal' },
  ],
])('%s', (_name, changes, expected) => {
  expect(judgeRating(standing(changes))).toStrictEqual(expected);
});

test.each([
  ['the terminal’s was earlier', 1_000, 999, 'own'],
  ['the phone’s was earlier', 1_000, 1_001, 'held'],
  ['at the same moment: the phone’s is in the ledger already', 1_000, 1_000, 'held'],
] as const)('a held rating and the terminal’s own: %s', (_name, heldAt, ownAt, expected) => {
  expect(settleHeld(heldAt, ownAt)).toBe(expected);
});
