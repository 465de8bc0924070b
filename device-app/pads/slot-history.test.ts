import { createPadsBench } from '@mingjing/test/support/pads-bench.ts';
import { describe, expect, it } from 'vitest';
import { createSlotHistory } from './slot-history.ts';

const clock = { now: () => 0, mono: () => 0 };

function history(role: 'pad' | 'printer', isPrivate: () => boolean) {
  return createSlotHistory({
    slot: 0,
    profile: 'x',
    role,
    clock,
    log: () => undefined,
    isPrivate,
    isWatched: () => true,
  });
}

describe('what a slot remembers', () => {
  it('counts bad frames by reason, in a bounded number of reasons', () => {
    const slot = history('pad', () => false);
    for (let reason = 0; reason < 100; reason += 1) slot.bad(`reason ${reason}`);
    slot.bad('reason 3');
    const { badFrames, badReasons } = slot.counters();
    expect(badFrames).toBe(101);
    expect(Object.keys(badReasons)).toHaveLength(17);
    expect(badReasons).toMatchObject({ 'reason 3': 2, other: 84 });
  });

  it('keeps what a device tells of itself, bounded, and nothing of it once it is gone', () => {
    const slot = history('printer', () => true);
    slot.report({ paper: 'near end' });
    slot.report(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`word${index}`, 'x'.repeat(1000)])));
    const { report } = slot.shown();
    expect(Object.keys(report)).toHaveLength(32);
    expect(report.word99).toBe('x'.repeat(200));
    slot.report({ paper: 'out' });
    expect(slot.shown().report).toMatchObject({ paper: 'out' });
    slot.forgetReport();
    expect(slot.shown().report).toEqual({});
  });

  it('keeps nothing that a pad tells of itself while a question is open: its keys may be in it', () => {
    let isPrivate = true;
    const slot = history('pad', () => isPrivate);
    slot.report({ rows: [4] });
    expect(slot.shown().report).toEqual({});
    expect(slot.reported()).toEqual({ rows: [4] });
    isPrivate = false;
    slot.report({ rows: [0] });
    expect(slot.shown().report).toEqual({ rows: [0] });
  });

  it('counts what a keyboard says when too many keys are down, and never takes it for keys', async () => {
    const all = createPadsBench({ settings: [{ profile: 'keyboard-f13-f17', path: 'keyboard' }] });
    all.fake.plug({ path: 'keyboard' });
    all.pads.start();
    await all.pass(0);
    all.pads.arm();
    all.fake.send('keyboard', [0, 0, 0, 0, 0, 0, 0, 0]);
    all.fake.send('keyboard', [0, 0, 1, 1, 1, 1, 1, 1]);
    expect(all.status()).toMatchObject({ badReasons: { rollover: 1 }, goodFrames: 1 });
    expect(all.seen()).toEqual([]);
  });
});
