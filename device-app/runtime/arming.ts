import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { type Delays, delaysFor } from '../core/delays.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { Pads } from '../pads/pad-events.ts';
import { invitationWords } from './invitation-words.ts';

export interface ArmingOptions {
  readonly pads: Pads;
  readonly settings: Pick<TerminalSettings, 'pads' | 'window'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Of which the guard: a press this soon after an invitation began was meant for what stood there before. */
  readonly delays: Delays;
}

/**
 * Lets pads rate exactly while a session invites, and tells each pad once that one began. In the guard time pads stay closed:
 * a press that came too early must not make its key deaf for the lock-out after it.
 */
export function createArming({ settings, pads, clock, timers, delays }: ArmingOptions) {
  /** When the invitation that is followed began, on the monotonic clock. */
  let since: number | undefined;
  let invited: string | undefined;
  let cancel = () => {};

  function close(): void {
    cancel();
    since = undefined;
    pads.disarm();
  }

  function invite(view: SessionView): void {
    if (view.sessionId === invited) return;
    invited = view.sessionId;
    const words = invitationWords(view, settings.window.name);
    // Pads with a voice or lamps of their own light up; those without such an output ignore it.
    for (let slot = 0; slot < settings.pads.length; slot += 1) void pads.output(slot, 'startEvaluation', words);
  }

  return {
    /** Whoever is at the terminal is so in any phase, and also while nothing can be kept (P5). */
    attend: ({ phase }: SessionState): void => pads.attend(phase.kind !== 'idle'),

    follow({ phase, display }: SessionState): void {
      if (phase.kind !== 'inviting') {
        close();
        return;
      }
      invite(phase.session.view);
      if (phase.since === since) return;
      close();
      since = phase.since;
      const { guardMs } = delaysFor(delays, display);
      cancel = timers.after(Math.max(0, since + guardMs - clock.mono()), () => pads.arm());
    },

    /** Nothing may be pressed for the time being. */
    rest: close,
    stop: close,
  };
}
