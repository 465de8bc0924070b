import { expect, test } from 'vitest';
import { createAdmission } from './admission.ts';

/** Timers run by hand, in order. */
function manualTimers() {
  const due: (() => void)[] = [];
  return {
    after(_ms: number, run: () => void) {
      due.push(run);
      return () => void due.splice(due.indexOf(run), 1);
    },
    tick: () => due.splice(0).forEach((run) => run()),
    waiting: () => due.length,
  };
}
const limits = { crowdedRecords: 1_000, maxRecordsInFlight: 1_500 };

test('takes records up to its limit and not one more', () => {
  const admission = createAdmission(limits, manualTimers());
  expect(admission.enter(1_500)).toBe(true);
  expect(admission.enter(1)).toBe(false);
  admission.leave(1);
  expect(admission.enter(1)).toBe(true);
});

test('nobody resumes while it is crowded; then in order, and only as many as there is room for', () => {
  const timers = manualTimers();
  const admission = createAdmission(limits, timers);
  const resumed: number[] = [];
  admission.enter(1_000);
  expect(admission.isCrowded()).toBe(true);
  for (let n = 0; n < 6; n += 1) admission.onRoom(() => resumed.push(n));
  timers.tick();
  expect(resumed).toStrictEqual([]);
  admission.leave(400);
  timers.tick();
  expect(resumed).toStrictEqual([0, 1]);
});

test('those who wait get on although those before them had nothing to send', () => {
  const timers = manualTimers();
  const admission = createAdmission(limits, timers);
  const resumed: number[] = [];
  admission.enter(1_000);
  for (let n = 0; n < 12; n += 1) admission.onRoom(() => resumed.push(n));
  admission.leave(1_000);
  // Nobody enters and nobody leaves any more.
  for (let wave = 0; wave < 3; wave += 1) timers.tick();
  expect(resumed).toStrictEqual(Array.from({ length: 12 }, (_, n) => n));
  expect(timers.waiting()).toBe(0);
});
