import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { heldSession, ratingId } from '@mingjing/test/support/sessions.ts';
import { describe, expect, it } from 'vitest';
import { emptyState, type Phase, type SessionState } from '../core/session/session-state.ts';
import type { PadStatus } from '../pads/pad-events.ts';
import { createSignals } from './signals.ts';

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
    problem: connected ? null : 'gone',
    goodFrames: 0,
    badFrames: 0,
    badReasons: {},
    strayPresses: 0,
  };
}

function lamps() {
  const sent: string[] = [];
  const signals = createSignals({
    async output(slot, name, variables) {
      expect(variables).toEqual({});
      sent.push(`${slot} ${name}`);
      return true;
    },
  });
  return { sent, signals };
}

describe('the signals to devices', () => {
  it('tell each connected device when they change, and only then', () => {
    const { sent, signals } = lamps();
    signals.reconnected([device(0, true), device(1, true), device(2, false)]);
    for (const state of [idle, inviting, inviting, idle, idle]) signals.follow(state, null);
    expect(sent).toEqual(['0 idle', '1 idle', '0 armed', '1 armed', '0 idle', '1 idle']);
  });

  it('tell a device that came back what it missed, and the others nothing', () => {
    const { sent, signals } = lamps();
    signals.reconnected([device(0, true), device(1, false)]);
    signals.follow(inviting, null);
    signals.reconnected([device(0, true), device(1, true)]);
    signals.reconnected([device(0, true), device(1, true)]);
    expect(sent).toEqual(['0 idle', '0 armed', '1 armed']);
  });

  it('tell of a fault before anything else', () => {
    const { sent, signals } = lamps();
    signals.reconnected([device(1, true)]);
    signals.follow(inviting, 'full');
    signals.follow(inviting, 'damaged');
    signals.follow(inviting, null);
    expect(sent).toEqual(['1 idle', '1 fault', '1 armed']);
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
      signals.reconnected([device(1, true)]);
      return states.map((state) => {
        signals.follow(state, null);
        return sent.splice(0);
      });
    });
    for (const walk of walks) expect(walk).toEqual([['1 idle'], ['1 armed'], ['1 idle'], [], [], []]);
  });
});
