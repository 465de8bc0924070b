import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { settleHeld } from '../../core/rating-rule.ts';
import type { OpenedFact, RatingFact, TerminalFact } from '../../core/terminal-facts.ts';
import type { SettledSession } from '../gateway-store.ts';
import type { HeldRatingTable as HeldRow } from '../schema.ts';
import type { HeldRatingTable } from '../tables/held-rating-table.ts';
import type { RatingRow } from '../tables/rating-table.ts';
import type { SessionKey } from '../tables/session-table.ts';
import { enterSession } from './opening.ts';
import type { Ratings } from './ratings.ts';
import { settledAt, settledBy } from './settled.ts';
import type { WorkingSet } from './working-set.ts';

/** The new records of one upload, as they lie in the ledger. */
export interface Upload {
  readonly device: string;
  readonly facts: readonly TerminalFact[];
  /** Records at the front that were known already. */
  readonly skip: number;
  /** Ledger idx of the first new record. */
  readonly firstIdx: number;
  readonly receivedAt: number;
}

export interface Uploads {
  /**
   * Applies an upload. Returns where sessions are shown although their service has its rating: those that this terminal opened and left
   * open, and at other terminals those that this one rated.
   */
  apply(upload: Upload): readonly SettledSession[];
}

/** A session whose held rating may still lose to the terminal's own, until the upload ends. */
interface Contest {
  readonly session: SessionKey;
  readonly held: HeldRow;
}

export function createUploads(parts: {
  readonly set: WorkingSet;
  readonly held: HeldRatingTable;
  readonly ratings: Ratings;
}): Uploads {
  const { set, held, ratings } = parts;

  /** Moves held ratings to their session. Returns the one that may count. */
  function claimHeld(device: string, handle: string, canonicalId: string): HeldRow | undefined {
    let candidate: HeldRow | undefined;
    for (const row of held.take(device, handle)) {
      if (row.standing === 'duplicate') ratings.moveDuplicate(canonicalId, row.rating_id, row.ledger_idx);
      else if (ratings.isRated(canonicalId)) ratings.keepDuplicate(canonicalId, row.rating_id, row.ledger_idx, 'later');
      else candidate = row;
    }
    return candidate;
  }

  /** True when the held rating counts. */
  function settle({ session: { canonicalId }, held }: Contest): boolean {
    if (ratings.isRated(canonicalId)) {
      ratings.keepDuplicate(canonicalId, held.rating_id, held.ledger_idx, 'later');
      return false;
    }
    ratings.count(canonicalId, heldRating(held));
    return true;
  }

  /** Only where no session is known: nobody can make a citizen's rating disappear by calling it a test (P8). */
  const isTest = (fact: RatingFact) => fact.tested === 1 && set.session(fact.sessionId) === undefined;

  /** True when the service got its rating by this. */
  function rate(fact: RatingFact, contest: Contest | undefined, device: string, ledgerIdx: number): boolean {
    const session = set.session(fact.sessionId);
    const canonicalId = session?.canonicalId ?? fact.sessionId;
    const wasRated = ratings.isRated(canonicalId);
    const { ratingId, level, channel, assessedAt } = fact;
    const own = { ratingId, ledgerIdx, level, channel, assessedAt, reasons: null };
    const ownWins = contest !== undefined && settleHeld(contest.held.submitted_at, fact.committedAt) === 'own';
    if (contest !== undefined && !ownWins) settle(contest);
    const judgement = ratings.judge(canonicalId, session, fact.ratingId, device);
    if (judgement.kind === 'effective') ratings.count(canonicalId, own);
    else if (judgement.kind === 'duplicate') {
      ratings.keepDuplicate(canonicalId, fact.ratingId, ledgerIdx, judgement.reason);
    }
    if (contest !== undefined && ownWins) settle(contest);
    return !wasRated && ratings.isRated(canonicalId);
  }

  return {
    apply({ device, facts, skip, firstIdx }) {
      const contests = new Map<string, Contest>();
      const open = new Map<string, SessionKey>();
      const rated = new Map<string, SessionKey>();
      const noteRated = (session: SessionKey | undefined) => session && rated.set(session.sessionId, session);

      function openSession(opened: OpenedFact): void {
        const entered = enterSession(set, { device, opened, ledgerIdx: firstIdx + opened.offset - skip, caller: null });
        if (entered === undefined) return;
        open.set(entered.sessionId, entered);
        const candidate = claimHeld(device, opened.qrHandle, entered.canonicalId);
        if (candidate !== undefined) contests.set(entered.sessionId, { session: entered, held: candidate });
      }

      function applyRating(fact: RatingFact): void {
        if (isTest(fact)) {
          ratings.noteTested();
          return;
        }
        if (rate(fact, contests.get(fact.sessionId), device, firstIdx + fact.offset - skip)) {
          noteRated(set.session(fact.sessionId));
        }
        contests.delete(fact.sessionId);
        open.delete(fact.sessionId);
      }

      function applyFact(fact: TerminalFact): void {
        switch (fact.kind) {
          case 'opened':
            openSession(fact);
            return;
          case 'closed':
            set.close(device, fact.sessionId, fact);
            open.delete(fact.sessionId);
            return;
          case 'rating':
            applyRating(fact);
            return;
          case 'reasons': {
            const canonicalId = set.session(fact.sessionId)?.canonicalId ?? fact.sessionId;
            const { tags, remark, items, hasInk } = fact;
            const inkIdx = hasInk === 1 ? firstIdx + fact.offset - skip : null;
            ratings.addReasons(canonicalId, fact.ratingId, { tags, remark, items, inkIdx });
            return;
          }
          default:
            assertNever(fact);
        }
      }

      for (const fact of facts) if (fact.offset >= skip) applyFact(fact);
      for (const contest of contests.values()) if (settle(contest)) noteRated(contest.session);
      const left = [...open.values()].filter(({ canonicalId }) => ratings.isRated(canonicalId));
      return [
        ...left.map(({ sessionId }) => settledAt(device, sessionId)),
        ...[...rated.values()].flatMap((session) => settledBy(set, session, device)),
      ];
    },
  };
}

function heldRating(row: HeldRow): RatingRow {
  return {
    ratingId: row.rating_id,
    ledgerIdx: row.ledger_idx,
    level: row.level,
    channel: row.channel,
    assessedAt: row.submitted_at,
    reasons: { tags: row.tags, remark: row.remark, items: row.items, inkIdx: null },
  };
}
