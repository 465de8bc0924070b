import type { FactOf } from '../../core/gateway-facts.ts';
import type { FollowUpOutcome } from '../gateway-store.ts';
import type { FollowUpTable } from '../tables/follow-up-table.ts';
import type { GuestTable } from '../tables/guest-table.ts';
import type { OutboxTable } from '../tables/outbox-table.ts';
import type { RatingTable } from '../tables/rating-table.ts';
import type { SessionTable } from '../tables/session-table.ts';

type FollowUpFact = FactOf<'rating.follow-up'>;

/** The one 追评 of a service (P3). It never touches the rating it follows. */
export interface FollowUps {
  /** What a 追评 would be, without taking it. */
  judge(fact: FollowUpFact): FollowUpOutcome;
  /** Takes one that was judged `accepted` and is in the ledger at `ledgerIdx`. */
  apply(fact: FollowUpFact, ledgerIdx: number, now: number): void;
}

export function createFollowUps(parts: {
  readonly sessions: SessionTable;
  readonly guests: GuestTable;
  readonly ratings: RatingTable;
  readonly followUps: FollowUpTable;
  readonly outbox: OutboxTable;
}): FollowUps {
  const { sessions, guests, ratings, followUps, outbox } = parts;

  /** The rating that a code leads to, and where it counts. */
  function find({ deviceId, qrHandle }: FollowUpFact) {
    const session = sessions.findByHandle(deviceId, qrHandle) ?? guests.findByHandle(deviceId, qrHandle);
    const rating = session && ratings.effective(session.canonicalId);
    return rating && { canonicalId: session.canonicalId, ratingId: rating.ratingId };
  }

  function judge(fact: FollowUpFact): FollowUpOutcome {
    const found = find(fact);
    if (found === undefined) return 'unrated';
    const held = followUps.of(found.ratingId);
    if (held === undefined) return 'accepted';
    return held === fact.followUpId ? 'repeated' : 'later';
  }

  return {
    judge,
    apply(fact, ledgerIdx, now) {
      const found = find(fact);
      if (found === undefined) throw new Error(`ledger row ${ledgerIdx}: a follow-up without a rating`);
      followUps.insert({
        rating_id: found.ratingId,
        follow_up_id: fact.followUpId,
        ledger_idx: ledgerIdx,
        level: fact.level,
        channel: fact.channel,
        assessed_at: fact.submittedAt,
        tags: JSON.stringify(fact.tags),
        remark: fact.text,
        items: JSON.stringify(fact.items?.codes ?? []),
      });
      outbox.addFollowUp(found.canonicalId, now);
    },
  };
}
