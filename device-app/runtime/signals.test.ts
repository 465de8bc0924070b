import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { heldSession, ratingId } from '@mingjing/test/support/sessions.ts';
import { describe, expect, it } from 'vitest';
import { deviceProblem } from '../core/devices/device-problem.ts';
import { emptyState, type Phase, type SessionState } from '../core/session/session-state.ts';
import type { PadStatus } from '../pads/pad-events.ts';
import { createSignals, LAST_WORD_MS, TELL_AGAIN_MS } from './signals.ts';

const session = heldSession(1);
const at = (phase: Phase): SessionState => ({ ...emptyState('zh-CN'), phase });
const idle = at({ kind: 'idle' });
const inviting = at({
  kind: 'inviting',
  session,
  since: 0,
  paintedAt: null,
  deadline: 60_000,
  touched: false,
  undoCount: 0,
});

function device(slot: number, connected: boolean): PadStatus {
  return {
    slot,
    role: slot === 0 ? 'pad' : 'light',
    profile: 'p',
    connected,
    path: connected ? '/dev/x' : null,
    matchedBy: connected ? 'path' : null,
    problem: connected ? null : deviceProblem('unplugged'),
    goodFrames: 0,
    badFrames: 0,
    badReasons: {},
    strayPresses: 0,
  };
}

function lamps() {
  const sent: string[] = [];
  const time = createManualTime();
  /** Whether the next tellings are taken; all further ones are. */
  const takes: boolean[] = [];
  const pads = {
    declares: (slot: number) => slot < 3,
    async output(slot: number, name: string, variables: object) {
      expect(variables).toEqual({});
      sent.push(`${slot} ${name}`);
      return takes.shift() ?? true;
    },
  };
  return { sent, time, takes, signals: createSignals(pads, time.timers) };
}

/** Lets what waits on promises run. */
const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe('the signals to devices', () => {
  it('tell each connected device when they change, and only then', () => {
    const { sent, signals } = lamps();
    signals.onStatus([device(0, true), device(1, true), device(2, false)]);
    for (const state of [idle, inviting, inviting, idle, idle]) signals.follow(state, null);
    expect(sent).toEqual(['0 idle', '1 idle', '0 armed', '1 armed', '0 idle', '1 idle']);
  });

  it('tell a device that came back what it missed, and the others nothing', () => {
    const { sent, signals } = lamps();
    signals.onStatus([device(0, true), device(1, false)]);
    signals.follow(inviting, null);
    signals.onStatus([device(0, true), device(1, true)]);
    signals.onStatus([device(0, true), device(1, true)]);
    expect(sent).toEqual(['0 idle', '0 armed', '1 armed']);
  });

  it('tell of a fault before anything else', () => {
    const { sent, signals } = lamps();
    signals.onStatus([device(1, true)]);
    signals.follow(inviting, 'full');
    signals.follow(inviting, 'damaged');
    signals.follow(inviting, null);
    expect(sent).toEqual(['1 idle', '1 fault', '1 armed']);
  });

  it('are repeated a while after to whom they did not reach, the newest only, and not to who is gone', async () => {
    const { sent, signals, takes, time } = lamps();
    takes.push(false, true, false, true);
    signals.onStatus([device(0, true), device(1, true)]);
    await settled();
    time.advance(TELL_AGAIN_MS);
    await settled();
    expect(sent.splice(0)).toEqual(['0 idle', '1 idle', '0 idle']);
    signals.follow(inviting, null);
    signals.onStatus([device(1, true)]);
    await settled();
    time.advance(10 * TELL_AGAIN_MS);
    expect(sent).toEqual(['0 armed', '1 armed']);
    expect(time.pending()).toBe(0);
  });

  it('are not sent to who has no such lamp', () => {
    const { sent, signals } = lamps();
    signals.onStatus([device(3, true)]);
    signals.follow(inviting, null);
    expect(sent).toEqual([]);
  });

  it('put the lamps out at the end, and end then', async () => {
    const { sent, signals, takes, time } = lamps();
    signals.onStatus([device(1, true)]);
    signals.follow(inviting, null);
    takes.push(false);
    await signals.stop();
    expect(sent).toEqual(['1 idle', '1 armed', '1 idle']);
    expect(time.pending()).toBe(0);
  });

  it('do not keep a terminal from stopping', async () => {
    const time = createManualTime();
    const output = () => new Promise<boolean>(() => undefined);
    const signals = createSignals({ declares: () => true, output }, time.timers);
    signals.onStatus([device(1, true)]);
    const stopped = signals.stop();
    time.advance(LAST_WORD_MS);
    await stopped;
    expect(time.pending()).toBe(0);
  });

  it('are the same at every step whichever level is pressed (P5)', () => {
    const walks = LEVEL_ORDER.map((level) => {
      const { sent, signals } = lamps();
      const press = { ratingId: ratingId(1), level, source: 'pad' as const, pressedAt: 1, latencyMs: 1 };
      const states = [
        idle,
        inviting,
        at({ kind: 'tentative', session, deadline: 6000, undoCount: 0, press }),
        at({ kind: 'reasons', session, ratingId: ratingId(1), level, deadline: 61_000 }),
        at({ kind: 'notice', notice: 'thanks', deadline: 64_000 }),
        idle,
      ];
      signals.onStatus([device(1, true)]);
      return states.map((state) => {
        signals.follow(state, null);
        return sent.splice(0);
      });
    });
    for (const walk of walks) expect(walk).toEqual([['1 idle'], ['1 armed'], ['1 idle'], [], [], []]);
  });
});
