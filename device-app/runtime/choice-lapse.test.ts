import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { heldSession } from '@mingjing/test/support/sessions.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionInput } from '../core/session/session-input.ts';
import { emptyState, type SessionState } from '../core/session/session-state.ts';
import { CHOICE_STANDS_MS, createChoiceLapse } from './choice-lapse.ts';

const settings = { language: 'zh-CN', display: STANDARD_DISPLAY } as const;
const chosen = emptyState('ug', { ...STANDARD_DISPLAY, theme: 'contrast' });
const served: SessionState = {
  ...chosen,
  phase: { kind: 'tentative', session: heldSession(1), deadline: null, undoCount: 0, press: {} as never },
};

let time: ReturnType<typeof createManualTime>;
let said: SessionInput[];
let lapse: ReturnType<typeof createChoiceLapse>;
beforeEach(() => {
  time = createManualTime();
  said = [];
  lapse = createChoiceLapse({ settings, timers: time.timers, dispatch: (input) => said.push(input) });
});

describe('a choice made with nobody being served', () => {
  it('stands for a minute, and not longer', () => {
    lapse.follow(chosen);
    time.advance(CHOICE_STANDS_MS - 1);
    expect(said).toEqual([]);
    time.advance(1);
    expect(said).toEqual([
      { kind: 'set-language', language: 'zh-CN' },
      { kind: 'set-display', display: STANDARD_DISPLAY },
    ]);
  });

  it('has its minute anew with every further choice, not with everything else that happens', () => {
    lapse.follow(chosen);
    time.advance(40_000);
    lapse.follow({ ...chosen, recent: [] });
    time.advance(15_000);
    lapse.follow({ ...chosen, language: 'bo' });
    time.advance(CHOICE_STANDS_MS - 1);
    expect(said).toEqual([]);
    time.advance(1);
    expect(said).toHaveLength(2);
  });

  it('has its minute anew whenever its chooser touches anything, and lapses once', () => {
    lapse.follow(chosen);
    for (let touches = 0; touches < 5; touches += 1) {
      time.advance(CHOICE_STANDS_MS - 1);
      lapse.touched();
    }
    expect(said).toEqual([]);
    time.advance(CHOICE_STANDS_MS);
    expect(said).toHaveLength(2);
  });

  it('is not made by a touch', () => {
    lapse.touched();
    lapse.follow(emptyState('zh-CN', { ...STANDARD_DISPLAY }));
    lapse.touched();
    expect(time.pending()).toBe(0);
  });

  it.each([
    ['is left to the session that begins', served],
    ['needs nothing once all is as it was set', emptyState('zh-CN', { ...STANDARD_DISPLAY })],
  ])('%s', (_what, next) => {
    lapse.follow(chosen);
    lapse.follow(next);
    expect(time.pending()).toBe(0);
  });
});
