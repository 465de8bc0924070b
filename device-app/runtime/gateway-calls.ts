import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { SessionInput, SessionReply } from '../core/session/session-input.ts';
import type { GatewayCalls } from '../sync/sync-client.ts';

/** What the gateway may ask of the terminal, as inputs of the session machine. */
export function gatewayCalls(
  dispatch: (input: SessionInput) => SessionReply | 'refused',
  health: () => HealthReport,
  role: TerminalSettings['role'],
): GatewayCalls {
  // At a kiosk whatever is rated is rated at a kiosk: it decides the channel 评价渠道.
  const here = (view: SessionView): SessionView => (role === 'kiosk' ? { ...view, openedBy: 'kiosk' } : view);
  return {
    openSession: ({ session }) => ({
      state: oneOf(OPEN_STATES, dispatch({ kind: 'open', session: { view: here(session) } })),
    }),
    closeSession: ({ sessionId, reason }) => ({
      state: oneOf(CLOSE_STATES, dispatch({ kind: 'close', sessionId, reason })),
    }),
    health,
  };
}

const OPEN_STATES = ['shown', 'waiting', 'already-open', 'already-closed', 'refused'] as const;
const CLOSE_STATES = ['closed', 'not-open', 'already-rated', 'refused'] as const;

/** Narrows a reply of the machine to those that an input of this kind can have. */
function oneOf<S extends SessionReply | 'refused'>(states: readonly S[], reply: SessionReply | 'refused'): S {
  const found = states.find((state) => state === reply);
  if (found === undefined) throw new Error(`the session machine answered ${reply}`);
  return found;
}
