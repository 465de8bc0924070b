import { createHmac } from 'node:crypto';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { SessionOutcome } from '@mingjing/shared/domain/service-session.ts';

/** What window staff may know of a session. Never a level (P5). */
export type StaffView = 'open' | 'rated' | 'closed';

/** Sessions remembered for the window PC. */
const REMEMBERED = 200;
/** `rated` shows after a wait of up to this long, so that nobody can tell from it who pressed just now (UX §4.6). */
const MASK_MS = 30_000;

/** Follows sessions through the log entries they leave, for the window PC to ask about. In memory only. */
export function createSessionOutcomes(options: { readonly clock: Clock; readonly maskKey: Uint8Array }) {
  const known = new Map<SessionId, { outcome: SessionOutcome | null; visibleAt: number }>();

  function maskMs(sessionId: SessionId): number {
    const digest = createHmac('sha256', options.maskKey).update(sessionId).digest();
    return (digest.readUInt32BE() / 2 ** 32) * MASK_MS;
  }

  return {
    note(entries: readonly NewEntry[]): void {
      for (const { type, body } of entries) {
        if (type !== 'session') continue;
        if (body.kind === 'opened') known.set(body.view.sessionId, { outcome: null, visibleAt: 0 });
        else
          known.set(body.sessionId, {
            outcome: body.outcome,
            visibleAt: options.clock.mono() + maskMs(body.sessionId),
          });
      }
      for (const oldest of known.keys()) {
        if (known.size <= REMEMBERED) break;
        known.delete(oldest);
      }
    },

    /** How a session ended that this process saw end; for the terminal itself, not for staff. */
    outcomeOf: (sessionId: SessionId): SessionOutcome | null => known.get(sessionId)?.outcome ?? null,

    /** Undefined for a session this process has not seen. */
    viewOf(sessionId: string): StaffView | undefined {
      const session = known.get(sessionId as SessionId);
      if (session === undefined) return undefined;
      if (session.outcome === null || options.clock.mono() < session.visibleAt) return 'open';
      return session.outcome === 'rated' || session.outcome === 'rated-elsewhere' ? 'rated' : 'closed';
    },
  };
}
