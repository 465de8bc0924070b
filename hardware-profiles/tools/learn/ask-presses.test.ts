import type { Level } from '@mingjing/shared/domain/levels.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { askPresses, pressOrder } from './ask-presses.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const LEVELS: readonly Level[] = [5, 4];

function ask(times = 2) {
  const time = createManualTime();
  const said: string[] = [];
  const asker = askPresses(
    { levels: LEVELS, times, idleMs: 3000, settleMs: 700, patienceMs: 60_000 },
    { timers: time.timers, say: (text) => said.push(text) },
  );
  const press = (...messages: Uint8Array[]) => {
    for (const message of messages) asker.take(message);
    time.advance(700);
  };
  const asked = () => said.flatMap((text) => /\(level (\d)\)/.exec(text)?.[1] ?? []).map(Number);
  return { time, said, asker, press, asked };
}

describe('asking for presses', () => {
  it('asks in rounds that turn back', () => {
    expect(pressOrder([5, 4, 3], 3)).toEqual([5, 4, 3, 3, 4, 5, 5, 4, 3]);
  });

  it('listens first, then asks for one press after another and ends without a timer', async () => {
    const { time, said, asker, press, asked } = ask();
    expect(said).toEqual([expect.stringMatching(/请先不要按键/)]);
    time.advance(3000);
    for (const level of [5, 4, 4, 5]) press(bytes(level));
    expect(asked()).toEqual([5, 4, 4, 5]);
    expect(await asker.done).toEqual({
      ok: true,
      value: { idle: [], presses: [5, 4, 4, 5].map((level) => ({ level, messages: [bytes(level)] })) },
    });
    expect(time.pending()).toBe(0);
  });

  it('waits for silence before it takes a press for over', async () => {
    const { time, asker, press, asked } = ask(1);
    time.advance(3000);
    asker.take(bytes(1));
    time.advance(699);
    asker.take(bytes(2));
    time.advance(699);
    expect(asked()).toEqual([5]);
    time.advance(1);
    press(bytes(3));
    expect(await asker.done).toMatchObject({
      value: { presses: [{ messages: [bytes(1), bytes(2)] }, { messages: [bytes(3)] }] },
    });
  });

  it('takes a heartbeat for no press, and lets it prolong none', async () => {
    const { time, asker, asked } = ask(1);
    const heartbeat = bytes(0xaa);
    asker.take(heartbeat);
    time.advance(3000);
    asker.take(heartbeat);
    time.advance(10_000);
    expect(asked()).toEqual([5]);
    asker.take(bytes(1));
    time.advance(400);
    asker.take(heartbeat);
    time.advance(300);
    expect(asked()).toEqual([5, 4]);
    asker.take(bytes(2));
    time.advance(700);
    expect(await asker.done).toMatchObject({ value: { idle: [heartbeat] } });
  });

  it('takes the late release of a held button for no press of the next', async () => {
    const { time, asker, press, asked } = ask();
    const up = bytes(0);
    time.advance(3000);
    press(bytes(5), up);
    press(bytes(4), up);
    press(bytes(4));
    asker.take(up);
    time.advance(5000);
    expect(asked()).toEqual([5, 4, 4, 5]);
    press(bytes(5), up);
    expect(await asker.done).toMatchObject({ value: { presses: { length: 4, 3: { messages: [bytes(5), up] } } } });
  });

  it('gives up on a pad that nobody presses, that talks all the time, or that is gone', async () => {
    const silent = ask();
    silent.time.advance(3000 + 60_000);
    expect(await silent.asker.done).toMatchObject({ ok: false, error: expect.stringMatching(/nobody pressed/) });
    const noisy = ask();
    for (let value = 0; value < 40; value += 1) noisy.asker.take(bytes(value));
    expect(await noisy.asker.done).toMatchObject({ ok: false, error: expect.stringMatching(/talks all the time/) });
    expect(noisy.time.pending()).toBe(0);
    const gone = ask();
    gone.asker.giveUp('unplugged');
    gone.asker.take(bytes(1));
    expect(await gone.asker.done).toEqual({ ok: false, error: 'unplugged' });
    expect(gone.time.pending()).toBe(0);
  });
});
