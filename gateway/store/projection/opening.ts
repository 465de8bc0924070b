import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { OutboxTable } from '../tables/outbox-table.ts';
import type { SessionKey, SessionTable } from '../tables/session-table.ts';
import type { Totals } from '../tables/totals.ts';
import type { Ratings } from './ratings.ts';

/** A session that has been opened somewhere. */
export interface OpenedSession {
  readonly device: string;
  readonly view: SessionView;
  /** Null for a session opened by a key on the pad: it is never forwarded. */
  readonly service: ServiceRecord | null;
  readonly caller: string | null;
}

export interface Opening {
  /** Enters a session. `isNew` is false when it was known: opened here and reported by the terminal, or reported twice. */
  enter(opened: OpenedSession, now: number): { readonly key: SessionKey; readonly isNew: boolean };
}

export function createOpening(parts: {
  readonly sessions: SessionTable;
  readonly outbox: OutboxTable;
  readonly ratings: Ratings;
  readonly totals: Totals;
}): Opening {
  const { sessions, outbox, ratings, totals } = parts;
  return {
    enter({ device, view, service, caller }, now) {
      const known = sessions.find(view.sessionId);
      if (known !== undefined) return { key: known, isNew: false };
      // The same service opened twice (here and at the terminal) is still one service with one effective rating.
      const first = service === null ? undefined : sessions.findByService(service.projectNo, service.serviceNumber);
      const key = { sessionId: view.sessionId, canonicalId: first?.canonicalId ?? view.sessionId, device };
      sessions.insert(key, view, service, caller);
      totals.add('sessions', 1);
      if (service !== null && first === undefined) {
        outbox.addService(key.canonicalId, now);
        ratings.forwardExisting(key.canonicalId, now);
      }
      return { key, isNew: true };
    },
  };
}
