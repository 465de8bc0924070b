import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { expect, test } from 'vitest';
import { createAdmission } from './admission.ts';

const limits = { crowdedRecords: 1_000, maxRecordsInFlight: 1_500 };

test('takes records up to its limit and not one more', () => {
  const admission = createAdmission(limits, createManualTime().timers);
  expect(admission.enter(1_500)).toBe(true);
  expect(admission.enter(1)).toBe(false);
  admission.leave(1);
  expect(admission.enter(1)).toBe(true);
});

test('nobody resumes while it is crowded; then in order, and only as many as there is room for', () => {
  const time = createManualTime();
  const admission = createAdmission(limits, time.timers);
  const resumed: number[] = [];
  admission.enter(1_000);
  expect(admission.isCrowded()).toBe(true);
  for (let n = 0; n < 6; n += 1) admission.onRoom(() => resumed.push(n));
  time.advance(2);
  expect(resumed).toStrictEqual([]);
  admission.leave(400);
  time.advance(2);
  expect(resumed).toStrictEqual([0, 1]);
});

test('those who wait get on although those before them had nothing to send', () => {
  const time = createManualTime();
  const admission = createAdmission(limits, time.timers);
  const resumed: number[] = [];
  admission.enter(1_000);
  for (let n = 0; n < 12; n += 1) admission.onRoom(() => resumed.push(n));
  admission.leave(1_000);
  // Nobody enters and nobody leaves any more.
  time.advance(20);
  expect(resumed).toStrictEqual(Array.from({ length: 12 }, (_, n) => n));
  expect(time.pending()).toBe(0);
});
