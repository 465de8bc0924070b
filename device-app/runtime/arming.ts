import { currentSession, isArmed } from '../core/session/session-machine.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { Pads } from '../pads/pad-events.ts';

/** Lets pads rate exactly while a session invites, and tells each pad once that one began. */
export function createArming(pads: Pads, slots: number) {
  let invited: string | undefined;

  function rest(): void {
    invited = undefined;
    pads.disarm();
  }

  return {
    rest,
    follow(state: SessionState): void {
      if (!isArmed(state)) {
        rest();
        return;
      }
      pads.arm();
      const sessionId = currentSession(state)?.view.sessionId;
      if (sessionId === invited) return;
      invited = sessionId;
      // Pads with a voice or lamps of their own light up; those without such an output ignore it.
      for (let slot = 0; slot < slots; slot += 1) void pads.output(slot, 'startEvaluation', {});
    },
  };
}
