import type { OpenedFact } from '../../core/terminal-facts.ts';
import type { SessionKey } from '../tables/session-table.ts';
import type { WorkingSet } from './working-set.ts';

/** A session that has been opened somewhere. */
export interface OpenedSession {
  readonly device: string;
  readonly ledgerIdx: number;
  readonly opened: OpenedFact;
  readonly caller: string | null;
}

/**
 * Enters a session. One that another terminal opened may be opened once more at a kiosk: it stays that terminal's, and the kiosk is its
 * guest, in whatever order the two tell of it.
 * A session that its terminal closed may be opened there again, by its receipt.
 * @returns undefined when it was open at this terminal already: opened here and reported by the terminal, or reported twice
 */
export function enterSession(set: WorkingSet, session: OpenedSession): SessionKey | undefined {
  const { device, opened, ledgerIdx } = session;
  const known = set.session(opened.sessionId);
  if (known === undefined) return enterNew(set, session, 'enter');
  if (known.device === device) return set.reopen(opened.sessionId) ? known : undefined;
  if (opened.openedBy !== 'kiosk') return known.openedBy === 'kiosk' ? enterNew(set, session, 'adopt') : undefined;
  const { sessionId, qrHandle } = opened;
  return set.guests.open({ sessionId, device, qrHandle, ledgerIdx }) ? known : undefined;
}

function enterNew(set: WorkingSet, session: OpenedSession, how: 'enter' | 'adopt'): SessionKey {
  const { device, opened } = session;
  const { sessionId, projectNo, serviceNumber } = opened;
  // The same service opened twice (here and at the terminal) is still one service with one effective rating.
  const first =
    projectNo === null || serviceNumber === null ? undefined : set.sessionOfService(projectNo, serviceNumber);
  const key = { sessionId, canonicalId: first?.canonicalId ?? sessionId, device };
  set[how]({ ...session, ...key });
  return key;
}
