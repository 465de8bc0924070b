import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { SessionOutcome, SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { ScanNotice } from '../core/screen/screen-state.ts';
import type { SessionInput, SessionReply } from '../core/session/session-input.ts';

/** Ends after which a citizen may be asked again: nobody has rated. */
const UNRATED: readonly (SessionOutcome | null)[] = ['unrated', 'replaced', 'cancelled'];

/**
 * Opens what a citizen scanned.
 * @param outcomeOf how a session ended here, null where this process does not know
 * @returns what to tell the citizen; null where the screen shows it already
 */
export function openScanned(
  view: SessionView,
  dispatch: (input: SessionInput) => SessionReply | 'refused',
  outcomeOf: (sessionId: SessionId) => SessionOutcome | null,
): ScanNotice | null {
  const outcome = outcomeOf(view.sessionId);
  const reply = dispatch({ kind: 'open', session: { view }, again: UNRATED.includes(outcome) });
  if (reply !== 'already-closed') return null;
  return outcome === 'rated' || outcome === 'rated-elsewhere' ? 'already-rated' : 'expired';
}
