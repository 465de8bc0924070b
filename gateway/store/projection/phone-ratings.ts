import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { FactOf } from '../../core/gateway-facts.ts';
import type { PhoneOutcome } from '../gateway-store.ts';
import type { GuestTable } from '../tables/guest-table.ts';
import type { HeldRatingTable } from '../tables/held-rating-table.ts';
import type { SessionKey, SessionTable } from '../tables/session-table.ts';
import type { Totals } from '../tables/totals.ts';
import type { Ratings } from './ratings.ts';
import { settledBy } from './settled.ts';
import type { WorkingSet } from './working-set.ts';

type PhoneFact = FactOf<'rating.by-phone'>;

/** The session is not known yet, nor who shows it. */
const NOBODY = { sessionId: null, settled: [] } as const;

const itemsOf = ({ items }: PhoneFact) => JSON.stringify(items?.codes ?? []);

/** Ratings given on citizens' phones. */
export interface PhoneRatings {
  /** What a rating would be, without taking it. */
  judge(fact: PhoneFact): PhoneOutcome;
  /** Takes a rating that is in the ledger at `ledgerIdx`. Repeated ones never get there. */
  apply(fact: PhoneFact, ledgerIdx: number): void;
}

export function createPhoneRatings(parts: {
  readonly sessions: SessionTable;
  readonly guests: GuestTable;
  readonly held: HeldRatingTable;
  readonly ratings: Ratings;
  readonly set: WorkingSet;
  readonly totals: Totals;
}): PhoneRatings {
  const { sessions, guests, held, ratings, set, totals } = parts;

  /** The session that a code stands for, minted by its own terminal or by a kiosk that shows it. */
  function sessionOf({ deviceId, qrHandle }: PhoneFact): SessionKey | undefined {
    return sessions.findByHandle(deviceId, qrHandle) ?? guests.findByHandle(deviceId, qrHandle);
  }

  function judge(fact: PhoneFact): PhoneOutcome {
    const session = sessionOf(fact);
    if (session === undefined) {
      const waiting = held.of(fact.deviceId, fact.qrHandle);
      if (waiting.some((row) => row.rating_id === fact.ratingId)) return { kind: 'repeated', ...NOBODY };
      return { kind: waiting.length === 0 ? 'held' : 'duplicate', ...NOBODY };
    }
    const { kind } = ratings.judge(session.canonicalId, session, fact.ratingId, fact.deviceId);
    const sessionId = session.sessionId as SessionId;
    if (kind !== 'effective') return { kind, sessionId, settled: [] };
    return { kind: 'accepted', sessionId, settled: settledBy(set, session, null) };
  }

  function hold(fact: PhoneFact, ledgerIdx: number, standing: 'held' | 'duplicate'): void {
    held.insert({
      device: fact.deviceId,
      qr_handle: fact.qrHandle,
      rating_id: fact.ratingId,
      ledger_idx: ledgerIdx,
      level: fact.level,
      channel: fact.channel,
      submitted_at: fact.submittedAt,
      tags: JSON.stringify(fact.tags),
      remark: fact.text,
      items: itemsOf(fact),
      standing,
    });
    if (standing === 'duplicate') totals.add('duplicateRatings', 1);
  }

  return {
    judge,
    apply(fact, ledgerIdx) {
      const { kind } = judge(fact);
      const session = sessionOf(fact);
      if (kind === 'repeated') throw new Error(`ledger row ${ledgerIdx}: a phone rating is in the ledger twice`);
      if (session === undefined) return hold(fact, ledgerIdx, kind === 'held' ? 'held' : 'duplicate');
      if (kind === 'duplicate') return ratings.keepDuplicate(session.canonicalId, fact.ratingId, ledgerIdx, 'later');
      const rating = {
        ratingId: fact.ratingId,
        ledgerIdx,
        level: fact.level,
        channel: fact.channel,
        assessedAt: fact.submittedAt,
        reasons: { tags: JSON.stringify(fact.tags), remark: fact.text, items: itemsOf(fact), inkIdx: null },
      };
      ratings.count(session.canonicalId, rating);
    },
  };
}
