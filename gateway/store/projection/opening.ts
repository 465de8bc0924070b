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

/** Enters a session. Undefined when it was known: opened here and reported by the terminal, or reported twice. */
export function enterSession(
  set: WorkingSet,
  { device, opened, ledgerIdx, caller }: OpenedSession,
): SessionKey | undefined {
  const { sessionId, projectNo, serviceNumber } = opened;
  if (set.session(sessionId) !== undefined) return undefined;
  // The same service opened twice (here and at the terminal) is still one service with one effective rating.
  const first =
    projectNo === null || serviceNumber === null ? undefined : set.sessionOfService(projectNo, serviceNumber);
  const key = { sessionId, canonicalId: first?.canonicalId ?? sessionId, device };
  set.enter({ ...key, opened, ledgerIdx, caller });
  return key;
}
