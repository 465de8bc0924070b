import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { HeldSession, SessionState } from './session-state.ts';

/** Whether the terminal opened it to try itself: nobody is there to rate. */
export function isSelfTest({ view }: HeldSession): boolean {
  return view.openedBy === 'self-test';
}

/** As pads, lamps, printers, codes and desks are to take it: while the terminal tries itself, nobody is there. */
export function withoutSelfTest(state: SessionState): SessionState {
  const { phase } = state;
  return 'session' in phase && isSelfTest(phase.session) ? { ...state, phase: { kind: 'idle' } } : state;
}

/** Whether an entry of the log says that a session of this kind was opened. */
export function beginsSelfTest({ type, body }: NewEntry): boolean {
  return type === 'session' && body.kind === 'opened' && isSelfTest(body);
}
