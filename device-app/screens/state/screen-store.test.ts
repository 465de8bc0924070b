import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { describe, expect, it } from 'vitest';
import type { ChannelListener } from '../channel/screen-channel.ts';
import { createScreenStore } from './screen-store.ts';
import { pageKey, shownState } from './shown-state.ts';

const STATE: ScreenState = {
  revision: 1,
  language: 'en',
  display: STANDARD_DISPLAY,
  ppi: 170,
  page: { kind: 'thanks' },
  ...BARE_SCREEN,
  badges: { offline: true, padMissing: true, fresh: false },
  padKeys: [],
  role: 'window',
};

function scripted() {
  let listener: ChannelListener | null = null;
  const timers = new Map<number, () => void>();
  let nextTimer = 0;
  const store = createScreenStore({
    channel: {
      start(given) {
        listener = given;
      },
      send() {
        throw new Error('the store sends nothing');
      },
    },
    now: () => 42,
    setTimer(run) {
      nextTimer += 1;
      timers.set(nextTimer, run);
      return nextTimer;
    },
    clearTimer: (timer) => timers.delete(timer as number),
    lostAfterMs: 2000,
  });
  if (listener === null) throw new Error('the store did not listen');
  return { store, timers, channel: listener as ChannelListener };
}

describe('the screen store', () => {
  it('waits for the first snapshot, and shows the fault page of its own when none comes', () => {
    const { store, timers } = scripted();
    expect(shownState(store.read(), {})).toBeNull();
    expect(timers.size).toBe(1);
    for (const run of timers.values()) run();
    expect(shownState(store.read(), {})?.page).toEqual({ kind: 'fault', code: 'runtime-lost' });
  });

  it('shows the last snapshot through a short break, the fault page after a long one, and recovers', () => {
    const { store, timers, channel } = scripted();
    channel.onLink(true);
    channel.onState(STATE);
    expect(timers.size).toBe(0);
    channel.onLink(false);
    expect(shownState(store.read(), {})).toBe(STATE);
    for (const run of timers.values()) run();
    expect(shownState(store.read(), {})).toEqual({
      ...STATE,
      badges: BARE_SCREEN.badges,
      padKeys: [],
      page: { kind: 'fault', code: 'runtime-lost' },
    });
    expect(shownState(store.read(), { language: 'zh-CN' })?.language).toBe('zh-CN');
    channel.onLink(true);
    channel.onState(STATE);
    expect(shownState(store.read(), { language: 'zh-CN' })).toBe(STATE);
  });

  it('stops waiting when the link is back in time', () => {
    const { timers, channel } = scripted();
    channel.onLink(true);
    channel.onLink(false);
    channel.onLink(false);
    expect(timers.size).toBe(1);
    channel.onLink(true);
    expect(timers.size).toBe(0);
  });

  it('tells its subscribers of every change until they leave', () => {
    const { store, channel } = scripted();
    let changes = 0;
    const leave = store.subscribe(() => {
      changes += 1;
    });
    channel.onState(STATE);
    leave();
    channel.onState(STATE);
    expect(changes).toBe(1);
    expect(store.read()).toEqual({ state: STATE, receivedAt: 42, lost: false });
  });
});

describe('pageKey', () => {
  it('tells sessions apart, not snapshots', () => {
    const a = sessionIdSchema.parse('0190a3b4-5c6d-7e8f-9a0b-1c2d3e4f5a6b');
    const b = sessionIdSchema.parse('0190a3b4-5c6d-7e8f-9a0b-1c2d3e4f5a6c');
    const undo = (sessionId: typeof a, remainingMs: number) =>
      pageKey({ kind: 'undo', sessionId, countdown: { remainingMs, totalMs: 5000 } });
    expect(undo(a, 5000)).toBe(undo(a, 1));
    expect(undo(a, 5000)).not.toBe(undo(b, 5000));
  });
});
