import type { FactOf } from '../../core/gateway-facts.ts';
import type { OpenedFact } from '../../core/terminal-facts.ts';
import type { SettledSession } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';
import { createFollowUpTable } from '../tables/follow-up-table.ts';
import { createGuestTable } from '../tables/guest-table.ts';
import { createHeldRatingTable } from '../tables/held-rating-table.ts';
import { createKioskVisitTable } from '../tables/kiosk-visit-table.ts';
import { createOutboxTable } from '../tables/outbox-table.ts';
import { createRatingTable } from '../tables/rating-table.ts';
import { createSessionTable } from '../tables/session-table.ts';
import type { Totals } from '../tables/totals.ts';
import { createFollowUps } from './follow-ups.ts';
import { createForwardPlan } from './forward-plan.ts';
import { createKioskVisits } from './kiosk-visits.ts';
import { enterSession, type OpenedSession } from './opening.ts';
import { createPhoneRatings } from './phone-ratings.ts';
import { createRatings } from './ratings.ts';
import { createUploads, type Upload } from './uploads.ts';
import { createWorkingSet } from './working-set.ts';

/**
 * Turns what the ledger says into the derived tables. The writer runs it on the gateway's database in the transaction that appends to
 * the ledger; `verify` runs it on an empty one over the whole ledger and compares.
 */
export function createProjection(db: SqliteDatabase, totals: Totals, reasonsGraceMs: number) {
  const sessions = createSessionTable(db);
  const ratingTable = createRatingTable(db);
  const held = createHeldRatingTable(db);
  const guests = createGuestTable(db);
  const outbox = createOutboxTable(db, totals);
  const followUpTable = createFollowUpTable(db);
  const forward = createForwardPlan({ outbox, followUps: followUpTable, reasonsGraceMs });
  const set = createWorkingSet({
    sessions,
    guests,
    ratings: ratingTable,
    forward,
    outbox,
    totals,
  });
  const followUps = createFollowUps({ sessions, guests, ratings: ratingTable, followUps: followUpTable, outbox });
  const ratings = createRatings(set, ratingTable, totals);
  const phone = createPhoneRatings({ sessions, guests, held, ratings, set, totals });
  const uploads = createUploads({ set, held, ratings });
  const visitTable = createKioskVisitTable(db);
  const visits = createKioskVisits(visitTable, set);
  return {
    sessions,
    outbox,
    judgePhone: phone.judge,
    judgeFollowUp: followUps.judge,
    applyFollowUp: followUps.apply,
    applyPhone(fact: FactOf<'rating.by-phone'>, ledgerIdx: number, now: number): void {
      phone.apply(fact, ledgerIdx);
      set.flush(now);
    },
    applyOpened(opened: OpenedSession, now: number): void {
      enterSession(set, opened);
      set.flush(now);
      visits.settle([opened.opened], opened.device, now);
      set.flush(now);
    },
    /** Returns the sessions that terminals are to be told of, see `Uploads.apply`. */
    applyUpload(upload: Upload): readonly SettledSession[] {
      const { device, facts, skip, receivedAt } = upload;
      const settled = uploads.apply(upload);
      set.flush(receivedAt);
      const opened = facts.filter((fact) => fact.kind === 'opened' && fact.offset >= skip) as OpenedFact[];
      const met = visits.settle(opened, device, receivedAt);
      set.flush(receivedAt);
      return [...settled, ...met];
    },
    /** Call first in every transaction. */
    begin() {
      held.begin();
      guests.begin();
      visitTable.begin();
    },
    discard: set.discard,
  };
}
